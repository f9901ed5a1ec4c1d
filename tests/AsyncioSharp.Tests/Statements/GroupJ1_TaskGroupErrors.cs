using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>J, first part: errors of children and of the body.</summary>
public sealed class GroupJ1_TaskGroupErrors
{
    // .NET's AggregateException puts the inner messages behind its own; the recording shows the group's own part.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_cancelling_level_preserved")]
    public void S173_FailureCancelsSiblingsAndBody() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(async group =>
                {
                    _ = group.CreateTask(LogCancellation(t, "sib CE"));
                    _ = group.CreateTask(Say(t, "x", error: new ArgumentException("v")));
                    try
                    {
                        await Asyncio.Sleep(9);
                    }
                    catch (LoopCanceledException)
                    {
                        t.Log("body CE", Asyncio.CurrentTask!.CancelRequests);
                        throw;
                    }
                });
            }
            catch (TaskGroupException e)
            {
                t.Log(e.Message.Split(" (")[0], Errors(e), Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "x@2", "sib CE@4", "body CE 1@4", "unhandled errors in a TaskGroup [\"ArgumentException('v')\"] 0@6");

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_04")]
    public void S174_OneErrorIsWrappedToo() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(group =>
                {
                    group.CreateTask(Say(t, "x", error: new KeyNotFoundException()));
                    return Coroutine.Completed;
                });
            }
            catch (Exception e)
            {
                t.Log(e.GetType().Name, (e as TaskGroupException)?.InnerExceptions.Count);
            }
        },
        "x@2", "TaskGroupException 1@4");

    [Fact]
    public void S175_ErrorsOfSiblingsBeingCancelledAreAdded() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(group =>
                {
                    group.CreateTask(WaitThenThrow(new KeyNotFoundException("k")));
                    group.CreateTask(WaitThenThrow(null));
                    group.CreateTask(Say(t, "x", 1, error: new ArgumentException("v")));
                    return Coroutine.Completed;
                });
            }
            catch (TaskGroupException e)
            {
                t.Log(Errors(e));
            }
        },
        "x@2", "[\"ArgumentException('v')\", \"KeyNotFoundException('k')\"]@7");

    [Fact]
    public void S176_ErrorOfTheBodyIsTheLast() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(async group =>
                {
                    _ = group.CreateTask(WaitThenThrow(new KeyNotFoundException("k")));
                    await Asyncio.Sleep(0);
                    throw new ArgumentException("body");
                });
            }
            catch (TaskGroupException e)
            {
                t.Log(Errors(e));
            }
        },
        "[\"KeyNotFoundException('k')\", \"ArgumentException('body')\"]@5");

    [Fact]
    public void S182_BodyThatSwallowsTheInternalCancel() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(async group =>
                {
                    _ = group.CreateTask(Say(t, "x", error: new ArgumentException("v")));
                    try
                    {
                        await Asyncio.Sleep(9);
                    }
                    catch (LoopCanceledException)
                    {
                        t.Log("swallow");
                    }
                });
            }
            catch (TaskGroupException)
            {
                t.Log("EG", Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "x@2", "swallow@4", "EG 0@4");

    [Fact]
    public void S186_InnerGroupsErrorIsOneErrorOfTheOuter() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(_ => TaskGroup.Run(inner =>
                {
                    inner.CreateTask(Say(t, "x", error: new ArgumentException("v")));
                    return Coroutine.Completed;
                }));
            }
            catch (TaskGroupException e)
            {
                var inner = e.InnerExceptions[0] as TaskGroupException;
                IEnumerable<string>? types = inner?.InnerExceptions.Select(static error => $"'{error.GetType().Name}'");
                t.Log(inner?.GetType().Name, $"[{string.Join(", ", types ?? [])}]");
            }
        },
        "x@2", "TaskGroupException ['ArgumentException']@4");

    // WE require creation order; CPython's is the order of a set, and the recording was made with an ordered group.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_04")]
    public void S187_SiblingsAreCancelledInCreationOrder() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(group =>
                {
                    group.CreateTask(LogCancellation(t, "a"));
                    group.CreateTask(LogCancellation(t, "b"));
                    group.CreateTask(LogCancellation(t, "c"));
                    group.CreateTask(Say(t, "x", error: new ArgumentException("v")));
                    return Coroutine.Completed;
                });
            }
            catch (TaskGroupException)
            {
                t.Log("EG");
            }
        },
        "x@2", "a@4", "b@4", "c@4", "EG@6");

    // The nearest to SystemExit is the interrupt, which has no exit code to show.
    [Fact]
    public void S188_InterruptLeavesTheRunUnwrapped()
    {
        using EventLoop loop = TestLoop.Create();
        var t = new Trace(null);
        LoopTask task = loop.CreateTask(Main());
        Try("leaves run_until_complete");
        Try("the group then raises");
        Assert.Equal(
            ["ConsoleInterruptedException leaves run_until_complete", "ConsoleInterruptedException the group then raises"], t.Lines);

        static async Coroutine Bad()
        {
            await Coroutine.Completed;
            throw new ConsoleInterruptedException();
        }

        static Coroutine Main() => TaskGroup.Run(static group =>
        {
            group.CreateTask(Bad());
            group.CreateTask(Asyncio.Sleep(9));
            return Coroutine.Completed;
        });

        void Try(string label)
        {
            try
            {
                loop.RunUntilComplete(task);
            }
            catch (ConsoleInterruptedException e)
            {
                t.Log(e.GetType().Name, label);
            }
        }
    }

    private static string Errors(TaskGroupException group) =>
        $"[{string.Join(", ", group.InnerExceptions.Select(static e => $"\"{e.GetType().Name}('{e.Message}')\""))}]";

    private static async Coroutine LogCancellation(Trace t, string label)
    {
        try
        {
            await Asyncio.Sleep(9);
        }
        catch (LoopCanceledException)
        {
            t.Log(label);
            throw;
        }
    }

    private static async Coroutine WaitThenThrow(Exception? error)
    {
        try
        {
            await Asyncio.Sleep(9);
        }
        catch (LoopCanceledException) when (error is not null)
        {
            throw error;
        }
    }
}
