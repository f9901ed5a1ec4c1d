using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>F, second half: as_completed.</summary>
public sealed class GroupF2_AsCompleted
{
    [Fact]
    public void S102_ResultsComeInCompletionOrder() => Check(
        static async t =>
        {
            LoopTask<string> a = Asyncio.CreateTask(Asyncio.Sleep(2, "a"));
            LoopTask<string> b = Asyncio.CreateTask(Asyncio.Sleep(1, "b"));
            foreach (Coroutine<string> next in Asyncio.AsCompleted([a, b]))
            {
                t.Log(await next);
            }
        },
        "b@6/1", "a@10/2");

    [Fact]
    public void S103_FinishedItemCostsNothing() => Check(
        static async t =>
        {
            LoopTask<string>[] tasks = [Asyncio.CreateTask(Asyncio.Sleep(0, "a")), Asyncio.CreateTask(Asyncio.Sleep(0, "b"))];
            CompletionSequence<string> sequence = Asyncio.AsCompleted(tasks);
            await Asyncio.Sleep(1);
            t.Log("x");
            foreach (Coroutine<string> next in sequence)
            {
                t.Log(await next);
            }
        },
        "x@6/1", "a@6/1", "b@6/1");

    [Fact]
    public void S104_FailureIsThrownAtItsItem() => Check(
        static async t =>
        {
            IFuture<object?>[] tasks =
            [
                Asyncio.CreateTask(Say(t, "t", error: new ArgumentException("v"))),
                Asyncio.CreateTask(Asyncio.Sleep(1, "ok")),
            ];
            foreach (Coroutine<object?> next in Asyncio.AsCompleted(tasks))
            {
                try
                {
                    t.Log(await next);
                }
                catch (ArgumentException)
                {
                    t.Log("ve");
                }
            }
        },
        "t@2", "ve@4", "ok@8/1");

    [Fact]
    public void S105_TimeoutIsThrownAtEveryItemLeft() => Check(
        static async t =>
        {
            LoopTask<string> a = Asyncio.CreateTask(Asyncio.Sleep(1, "a"));
            LoopTask<string> b = Asyncio.CreateTask(Asyncio.Sleep(9, "b"));
            foreach (Coroutine<string> next in Asyncio.AsCompleted([a, b], TimeSpan.FromSeconds(3)))
            {
                try
                {
                    t.Log(await next);
                }
                catch (TimeoutException)
                {
                    t.Log("TO", b.CancelRequests);
                }
            }
        },
        "a@6/1", "TO 0@8/3");

    [Fact]
    public void S106_AsyncIterationGivesTheTasksThemselves() => Check(
        static async t =>
        {
            LoopTask<int> a = Asyncio.CreateTask(Asyncio.Sleep(2, 0), "a");
            LoopTask<int> b = Asyncio.CreateTask(Asyncio.Sleep(1, 0), "b");
            await foreach (IFuture<int> future in Asyncio.AsCompleted([a, b]))
            {
                t.Log(((LoopTask)future).Name, future == a || future == b);
            }
        },
        "b True@6/1", "a True@10/2");

    [Fact]
    public void AsyncIterationThroughTheInterface_AlsoS106() => Check(
        static async t =>
        {
            LoopTask<int> a = Asyncio.CreateTask(Asyncio.Sleep(2, 0), "a");
            LoopTask<int> b = Asyncio.CreateTask(Asyncio.Sleep(1, 0), "b");
            await foreach (IFuture<int> future in (IAsyncEnumerable<IFuture<int>>)Asyncio.AsCompleted([a, b]))
            {
                t.Log(((LoopTask)future).Name, future == a || future == b);
            }
        },
        "b True@6/1", "a True@10/2");

    [Fact]
    public void S107_TasksOfOneIterationComeInFinishingOrder() => Check(
        static async t =>
        {
            string[] labels = ["a", "b", "c"];
            LoopTask<string>[] tasks = [.. labels.Select(static label => Asyncio.CreateTask(Asyncio.Sleep(1, label)))];
            foreach (Coroutine<string> next in Asyncio.AsCompleted(tasks.Reverse()))
            {
                t.Log(await next);
            }
        },
        "a@6/1", "b@6/1", "c@6/1");

    [Fact]
    public void S108_NothingYieldsNothing() => Check(
        static async t =>
        {
            t.Log(Listing.Of(Asyncio.AsCompleted(Array.Empty<Coroutine<int>>()).ToList<Coroutine<int>>()));
            await Coroutine.Completed;
        },
        "[]@1");
}
