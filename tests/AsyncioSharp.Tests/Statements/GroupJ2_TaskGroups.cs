using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>J, second part: the order of things, and cancellation from outside.</summary>
public sealed class GroupJ2_TaskGroups
{
    [Fact]
    public void S170_ExitWaitsForAllChildren() => Check(
        static async t =>
        {
            await TaskGroup.Run(group =>
            {
                group.CreateTask(Say(t, "a"));
                group.CreateTask(Say(t, "b"));
                t.Log("body end");
                return Coroutine.Completed;
            });
            t.Log("exit");
        },
        "body end@1", "a@2", "b@2", "exit@4");

    [Fact]
    public void S171_EmptyGroupCostsNothing() => Check(
        static async t =>
        {
            t.Log("a");
            await TaskGroup.Run(static _ => Coroutine.Completed);
            t.Log("b");
        },
        "a@1", "b@1");

    [Fact]
    public void S172_ExitAfterDoneChildrenCostsNothing() => Check(
        static async t =>
        {
            await TaskGroup.Run(async group =>
            {
                _ = group.CreateTask(Say(t, "a"));
                await Asyncio.Sleep(1);
                t.Log("body end");
            });
            t.Log("exit");
        },
        "a@2", "body end@5/1", "exit@5/1");

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_03")]
    public void S177_ChildCancelledByItselfDoesNotDisturb() => Check(
        static async t =>
        {
            LoopTask canceled = null!;
            LoopTask other = null!;
            await TaskGroup.Run(async group =>
            {
                canceled = group.CreateTask(Asyncio.Sleep(9));
                other = group.CreateTask(Asyncio.Sleep(1));
                await Asyncio.Sleep(0);
                canceled.Cancel();
            });
            t.Log(canceled.IsCanceled, other.IsDone);
        },
        "True True@8/1");

    [Fact]
    public void S178_ChildThatThrowsACancellationItself() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                await Coroutine.Completed;
                throw new LoopCanceledException();
            }

            LoopTask child = null!;
            await TaskGroup.Run(group =>
            {
                child = group.CreateTask(F());
                return Coroutine.Completed;
            });
            t.Log(child.IsCanceled);
        },
        "True@4");

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_22")]
    public void S179_ParentCancelledWhileItWaitsForChildren() => Check(
        static async t =>
        {
            async Coroutine Child()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                finally
                {
                    t.Log("child cleanup");
                }
            }

            await CancelAfterTwoIterations(t, TaskGroup.Run(group =>
            {
                group.CreateTask(Child());
                return Coroutine.Completed;
            }));
        },
        "child cleanup@5", "True@9");

    [Fact]
    public void S180_ParentCancelledInTheBody() => Check(
        static async t => await CancelAfterTwoIterations(t, TaskGroup.Run(static group =>
        {
            group.CreateTask(Asyncio.Sleep(9));
            return Asyncio.Sleep(9);
        })),
        "True@9");

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_08")]
    public void S181_ChildrensErrorsWinAndTheCancellationFollows() => Check(
        static async t =>
        {
            async Coroutine Child()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    throw new KeyNotFoundException();
                }
            }

            async Coroutine Parent()
            {
                try
                {
                    await TaskGroup.Run(group =>
                    {
                        group.CreateTask(Child());
                        return Asyncio.Sleep(9);
                    });
                }
                catch (TaskGroupException)
                {
                    t.Log("EG", Asyncio.CurrentTask!.CancelRequests);
                }

                try
                {
                    await Asyncio.Sleep(0);
                    t.Log("not cancelled");
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE at next await");
                    throw;
                }
            }

            await CancelAfterTwoIterations(t, Parent());
        },
        "EG 1@7", "CE at next await@8", "True@10");

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_24")]
    public void S184_ChildMayCreateChildren() => Check(
        static async t =>
        {
            async Coroutine Child(TaskGroup group)
            {
                await Asyncio.Sleep(1);
                _ = group.CreateTask(Say(t, "grandchild"));
            }

            await TaskGroup.Run(group =>
            {
                group.CreateTask(Child(group));
                t.Log("body end");
                return Coroutine.Completed;
            });
            t.Log("exit");
        },
        "body end@1", "grandchild@5/1", "exit@7/1");

    [Fact]
    public void S189_TimeoutAroundAGroup() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.Timeout(2, static _ => TaskGroup.Run(static group =>
                {
                    group.CreateTask(Asyncio.Sleep(9));
                    group.CreateTask(Asyncio.Sleep(9));
                    return Coroutine.Completed;
                }));
            }
            catch (TimeoutException)
            {
                t.Log("TO", Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "TO 0@7/2");

    [Fact]
    public void S190_FailureAndCancelInTheSameIteration() => Check(
        static async t =>
        {
            async Coroutine Parent()
            {
                try
                {
                    await TaskGroup.Run(group =>
                    {
                        group.CreateTask(Say(t, "x", error: new ArgumentException("v")));
                        return Asyncio.Sleep(9);
                    });
                }
                catch (TaskGroupException)
                {
                    t.Log("EG", Asyncio.CurrentTask!.CancelRequests);
                }
            }

            LoopTask task = Asyncio.CreateTask(Parent());
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            task.Cancel();
            await Asyncio.Wait([task]);
        },
        "x@3", "EG 1@4");

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_01")]
    public void S191_ResultsAreReadFromTheChildren() => Check(
        static async t =>
        {
            LoopTask<string> a = null!;
            LoopTask<string> b = null!;
            await TaskGroup.Run(group =>
            {
                a = group.CreateTask(Asyncio.Sleep(1, "a"));
                b = group.CreateTask(Asyncio.Sleep(0, "b"));
                return Coroutine.Completed;
            });
            t.Log(a.Result, b.Result);
        },
        "a b@8/1");

    private static async Coroutine CancelAfterTwoIterations(Trace t, Coroutine body)
    {
        LoopTask task = Asyncio.CreateTask(body);
        await Asyncio.Sleep(0);
        await Asyncio.Sleep(0);
        task.Cancel();
        await Asyncio.Wait([task]);
        t.Log(task.IsCanceled);
    }
}
