using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>E, first half: what gather returns, and when.</summary>
public sealed class GroupE1_Gather
{
    [Fact]
    public void S074_TasksAreCreatedAtTheCall() => Check(
        static async t =>
        {
            Future<object?[]> g = Asyncio.Gather([Say(t, "a", result: 1), Say(t, "b", result: 2)]);
            t.Log("called");
            t.Log(Listing.Of(await g));
        },
        "called@1", "a@2", "b@2", "[1, 2]@4");

    [Fact]
    [CPythonTest("test_tasks::FutureGatherTests.test_constructor_empty_sequence_use_running_loop")]
    public void S075_GatherOfNothingIsDone() => Check(
        static async t =>
        {
            t.Log("a");
            t.Log(Listing.Of(await Asyncio.Gather(Array.Empty<Coroutine<int>>())));
        },
        "a@1", "[]@1");

    [Fact]
    public void S076_GatherOfDoneTasksIsDone() => Check(
        static async t =>
        {
            LoopTask<int> a = Asyncio.CreateTask(Asyncio.Sleep(0, 1));
            LoopTask<int> b = Asyncio.CreateTask(Asyncio.Sleep(0, 2));
            await Asyncio.Wait([a, b]);
            t.Log("x");
            t.Log(Listing.Of(await Asyncio.Gather([a, b])));
        },
        "x@5", "[1, 2]@5");

    [Fact]
    public void S077_ResultsAreInArgumentOrder() => Check(
        static async t => t.Log(Listing.Of(await Asyncio.Gather([Asyncio.Sleep(3, "a"), Asyncio.Sleep(1, "b"), Asyncio.Sleep(2, "c")]))),
        "['a', 'b', 'c']@12/3");

    [Fact]
    public void S078_TaskGivenTwiceRunsOnce() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", result: 7));
            (object? first, object? second) = await Asyncio.Gather(task, task);
            t.Log(Listing.Of([first, second]));
        },
        "t@2", "[7, 7]@4");

    [Fact]
    [CPythonTest("test_tasks::CoroutineGatherTests.test_duplicate_coroutines")]
    public void S079_CoroutineGivenTwiceBecomesOneTask() => Check(
        static async t =>
        {
            Coroutine<object?> c = Say(t, "t", result: 7);
            (object? first, object? second) = await Asyncio.Gather(c, c);
            t.Log(Listing.Of([first, second]));
        },
        "t@2", "[7, 7]@4");

    // Tasks and coroutines do not mix in one call: the coroutine gets its task at the call here too.
    [Fact]
    public void S080_FirstExceptionEndsTheGatherOnly() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", 4));
            try
            {
                await Asyncio.Gather(task, Asyncio.CreateTask(Say(t, "x", error: new ArgumentException("v"))));
            }
            catch (ArgumentException)
            {
                t.Log("ve", task.IsDone);
            }

            await task;
        },
        "t@2", "x@2", "ve False@4", "t.@6");

    // Python collects the garbage here; the loop's look at what nobody retrieved is what that comes to.
    [Fact]
    [CPythonTest("test_tasks::CoroutineGatherTests.test_exception_marking")]
    public void S081_SecondExceptionIsDropped() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.Gather(Say(t, "a", error: new ArgumentException("v")), Say(t, "b", 2, error: new KeyNotFoundException()));
            }
            catch (ArgumentException)
            {
                t.Log("ve");
            }

            await Asyncio.Sleep(1);
            Asyncio.RunningLoop.ReportUnretrieved();
            t.Log("end");
        },
        "a@2", "b@2", "ve@4", "end@7/1");

    // CancelledError is our LoopCanceledException, KeyError KeyNotFoundException.
    [Fact]
    public void S082_SettledGatherNeverThrowsForChildren() => Check(
        static async t =>
        {
            LoopTask canceled = Asyncio.CreateTask(Asyncio.Sleep(9));
            LoopTask quick = Asyncio.CreateTask(Asyncio.Sleep(0));
            await Asyncio.Sleep(0);
            canceled.Cancel();
            LoopTask<object?> failing = Asyncio.CreateTask(Say(t, "x", error: new KeyNotFoundException()));
            Outcome[] outcomes = await Asyncio.GatherSettled(canceled, failing, quick);
            t.Log(Listing.Of(outcomes.Select(static outcome => outcome.Exception?.GetType().Name ?? "NoneType")));
        },
        "x@3", "['LoopCanceledException', 'KeyNotFoundException', 'NoneType']@5");

    [Fact]
    public void S090_GatherNeedsNoTask() => Check(
        static async t =>
        {
            Future<(int, int)>? g = null;
            Asyncio.RunningLoop.CallSoon(() => g = Asyncio.Gather(Asyncio.Sleep(0, 1), Asyncio.Sleep(0, 2)));
            await Asyncio.Sleep(0);
            (int first, int second) = await g!;
            t.Log(Listing.Of([first, second]));
        },
        "[1, 2]@6");

    [Fact]
    public void S091_GatherOfSleepers() => Check(
        static async t =>
        {
            await Asyncio.Gather(Enumerable.Range(0, 2).Select(_ => Ticks(t, 1, "c")));
            t.Log("m");
        },
        "c@2", "c@2", "m@5");
}
