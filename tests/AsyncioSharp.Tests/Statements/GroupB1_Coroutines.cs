using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>B, first half: coroutines and tasks.</summary>
public sealed class GroupB1_Coroutines
{
    [Fact]
    public void S026_CallingRunsNothing() => Check(
        static async t =>
        {
            Coroutine<object?> c = Say(t, "body");
            t.Log("created");
            await c;
            t.Log("after");
        },
        "created@1", "body@1", "after@1");

    [Fact]
    public void S034_ChainOfTasksUnwindsOneLevelPerIteration() => Check(
        static async t =>
        {
            async Coroutine Chain(int n)
            {
                if (n > 0)
                {
                    await Asyncio.CreateTask(Chain(n - 1));
                }

                t.Log($"c{n}");
            }

            await Asyncio.CreateTask(Chain(3));
            t.Log("m");
        },
        "c0@5", "c1@6", "c2@7", "c3@8", "m@9");

    [Fact]
    public void S036_TwoYieldingTasksAlternate() => Check(
        static async t =>
        {
            LoopTask a = Asyncio.CreateTask(Ticks(t, 3, "a"));
            LoopTask b = Asyncio.CreateTask(Ticks(t, 3, "b"));
            await a;
            await b;
        },
        "a@2", "b@2", "a@3", "b@3", "a@4", "b@4");
}
