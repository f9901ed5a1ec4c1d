using AsyncioSharp.Tests.CPython;
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
    public void S027_AwaitWithoutSuspensionCostsNothing() => Check(
        static async t =>
        {
            t.Log("a");
            await Say(t, "b");
            t.Log("c");
        },
        "a@1", "b@1", "c@1");

    [Fact]
    public void S028_SecondAwaitIsRefused() => Check(
        static async t =>
        {
            Coroutine<object?> c = Say(t, "b");
            await c;
            try
            {
                await c;
            }
            catch (InvalidOperationException e)
            {
                t.Log(Words.Of(e));
            }
        },
        "b@1", "cannot reuse already awaited coroutine@1");

    [Fact]
    [CPythonTest("test_pep492::CoroutineTests.test_double_await")]
    public void S029_CoroutineSuspendedInATaskIsRefused() => Check(
        static async t =>
        {
            Coroutine c = Asyncio.Sleep(1);
            LoopTask task = Asyncio.CreateTask(c);
            await Asyncio.Sleep(0);
            try
            {
                await c;
            }
            catch (InvalidOperationException e)
            {
                t.Log(Words.Of(e));
            }

            await task;
        },
        "coroutine is being awaited already@2");

    [Fact]
    public void S030_CreateTaskRunsNothing() => Check(
        static async t =>
        {
            _ = Asyncio.CreateTask(Say(t, "t"));
            t.Log("main");
            await Asyncio.Sleep(0);
            t.Log("main2");
        },
        "main@1", "t@2", "main2@2");

    [Fact]
    public void S031_TasksStartInCreationOrder() => Check(
        static async t =>
        {
            foreach (string label in (string[])["a", "b", "c"])
            {
                _ = Asyncio.CreateTask(Say(t, label));
            }

            await Asyncio.Sleep(0);
            t.Log("main");
        },
        "a@2", "b@2", "c@2", "main@2");

    [Fact]
    public void S032_AwaitOfANewTask() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", result: 1));
            t.Log("m");
            t.Log("got", await task);
        },
        "m@1", "t@2", "got 1@3");

    [Fact]
    public void S033_AwaitOfADoneTaskCostsNothing() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t"));
            await Asyncio.Sleep(0);
            t.Log("done", task.IsDone);
            await task;
            t.Log("m");
        },
        "t@2", "done True@2", "m@2");

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
    public void S035_ChainOfCoroutinesUnwindsAtOnce() => Check(
        static async t =>
        {
            async Coroutine Chain(int n)
            {
                if (n > 0)
                {
                    await Chain(n - 1);
                }
                else
                {
                    await Asyncio.Sleep(0);
                }

                t.Log($"c{n}");
            }

            await Chain(3);
        },
        "c0@2", "c1@2", "c2@2", "c3@2");

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

    [Fact]
    public void S037_WaitersOfOneTaskWakeInOrder() => Check(
        static async t =>
        {
            LoopTask<string> task = Asyncio.CreateTask(Asyncio.Sleep(0, "r"));
            async Coroutine Waiter(string label)
            {
                await task;
                t.Log(label);
            }

            LoopTask[] waiters = [.. new[] { "a", "b", "c" }.Select(label => Asyncio.CreateTask(Waiter(label)))];
            foreach (LoopTask waiter in waiters)
            {
                await waiter;
            }
        },
        "a@4", "b@4", "c@4");
}
