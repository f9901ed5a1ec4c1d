using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>E, second half: gather and cancellation.</summary>
public sealed class GroupE2_GatherCancel
{
    // g.IsCanceled is False: the future holds the cancellation as an exception.
    [Fact]
    [CPythonTest("test_tasks::FutureGatherTests.test_one_cancellation")]
    public void S083_CancelledChildCancelsNobodyElse() => Check(
        static async t =>
        {
            LoopTask a = Asyncio.CreateTask(Asyncio.Sleep(5));
            LoopTask b = Asyncio.CreateTask(Asyncio.Sleep(1));
            Future g = Asyncio.Gather(a, b);
            await Asyncio.Sleep(0);
            a.Cancel();
            try
            {
                await g;
            }
            catch (LoopCanceledException)
            {
                t.Log("CE", g.IsCanceled, b.IsDone, Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "CE False False 0@5");

    [Fact]
    public void S084_CancelEndsWithTheFirstCancelledChild() => Check(
        static async t =>
        {
            async Coroutine Main() => await Asyncio.Gather(SlowToEnd(t, "a", 0), SlowToEnd(t, "b", 6));
            LoopTask task = Asyncio.CreateTask(Main());
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            task.Cancel();
            t.Log("cancel");
            try
            {
                await task;
            }
            catch (LoopCanceledException)
            {
                t.Log("m cancelled", task.IsCanceled);
            }

            await Asyncio.Sleep(1);
        },
        "cancel@3", "a@4", "m cancelled True@7", "b@10");

    [Fact]
    public void S085_CancelOfASettledGatherWaitsForAll() => Check(
        static async t =>
        {
            async Coroutine<Outcome[]> Main() => await Asyncio.GatherSettled(SlowToEnd(t, "a", 0), SlowToEnd(t, "b", 3));
            LoopTask<Outcome[]> task = Asyncio.CreateTask(Main());
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            task.Cancel();
            t.Log("cancel");
            try
            {
                t.Log(Listing.Of(await task));
            }
            catch (LoopCanceledException)
            {
                t.Log("CE");
            }
        },
        "cancel@3", "a@4", "b@7", "CE@10");

    [Fact]
    public void S086_CancelOfTheFuture() => Check(
        static async t =>
        {
            Future g = Asyncio.Gather(Asyncio.Sleep(5), Asyncio.Sleep(5));
            await Asyncio.Sleep(0);
            t.Log(g.Cancel(), g.IsCanceled, g.IsDone);
            try
            {
                await g;
            }
            catch (LoopCanceledException)
            {
                t.Log("CE", g.IsCanceled, g.IsDone, g.Cancel());
            }
        },
        "True False False@2", "CE False True False@5");

    [Fact]
    public void S087_CancelAfterAFailureTouchesNobody() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(1));
            Future g = Asyncio.Gather(task, Asyncio.CreateTask(Say(t, "x", error: new ArgumentException("v"))));
            try
            {
                await g;
            }
            catch (ArgumentException)
            {
                t.Log(g.Cancel(), task.CancelRequests);
            }

            await task;
            t.Log("t ok");
        },
        "x@2", "False 0@4", "t ok@7/1");

    [Fact]
    public void S088_SwallowedCancelStillCancelsASettledGather() => Check(
        static async t =>
        {
            Future<Outcome<string>[]> g = Asyncio.GatherSettled(Swallow());
            await Asyncio.Sleep(0);
            g.Cancel();
            try
            {
                t.Log(Listing.Of(await g));
            }
            catch (LoopCanceledException)
            {
                t.Log("CE");
            }
        },
        "CE@5");

    [Fact]
    public void S089_SwallowedCancelStillCancelsAGather() => Check(
        static async t =>
        {
            Future<string[]> g = Asyncio.Gather([Swallow()]);
            await Asyncio.Sleep(0);
            g.Cancel();
            try
            {
                t.Log(Listing.Of(await g));
            }
            catch (LoopCanceledException)
            {
                t.Log("CE");
            }
        },
        "CE@5");

    /// <summary>Sleeps; when cancelled, yields n times before it ends.</summary>
    private static async Coroutine SlowToEnd(Trace trace, string label, int yields)
    {
        try
        {
            await Asyncio.Sleep(9);
        }
        catch (LoopCanceledException)
        {
            for (int i = 0; i < yields; i++)
            {
                await Asyncio.Sleep(0);
            }

            trace.Log(label);
            throw;
        }
    }

    private static async Coroutine<string> Swallow()
    {
        try
        {
            await Asyncio.Sleep(9);
            return "not cancelled";
        }
        catch (LoopCanceledException)
        {
            return "swallowed";
        }
    }
}
