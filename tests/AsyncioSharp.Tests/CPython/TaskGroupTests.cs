using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Task groups: children, errors, cancellation, and each in the other.</summary>
public sealed class TaskGroupTests
{
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_02")]
    public void ChildMadeWhileAnotherRuns() => TestLoop.Run(static async () =>
    {
        LoopTask<int> first = null!;
        LoopTask<int> second = null!;
        await TaskGroup.Run(async group =>
        {
            first = group.CreateTask(Asyncio.Sleep(0.1, 42));
            await Asyncio.Sleep(0.15);
            second = group.CreateTask(Asyncio.Sleep(0.2, 11));
        });
        Assert.Equal((42, 11), (first.Result, second.Result));
    });

    // Three fail in one iteration; the sibling and the body are cancelled once.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_cancel_children_on_child_error")]
    public void ErrorsOfSeveralChildrenAreGathered() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        var error = await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(async group =>
        {
            for (int i = 0; i < 3; i++)
            {
                _ = group.CreateTask(CrashAfter(0.1));
            }

            _ = group.CreateTask(LogCancellation(log, "child"));
            await LogCancellation(log, "body");
            log.Add("passed");
        }));
        Assert.Equal(3, error.InnerExceptions.Count);
        Assert.All(error.InnerExceptions, static e => Assert.IsType<DivideByZeroException>(e));
        Assert.Equal(["body", "child"], log.Order());
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_cancellation")]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_07")]
    public void CancelOfTheParentReachesEveryChild(bool inTheBody) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        await CancelAfterAWhile<LoopCanceledException>(TaskGroup.Run(async group =>
        {
            for (int i = 0; i < 5; i++)
            {
                _ = group.CreateTask(LogCancellation(log, "child"));
            }

            if (inTheBody)
            {
                await LogCancellation(log, "body");
            }
        }));
        Assert.Equal(5, log.Count(static line => line == "child"));
        Assert.Equal(inTheBody ? 1 : 0, log.Count(static line => line == "body"));
    });

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.0)]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_09")]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_10")]
    public void BodyThatFailsCancelsTheChildren(double after) => TestLoop.Run(async () =>
    {
        var children = new List<LoopTask>();
        var error = await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(async group =>
        {
            children.Add(group.CreateTask(Asyncio.Sleep(1)));
            children.Add(group.CreateTask(Asyncio.Sleep(2)));
            if (after > 0)
            {
                await Asyncio.Sleep(after);
            }

            throw new DivideByZeroException();
        }));
        Assert.IsType<DivideByZeroException>(Assert.Single(error.InnerExceptions));
        Assert.All(children, static child => Assert.True(child.IsCanceled));
        Assert.Equal(TimeSpan.FromSeconds(after), Asyncio.RunningLoop.Time);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_11")]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_12")]
    public void ErrorsOfAnInnerGroupBeingCancelled(bool outerHasAChild) => TestLoop.Run(async () =>
    {
        TaskGroupException error = await CancelAfterAWhile<TaskGroupException>(TaskGroup.Run(async outer =>
        {
            if (outerHasAChild)
            {
                _ = outer.CreateTask(Asyncio.Sleep(10));
            }

            await TaskGroup.Run(async inner =>
            {
                for (int i = 0; i < 5; i++)
                {
                    _ = inner.CreateTask(FailWhenCancelled(new DivideByZeroException()));
                }

                await Asyncio.Sleep(10);
            });
        }));
        var ofInner = Assert.IsType<TaskGroupException>(Assert.Single(error.InnerExceptions));
        Assert.Equal(5, ofInner.InnerExceptions.Count);
        Assert.All(ofInner.InnerExceptions, static e => Assert.IsType<DivideByZeroException>(e));
    });

    [Theory]
    [InlineData(0.1, 10.0, false)]
    [InlineData(10.0, 0.1, true)]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_13")]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_14")]
    public void ErrorIsOfTheGroupWhoseChildFailed(double outerAfter, double innerAfter, bool nested) => TestLoop.Run(async () =>
    {
        var error = await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(async outer =>
        {
            _ = outer.CreateTask(CrashAfter(outerAfter));
            await TaskGroup.Run(inner =>
            {
                inner.CreateTask(CrashAfter(innerAfter));
                return Coroutine.Completed;
            });
        }));
        Exception only = Assert.Single(error.InnerExceptions);
        if (nested)
        {
            only = Assert.Single(Assert.IsType<TaskGroupException>(only).InnerExceptions);
        }

        Assert.IsType<DivideByZeroException>(only);
    });

    // The cancelled body takes so long to end that a child fails meanwhile: its error wins.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_15")]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_16")]
    public void ErrorWhileTheCancelledBodyEnds(bool throughAnotherTask) => TestLoop.Run(async () =>
    {
        static Coroutine Run() => TaskGroup.Run(static async group =>
        {
            _ = group.CreateTask(CrashAfter(0.3));
            try
            {
                await Asyncio.Sleep(10);
            }
            catch (LoopCanceledException)
            {
                await Asyncio.Sleep(0.5);
                throw;
            }
        });

        static async Coroutine RunInATask() => await Asyncio.CreateTask(Run());

        TaskGroupException error = await CancelAfterAWhile<TaskGroupException>(throughAnotherTask ? RunInATask() : Run());
        Assert.IsType<DivideByZeroException>(Assert.Single(error.InnerExceptions));
    });

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_17")]
    public void CancelOfABodyWithoutChildren() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        await CancelAfterAWhile<LoopCanceledException>(TaskGroup.Run(_ => LogCancellation(log, "body")));
        Assert.Equal(["body"], log);
    });

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_18")]
    public void CancelledBodyThatFailsInstead() => TestLoop.Run(static async () =>
    {
        TaskGroupException error = await CancelAfterAWhile<TaskGroupException>(TaskGroup.Run(static _ => FailWhenCancelled(new KeyNotFoundException())));
        Assert.IsType<KeyNotFoundException>(Assert.Single(error.InnerExceptions));
    });

    // There is one kind of exceptions: no BaseException that would need a group of its own.
    [Theory]
    [InlineData(typeof(KeyNotFoundException))]
    [InlineData(typeof(InvalidCastException))]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_19")]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_21a")]
    public void BodyFailsBecauseAChildDid(Type type) => TestLoop.Run(async () =>
    {
        var error = await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(CrashAfter(0.1));
            await FailWhenCancelled((Exception)Activator.CreateInstance(type)!);
        }));
        Assert.Equal([typeof(DivideByZeroException), type], error.InnerExceptions.Select(static e => e.GetType()));
    });

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_23")]
    public void GroupForgetsChildrenThatAreDone() => TestLoop.Run(static async () => await TaskGroup.Run(static async group =>
    {
        for (int i = 0; i < 10; i++)
        {
            await Asyncio.Sleep(0.1);
            _ = group.CreateTask(Asyncio.Sleep(0.3));
            if (i == 5)
            {
                // The task of the group itself is among them.
                Assert.True(Asyncio.AllTasks().Count <= 5);
            }
        }

        await Asyncio.Sleep(1.35);
        Assert.Equal([Asyncio.CurrentTask!], Asyncio.AllTasks());
    }));

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_25")]
    public void ErrorEndsAGroupThatKeepsGrowing() => TestLoop.Run(static async () =>
    {
        int heads = 0;
        var error = await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(group =>
        {
            group.CreateTask(Hydra(group));
            group.CreateTask(Hercules());
            return Coroutine.Completed;
        }));
        Assert.IsType<DivideByZeroException>(Assert.Single(error.InnerExceptions));
        Assert.True(heads >= 10);
        Assert.Equal([Asyncio.CurrentTask!], Asyncio.AllTasks());

        async Coroutine Hydra(TaskGroup group)
        {
            heads++;
            await Asyncio.Sleep(0.01);
            _ = group.CreateTask(Hydra(group));
            _ = group.CreateTask(Hydra(group));
        }

        async Coroutine Hercules()
        {
            while (heads < 10)
            {
                await Asyncio.Sleep(0.015);
            }

            throw new DivideByZeroException();
        }
    });

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_task_name")]
    public void ChildHasTheGivenName() => TestLoop.Run(static async () => await TaskGroup.Run(static async group =>
    {
        Assert.Equal("yolo", group.CreateTask(Asyncio.Sleep(0), "yolo").Name);
        await Coroutine.Completed;
    }));

    // A resource of the body fails when it is released, because a child failed.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_context_manager_exit_raises")]
    public void ResourceThatFailsWhenTheBodyEnds() => TestLoop.Run(static async () =>
    {
        static async Coroutine Fail()
        {
            await Coroutine.Completed;
            throw new KeyNotFoundException();
        }

        var error = await Thrown.By<TaskGroupException>(static async () => await TaskGroup.Run(static async group =>
        {
            await using var database = new FailingDatabase();
            _ = group.CreateTask(Fail());
            await Asyncio.Sleep(1);
        }));
        Assert.Equal(0, Asyncio.CurrentTask!.CancelRequests);
        Assert.Equal(2, error.InnerExceptions.Count);
        Assert.All(error.InnerExceptions, static e => Assert.IsType<KeyNotFoundException>(e));
    });

    // The nearest to entering a group in its own body: its run is a coroutine, and awaited already.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_already_entered")]
    public void RunInItsOwnBodyIsRefused() => TestLoop.Run(static async () =>
    {
        Coroutine run = default;
        bool refused = false;
        run = TaskGroup.Run(async _ =>
        {
            var error = await Thrown.By<InvalidOperationException>(async () => await run);
            refused = error.Message.Contains("already", StringComparison.Ordinal);
        });
        await run;
        Assert.True(refused);
    });

    // A plain method that a callback starts runs on the loop, but in no task.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_without_parent_task")]
    public void GroupNeedsATask() => TestLoop.Run(static async () =>
    {
        Exception? error = null;
        bool ran = false;
        async Task InNoTask()
        {
            try
            {
                await TaskGroup.Run(_ =>
                {
                    ran = true;
                    return Coroutine.Completed;
                });
            }
            catch (InvalidOperationException e)
            {
                error = e;
            }
        }

        Asyncio.RunningLoop.CallSoon(() => _ = InNoTask());
        await Asyncio.Sleep(0);
        await Asyncio.Sleep(0);
        Assert.Contains("parent task", error!.Message, StringComparison.Ordinal);
        Assert.False(ran);
    });

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_nested_groups_both_cancelled")]
    public void ErrorOfTheOuterGroupIsLeftWhenTheInnersIsCaught() => TestLoop.Run(static async () =>
    {
        int afterInner = -1;
        var error = await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(async outer =>
        {
            var ofInner = await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(inner =>
            {
                inner.CreateTask(CrashAfter(0));
                outer.CreateTask(FailAtOnce());
                return Coroutine.Completed;
            }));
            Assert.IsType<DivideByZeroException>(Assert.Single(ofInner.InnerExceptions));
            afterInner = Asyncio.CurrentTask!.CancelRequests;
        }));
        Assert.Equal(1, afterInner);
        Assert.IsType<KeyNotFoundException>(Assert.Single(error.InnerExceptions));
        Assert.Equal(0, Asyncio.CurrentTask!.CancelRequests);

        static async Coroutine FailAtOnce()
        {
            await Asyncio.Sleep(0);
            throw new KeyNotFoundException();
        }
    });

    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_error_and_cancel")]
    public void CancelTogetherWithAnErrorFollowsTheErrors() => TestLoop.Run(static async () =>
    {
        var raised = new AsyncEvent();
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(Inner());
        await raised.WaitAsync();
        Assert.Equal(0, task.CancelRequests);
        task.Cancel();
        Assert.Equal(1, task.CancelRequests);
        await Thrown.By<LoopCanceledException>(task);
        Assert.True(task.IsCanceled);
        Assert.Equal(["errors 1"], log);

        async Coroutine Crash()
        {
            raised.Set();
            await Asyncio.Sleep(0);
            throw new DivideByZeroException();
        }

        async Coroutine Inner()
        {
            await Thrown.By<TaskGroupException>(async () => await TaskGroup.Run(async group =>
            {
                _ = group.CreateTask(Crash());
                await Asyncio.Sleep(1);
                log.Add("body passed");
            }));
            log.Add($"errors {Asyncio.CurrentTask!.CancelRequests}");
            await Asyncio.Sleep(1);
            log.Add("passed");
        }
    });

    private static async Coroutine<TException> CancelAfterAWhile<TException>(Coroutine body)
        where TException : Exception
    {
        LoopTask task = Asyncio.CreateTask(body);
        await Asyncio.Sleep(0.1);
        Assert.False(task.IsDone);
        task.Cancel();
        return await Thrown.By<TException>(task);
    }

    private static async Coroutine CrashAfter(double seconds)
    {
        await Asyncio.Sleep(seconds);
        throw new DivideByZeroException();
    }

    private static async Coroutine FailWhenCancelled(Exception exception)
    {
        try
        {
            await Asyncio.Sleep(10);
        }
        catch (LoopCanceledException)
        {
            throw exception;
        }
    }

    private static async Coroutine LogCancellation(List<string> log, string label)
    {
        try
        {
            await Asyncio.Sleep(10);
        }
        catch (LoopCanceledException)
        {
            log.Add(label);
            throw;
        }
    }

    private sealed class FailingDatabase : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw new KeyNotFoundException();
    }
}
