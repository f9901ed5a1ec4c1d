using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Tasks that take their first step at once.</summary>
public sealed class EagerTests
{
    // There are no task factories; the loop has a setting.
    [Fact]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_eager_task_factory_set")]
    public void SettingIsTheLoops() => Run(static async () =>
    {
        Assert.True(Asyncio.RunningLoop.EagerTasks);
        LoopTask task = Asyncio.CreateTask(Coroutine.Completed);
        Assert.True(task.IsDone);
        await task;
    });

    [Fact]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_await_future_during_eager_step")]
    public void FutureThatTheEagerStepCompletes() => Run(static async () =>
    {
        static async Coroutine Set(Future<string> future, string value)
        {
            await Coroutine.Completed;
            future.SetResult(value);
        }

        var future = new Future<string>();
        Assert.True(Asyncio.CreateTask(Set(future, "my message")).IsDone);
        Assert.Equal("my message", await future);
    });

    [Fact]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_block_after_eager_step")]
    public void TaskThatBlocksAfterItsEagerStep() => Run(static async () =>
    {
        LoopTask<string> task = Asyncio.CreateTask(Asyncio.Sleep(0.1, "finished after blocking"));
        Assert.False(task.IsDone);
        Assert.Equal("finished after blocking", await task);
        Assert.True(task.IsDone);
    });

    [Fact]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_cancellation_after_eager_completion")]
    public void TaskThatIsDoneIsNotCancelled() => Run(static async () =>
    {
        LoopTask<int> task = Asyncio.CreateTask(Return(1));
        Assert.False(task.Cancel());
        Assert.Equal(1, await task);
        Assert.False(task.IsCanceled);
    });

    [Fact]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_cancellation_after_eager_step_blocks")]
    public void TaskThatBlocksIsCancelled() => Run(static async () =>
    {
        LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0.1));
        task.Cancel("cancellation message");
        Assert.True(task.CancelRequests > 0);
        LoopCanceledException error = await Thrown.By<LoopCanceledException>(task);
        Assert.Equal("cancellation message", error.CancelMessage);
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    [Fact]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_current_task")]
    public void CurrentTaskIsTheSameBeforeAndAfterBlocking() => Run(static async () =>
    {
        LoopTask? before = null;
        LoopTask? after = null;
        LoopTask task = Asyncio.CreateTask(Body());
        Assert.Same(task, before);
        await task;
        Assert.Same(task, after);

        async Coroutine Body()
        {
            before = Asyncio.CurrentTask;
            await Asyncio.Sleep(0.1);
            after = Asyncio.CurrentTask;
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_all_tasks_with_eager_completion")]
    [CPythonTest("test_eager_task_factory::EagerTaskFactoryLoopTests.test_all_tasks_with_blocking")]
    public void TaskIsAmongAllUntilItIsDone(bool blocks) => Run(async () =>
    {
        var go = new Future();
        IReadOnlyList<LoopTask> seen = [];
        LoopTask task = Asyncio.CreateTask(Body());
        Assert.Contains(task, seen);
        Assert.Equal(blocks, Asyncio.AllTasks().Contains(task));
        go.SetResult();
        await task;
        Assert.DoesNotContain(task, Asyncio.AllTasks());

        async Coroutine Body()
        {
            seen = Asyncio.AllTasks();
            if (blocks)
            {
                await go;
            }
        }
    });

    // 1 + 5 + 25 + 125 + 625 tasks. Eager ones never wait for the loop, so a chain or a tree of gathers is one step; a group hears of its
    // children in the next iteration, but all of them have taken their first step when it has made them.
    [Theory]
    [InlineData("chain", false, 1)]
    [InlineData("groups", false, 781)]
    [InlineData("gathers", false, 781)]
    [InlineData("chain", true, 1)]
    [InlineData("groups", true, 781)]
    [InlineData("gathers", true, 781)]
    [CPythonTest("test_eager_task_factory::BaseTaskCountingTests.test_awaitables_chain")]
    [CPythonTest("test_eager_task_factory::BaseTaskCountingTests.test_recursive_taskgroups")]
    [CPythonTest("test_eager_task_factory::BaseTaskCountingTests.test_recursive_gather")]
    public void TasksOfATree(string kind, bool eager, int expected) => TestLoop.Run(async () =>
    {
        var tasks = new HashSet<LoopTask>();
        EventLoop loop = Asyncio.RunningLoop;
        loop.EagerTasks = eager;
        long start = loop.Iteration;
        switch (kind)
        {
            case "chain":
                Assert.Equal(100, await Chain(100));
                break;
            case "groups":
                await Groups(4);
                break;
            default:
                await Gathers(4);
                break;
        }

        Assert.Equal(expected, tasks.Count);
        Assert.Equal(kind == "chain" || (eager && kind == "gathers"), loop.Iteration == start);

        async Coroutine<int> Chain(int depth)
        {
            tasks.Add(Asyncio.CurrentTask!);
            return depth == 0 ? 0 : 1 + await Chain(depth - 1);
        }

        async Coroutine Groups(int depth)
        {
            tasks.Add(Asyncio.CurrentTask!);
            if (depth == 0)
            {
                return;
            }

            await TaskGroup.Run(group =>
            {
                for (int i = 0; i < 5; i++)
                {
                    Assert.Equal(eager, tasks.Contains(group.CreateTask(Groups(depth - 1))));
                }

                return Coroutine.Completed;
            });
        }

        async Coroutine Gathers(int depth)
        {
            tasks.Add(Asyncio.CurrentTask!);
            if (depth > 0)
            {
                await Asyncio.Gather(Enumerable.Range(0, 5).Select(_ => Gathers(depth - 1)));
            }
        }
    });

    private static async Coroutine<int> Return(int value)
    {
        await Coroutine.Completed;
        return value;
    }

    private static void Run(Func<Coroutine> body) => TestLoop.Run(() =>
    {
        Asyncio.RunningLoop.EagerTasks = true;
        return body();
    });
}
