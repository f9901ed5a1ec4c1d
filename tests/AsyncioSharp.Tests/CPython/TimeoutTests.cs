using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>A limit around a body.</summary>
public sealed class TimeoutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_basic")]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_at_basic")]
    public void ExpiresAtItsDeadline(bool at) => TestLoop.Run(async () =>
    {
        TimeSpan deadline = Asyncio.RunningLoop.Time + TimeSpan.FromSeconds(0.01);
        TimeoutScope scope = null!;
        Coroutine Body(TimeoutScope s)
        {
            scope = s;
            return Asyncio.Sleep(10);
        }

        await Thrown.By<TimeoutException>(async () => await (at ? Asyncio.TimeoutAt(deadline, Body) : Asyncio.Timeout(0.01, Body)));
        Assert.True(scope.IsExpired);
        Assert.Equal(deadline, scope.When);
        Assert.Equal(deadline, Asyncio.RunningLoop.Time);
    });

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_not_called")]
    public void BodyInTimeDoesNotExpire() => TestLoop.Run(static async () =>
    {
        TimeoutScope scope = null!;
        await Asyncio.Timeout(10, async s =>
        {
            scope = s;
            await Asyncio.Sleep(0.01);
        });
        Assert.False(scope.IsExpired);
        Assert.True(scope.When > Asyncio.RunningLoop.Time);
    });

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_at_disabled")]
    public void NoDeadline() => TestLoop.Run(static async () =>
    {
        TimeoutScope scope = null!;
        await Asyncio.TimeoutAt(null, async s =>
        {
            scope = s;
            await Asyncio.Sleep(0.01);
        });
        Assert.False(scope.IsExpired);
        Assert.Null(scope.When);
    });

    // A deadline in the past is kept as it is.
    [Theory]
    [InlineData(0.0, 10.0, 0.0)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(-11.0, 0.0, -11.0)]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_zero")]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_zero_sleep_zero")]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_in_the_past_sleep_zero")]
    public void ZeroOrPastExpiresAtTheFirstSuspension(double seconds, double sleep, double deadline) => TestLoop.Run(async () =>
    {
        await Asyncio.Sleep(20);
        TimeSpan start = Asyncio.RunningLoop.Time;
        TimeoutScope scope = null!;
        await Thrown.By<TimeoutException>(async () => await Asyncio.Timeout(seconds, async s =>
        {
            scope = s;
            await Asyncio.Sleep(sleep);
        }));
        Assert.True(scope.IsExpired);
        Assert.True(scope.When <= start);
        Assert.True(scope.When >= start + TimeSpan.FromSeconds(deadline));
        Assert.Equal(start, Asyncio.RunningLoop.Time);
    });

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_foreign_exception_passed")]
    public void ExceptionOfTheBodyPasses() => TestLoop.Run(static async () =>
    {
        TimeoutScope scope = null!;
        await Thrown.By<KeyNotFoundException>(async () => await Asyncio.Timeout(0.01, async s =>
        {
            scope = s;
            await Coroutine.Completed;
            throw new KeyNotFoundException();
        }));
        Assert.False(scope.IsExpired);
    });

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_foreign_cancel_doesnt_timeout_if_not_expired")]
    public void CancellationOfAnotherIsNoTimeout() => TestLoop.Run(static async () =>
    {
        TimeoutScope scope = null!;
        LoopTask task = Asyncio.CreateTask(Asyncio.Timeout(10, async s =>
        {
            scope = s;
            Asyncio.CurrentTask!.Cancel();
            await Asyncio.Sleep(10);
        }));
        await Thrown.By<LoopCanceledException>(task);
        Assert.False(scope.IsExpired);
    });

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_outer_task_is_not_cancelled")]
    public void TaskOfATimeoutIsNotCancelled() => TestLoop.Run(static async () =>
    {
        static async Coroutine Outer() => await Thrown.By<TimeoutException>(static async () => await Asyncio.Timeout(0.001, static _ => Asyncio.Sleep(10)));

        LoopTask task = Asyncio.CreateTask(Outer());
        await task;
        Assert.False(task.IsCanceled);
        Assert.True(task.IsDone);
        Assert.Equal(0, task.CancelRequests);
    });

    // The busy loop comes late. When both deadlines are over by then, the outer one's cancellation wins.
    [Theory]
    [InlineData(0.002, 0.1, 0.01, false)]
    [InlineData(0.1, 0.01, 0.05, true)]
    [InlineData(0.1, 0.01, 0.1, false)]
    [CPythonTest("test_timeouts::TimeoutTests.test_nested_timeouts_concurrent")]
    [CPythonTest("test_timeouts::TimeoutTests.test_nested_timeouts_loop_busy")]
    public void NestedTimeoutsOfABusyLoop(double outer, double inner, double busy, bool innerThrows)
    {
        var clock = new VirtualClock();
        using var loop = new EventLoop(clock);
        clock.Loop = loop;
        var caught = new List<string>();
        loop.RunUntilComplete(Main());
        Assert.Equal(innerThrows ? ["inner", "outer"] : ["outer"], caught);
        Assert.True(loop.Time < TimeSpan.FromSeconds(1));

        async Coroutine Main()
        {
            try
            {
                await Asyncio.Timeout(outer, async _ =>
                {
                    try
                    {
                        await Asyncio.Timeout(inner, async _ =>
                        {
                            // Some numbers are crunched.
                            clock.Advance((long)(busy * TimeSpan.TicksPerSecond));
                            await Asyncio.Sleep(1);
                        });
                    }
                    catch (TimeoutException)
                    {
                        caught.Add("inner");
                    }

                    await Asyncio.Sleep(10);
                });
            }
            catch (TimeoutException)
            {
                caught.Add("outer");
            }
        }
    }

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_reschedule")]
    public void DeadlineMovesAndGoes() => TestLoop.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        var entered = new Future<TimeoutScope>();
        TimeSpan first = loop.Time + TimeSpan.FromSeconds(10);
        TimeSpan second = first + TimeSpan.FromSeconds(20);
        LoopTask task = Asyncio.CreateTask(Asyncio.TimeoutAt(first, s =>
        {
            entered.SetResult(s);
            return Asyncio.Sleep(50);
        }));
        TimeoutScope scope = await entered;
        Assert.Equal(first, scope.When);
        scope.Reschedule(second);
        Assert.Equal(second, scope.When);
        scope.Reschedule(null);
        Assert.Null(scope.When);
        task.Cancel();
        await Thrown.By<LoopCanceledException>(task);
        Assert.False(scope.IsExpired);
    });

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_repr_active")]
    [CPythonTest("test_timeouts::TimeoutTests.test_repr_disabled")]
    [CPythonTest("test_timeouts::TimeoutTests.test_repr_expired")]
    [CPythonTest("test_timeouts::TimeoutTests.test_repr_finished")]
    public void TextTellsTheState() => TestLoop.Run(static async () =>
    {
        TimeoutScope scope = null!;
        await Asyncio.Timeout(10, async s =>
        {
            scope = s;
            Assert.Equal("<Timeout [active] when=10>", scope.ToString());
            await Coroutine.Completed;
        });
        Assert.Equal("<Timeout [finished]>", scope.ToString());
        await Asyncio.Timeout(null, async s =>
        {
            Assert.Equal("<Timeout [active] when=none>", s.ToString());
            await Coroutine.Completed;
        });
        await Thrown.By<TimeoutException>(async () => await Asyncio.Timeout(0.01, s =>
        {
            scope = s;
            return Asyncio.Sleep(10);
        }));
        Assert.Equal("<Timeout [expired]>", scope.ToString());
    });

    // .NET exceptions have no context, only the cause: each timeout's own cancellation.
    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_nested_timeout_in_finally")]
    public void CleanupHasATimeoutOfItsOwn() => TestLoop.Run(static async () =>
    {
        TimeoutException? inner = null;
        var outer = await Thrown.By<TimeoutException>(async () => await Asyncio.Timeout(0.01, async _ =>
        {
            try
            {
                await Asyncio.Sleep(1);
            }
            finally
            {
                inner = await Thrown.By<TimeoutException>(static async () => await Asyncio.Timeout(0.01, static _ => Asyncio.Sleep(10)));
            }
        }));
        Assert.IsType<LoopCanceledException>(outer.InnerException);
        Assert.IsType<LoopCanceledException>(inner!.InnerException);
        Assert.NotSame(outer.InnerException, inner.InnerException);
        Assert.Equal(TimeSpan.FromSeconds(0.02), Asyncio.RunningLoop.Time);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_after_cancellation")]
    [CPythonTest("test_timeouts::TimeoutTests.test_cancel_in_timeout_after_cancellation")]
    public void CleanupOfACancelledTaskHasATimeout(bool cancelAgain) => TestLoop.Run(async () =>
    {
        LoopTask self = Asyncio.CurrentTask!;
        self.Cancel();
        await Thrown.By<LoopCanceledException>(static async () => await Asyncio.Sleep(1));
        Coroutine cleanup = Asyncio.Timeout(cancelAgain ? 1 : 0, async _ =>
        {
            if (cancelAgain)
            {
                self.Cancel();
            }

            await Asyncio.Sleep(2);
        });
        if (cancelAgain)
        {
            await Thrown.By<LoopCanceledException>(async () => await cleanup);
        }
        else
        {
            await Thrown.By<TimeoutException>(async () => await cleanup);
        }

        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    // The nearest to entering a timeout in its own body: it is a coroutine, and awaited already.
    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_already_entered")]
    public void TimeoutInItsOwnBodyIsRefused() => TestLoop.Run(static async () =>
    {
        Coroutine timeout = default;
        bool refused = false;
        timeout = Asyncio.Timeout(0.01, async _ =>
        {
            var error = await Thrown.By<InvalidOperationException>(async () => await timeout);
            refused = error.Message.Contains("already", StringComparison.Ordinal);
        });
        await timeout;
        Assert.True(refused);
    });

    // The errors of the children's cleanup win over the timeout.
    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_taskgroup")]
    public void TimeoutOfAGroupWhoseChildFailsInItsCleanup() => TestLoop.Run(static async () =>
    {
        static async Coroutine Child()
        {
            try
            {
                await Asyncio.Sleep(2);
            }
            finally
            {
                Fail();
            }
        }

        static void Fail() => throw new DivideByZeroException();

        var error = await Thrown.By<TaskGroupException>(static async () => await Asyncio.Timeout(0.01, static scope => TaskGroup.Run(static async group =>
        {
            _ = group.CreateTask(Child());
            await Asyncio.Sleep(1);
        })));
        Assert.IsType<DivideByZeroException>(Assert.Single(error.InnerExceptions));
        Assert.Equal(0, Asyncio.CurrentTask!.CancelRequests);
    });
}
