using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>R: the staggered race.</summary>
public sealed class GroupR_StaggeredRace
{
    [Fact]
    public void S281_TheFirstSuccessWins() => Check(
        static async t =>
        {
            async Coroutine<int> Alternative(int index, double seconds, bool fails)
            {
                t.Log("start", index);
                await Asyncio.Sleep(seconds);
                return fails ? throw new IOException() : index;
            }

            RaceResult<int> race = await Asyncio.StaggeredRace<int>(
                [() => Alternative(0, 2, true), () => Alternative(1, 9, false), () => Alternative(2, 1, false)], TimeSpan.FromSeconds(5));
            t.Log(race.Result, race.WinnerIndex, "[" + string.Join(", ", race.Exceptions.Select(static e => e?.GetType().Name ?? "null")) + "]");
        },
        "start 0@2", "start 1@6/2", "start 2@10/7", "2 2 [IOException, LoopCanceledException, null]@18/8");

    [Fact]
    public void S282_AllFail() => Check(
        static async t =>
        {
            async Coroutine<int> Fails()
            {
                await Coroutine.Completed;
                throw new IOException();
            }

            RaceResult<int> race = await Asyncio.StaggeredRace<int>([Fails, Fails], null);
            t.Log(race.WinnerIndex?.ToString() ?? "None", race.Exceptions.Count);
        },
        "None 2@6");
}
