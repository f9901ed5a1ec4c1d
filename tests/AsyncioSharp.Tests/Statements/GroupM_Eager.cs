using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>M: eager tasks.</summary>
public sealed class GroupM_Eager
{
    [Fact]
    public void S239_RunsToItsFirstSuspensionAtOnce() => Check(
        static async t =>
        {
            Asyncio.RunningLoop.EagerTasks = true;
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", yields: 1));
            t.Log("created", task.IsDone);
            await task;
            t.Log("m");
        },
        "t@1", "created False@1", "t.@2", "m@3");

    [Fact]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_eager_completion")]
    public void S240_BodyThatNeverSuspendsLeavesADoneTask() => Check(
        static async t =>
        {
            Asyncio.RunningLoop.EagerTasks = true;
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", result: 1));
            t.Log("created", task.IsDone);
            t.Log(await task);
        },
        "t@1", "created True@1", "1@1");

    [Fact]
    public void S241_ErrorStaysInTheTask() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", error: new ArgumentException("x")), eagerStart: true);
            t.Log(task.IsDone, task.Exception!.GetType().Name);
            await Coroutine.Completed;
        },
        "t@1", "True ArgumentException@1");

    [Fact]
    public void S242_CurrentTaskIsTheNewOneDuringTheEagerStep() => Check(
        static async t =>
        {
            async Coroutine Body()
            {
                t.Log(Asyncio.CurrentTask!.Name);
                await Coroutine.Completed;
            }

            _ = Asyncio.CreateTask(Body(), "child", eagerStart: true);
            t.Log(Asyncio.CurrentTask!.Name);
            await Coroutine.Completed;
        },
        "child@1", "main@1");

    [Fact]
    public void S243_GatherOfBodiesThatDoNotSuspendIsDoneAtOnce() => Check(
        static async t =>
        {
            Asyncio.RunningLoop.EagerTasks = true;
            Future<object?[]> all = Asyncio.Gather<object?>([Say(t, "a", result: 1), Say(t, "b", result: 2)]);
            t.Log(all.IsDone);
            t.Log($"[{string.Join(", ", await all)}]");
        },
        "a@1", "b@1", "True@1", "[1, 2]@1");

    [Fact]
    public void S244_IsAnOrdinaryTaskAfterItsFirstSuspension() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0), eagerStart: true);
            t.Log("x", task.IsDone);
            await Asyncio.Sleep(0);
            t.Log("y", task.IsDone);
        },
        "x False@1", "y True@2");

    [Fact]
    public void S245_RunsBeforeItsCreatorGoesOn() => Check(
        static async t =>
        {
            async Coroutine Child()
            {
                t.Log("child");
                await Asyncio.Sleep(0);
                t.Log("child2");
            }

            _ = Asyncio.CreateTask(Child());
            t.Log("after lazy");
            await Asyncio.Sleep(1);
            Asyncio.RunningLoop.EagerTasks = true;
            _ = Asyncio.CreateTask(Child());
            t.Log("after eager");
            await Asyncio.Sleep(1);
        },
        "after lazy@1", "child@2", "child2@3", "child@5/1", "after eager@5/1", "child2@6/1");

    [Fact]
    public void S246_NameIsKnownInTheEagerStep() => Check(
        static async t =>
        {
            async Coroutine Body()
            {
                t.Log(Asyncio.CurrentTask!.Name);
                await Coroutine.Completed;
            }

            t.Log(Asyncio.CreateTask(Body(), "given", eagerStart: true).Name);
            await Coroutine.Completed;
        },
        "given@1", "given@1");

    // As CPython does since 3.13.2: the group hears of it in the next iteration, so the body goes on and may create more.
    [Fact]
    public void S247_GroupHearsOfAnEagerFailureInTheNextIteration() => Check(
        static async t =>
        {
            try
            {
                await TaskGroup.Run(async group =>
                {
                    _ = group.CreateTask(Say(t, "x", error: new ArgumentException("x")), eagerStart: true);
                    t.Log("body goes on");
                    _ = group.CreateTask(Say(t, "y"), eagerStart: true);
                    t.Log("second child accepted");
                    await Asyncio.Sleep(0);
                    t.Log("after sleep");
                });
            }
            catch (TaskGroupException)
            {
                t.Log("EG");
            }
        },
        "x@1", "body goes on@1", "y@1", "second child accepted@1", "EG@2");

    [Fact]
    public void ParameterWinsOverTheLoopsSetting() => Check(
        static async t =>
        {
            Asyncio.RunningLoop.EagerTasks = true;
            LoopTask lazy = Asyncio.CreateTask(Ticks(t, 1, "lazy"), eagerStart: false);
            t.Log("created");
            await lazy;
        },
        "created@1", "lazy@2");

    [Fact]
    public void EagerChildOfAnEagerChildRunsInside() => Check(
        static async t =>
        {
            async Coroutine Outer()
            {
                t.Log("outer");
                LoopTask inner = Asyncio.CreateTask(Ticks(t, 1, "inner"));
                t.Log("outer goes on");
                await inner;
                t.Log("outer ends");
            }

            Asyncio.RunningLoop.EagerTasks = true;
            LoopTask outer = Asyncio.CreateTask(Outer());
            t.Log("created");
            await outer;
        },
        "outer@1", "inner@1", "outer goes on@1", "created@1", "outer ends@3");

    [Fact]
    public void CreatorsContextIsItsOwnAgain() => Check(
        static async t =>
        {
            var value = new AsyncLocal<int> { Value = 1 };
            async Coroutine Body()
            {
                t.Log(value.Value);
                value.Value = 2;
                await Asyncio.Sleep(0);
                t.Log(value.Value);
            }

            SynchronizationContext? before = SynchronizationContext.Current;
            LoopTask task = Asyncio.CreateTask(Body(), eagerStart: true);
            t.Log(value.Value, before == SynchronizationContext.Current);
            await task;
        },
        "1@1", "1 True@1", "2@2");

    [Fact]
    public void CreatedByACallbackItLeavesNoCurrentTask() => Check(
        static async t =>
        {
            Asyncio.RunningLoop.CallSoon(() =>
            {
                Asyncio.CreateTask(Say(t, "task"), eagerStart: true);
                t.Log(Asyncio.CurrentTask is null);
            });
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
        },
        "task@2", "True@2");

    [Fact]
    public void OfALoopThatDoesNotRunYetItWaits() => CheckLoop(
        static (t, loop) =>
        {
            loop.EagerTasks = true;
            LoopTask<object?> task = loop.CreateTask(Say(t, "t"));
            t.Log(task.IsDone);
            loop.RunUntilComplete(task);
        },
        "False@0", "t@1");

    [Fact]
    public void CoroutineWithoutABodyIsDoneAtOnce() => Check(
        static async t =>
        {
            t.Log(Asyncio.CreateTask(Coroutine.Completed, eagerStart: true).IsDone);
            await Coroutine.Completed;
        },
        "True@1");

    [Fact]
    public void EagerStepThatEndsTheGroupIsCancelledWithIt() => Check(
        static async t =>
        {
            async Coroutine Child(TaskGroup group)
            {
                group.Cancel();
                try
                {
                    await Asyncio.Sleep(1);
                }
                catch (LoopCanceledException)
                {
                    t.Log("cancelled");
                    throw;
                }
            }

            await TaskGroup.Run(async group =>
            {
                _ = group.CreateTask(Child(group), eagerStart: true);
                await Coroutine.Completed;
            });
            t.Log("out");
        },
        "cancelled@2", "out@4");

    [Fact]
    public void EndlessEagerRecursionFallsBackToTheLoop()
    {
        int ended = 0;
        TestLoop.Run(async () =>
        {
            async Coroutine Child(int depth)
            {
                if (depth > 0)
                {
                    await Asyncio.CreateTask(Child(depth - 1));
                }

                ended++;
            }

            Asyncio.RunningLoop.EagerTasks = true;
            await Child(100_000);
        });
        Assert.Equal(100_001, ended);
    }
}
