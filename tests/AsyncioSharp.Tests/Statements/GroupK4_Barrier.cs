using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>K, fourth part: Barrier.</summary>
public sealed class GroupK4_Barrier
{
    [Fact]
    public void S216_LastOneToArriveDoesNotSuspend() => Check(
        static async t =>
        {
            var barrier = new AsyncBarrier(3);

            async Coroutine W(string label) => t.Log(await barrier.WaitAsync());

            await Asyncio.Wait(Tasks(W, "a", "b", "c"));
        },
        "2@2", "0@3", "1@3");

    [Fact]
    public void S217_NextRoundStartsAfterAllHaveLeft() => Check(
        static async t =>
        {
            var barrier = new AsyncBarrier(2);

            async Coroutine W(string label)
            {
                for (int round = 0; round < 2; round++)
                {
                    int index = await barrier.WaitAsync();
                    t.Log($"{label}{round}:{index}");
                }
            }

            await Asyncio.Gather(W("a"), W("b"));
        },
        "b0:1@2", "a0:0@3", "b1:1@4", "a1:0@5");

    [Fact]
    public void S218_AbortBreaksItAndResetBreaksOnlyTheRound() => Check(
        static async t =>
        {
            var barrier = new AsyncBarrier(2);

            async Coroutine W(string label)
            {
                try
                {
                    t.Log(label, await barrier.WaitAsync());
                }
                catch (BrokenBarrierException)
                {
                    t.Log(label, "BBE");
                }
            }

            LoopTask task = Asyncio.CreateTask(W("a"));
            await Asyncio.Sleep(0);
            await barrier.ResetAsync();
            await task;
            t.Log(barrier.IsBroken, barrier.WaitingCount);
            task = Asyncio.CreateTask(W("b"));
            await Asyncio.Sleep(0);
            await barrier.AbortAsync();
            await task;
            await W("c");
            t.Log(barrier.IsBroken);
        },
        "a BBE@3", "False 0@4", "b BBE@6", "c BBE@7", "True@7");

    [Fact]
    public void S219_CancelledWaiterNoLongerCounts() => Check(
        static async t =>
        {
            var barrier = new AsyncBarrier(2);
            LoopTask task = Asyncio.CreateTask(barrier.WaitAsync());
            await Asyncio.Sleep(0);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(barrier.WaitingCount, barrier.IsBroken);
        },
        "0 False@5");

    [Fact]
    public void S220_NeedsOnePartyAndOnePartyNeverSuspends() => Check(
        static async t =>
        {
            // .NET appends the name of the parameter.
            string none = Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncBarrier(0)).Message;
            t.Log(none.Replace(" (Parameter 'parties')", string.Empty, StringComparison.Ordinal));
            t.Log("a");
            t.Log(await new AsyncBarrier(1).WaitAsync());
        },
        "parties must be > 0@1", "a@1", "0@1");
}
