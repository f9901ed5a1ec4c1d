using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <content>What comes out of a cancelled group: errors, results, cancellations from outside.</content>
public sealed partial class TaskGroupCancelTests
{
    [Fact]
    public void NewChildrenAreRefused() => TestLoop.Run(async () =>
    {
        var error = await Catch(TaskGroup.Run(static group =>
        {
            group.Cancel();
            group.CreateTask(Asyncio.Sleep(1));
            return Coroutine.Completed;
        }));
        var inner = Assert.IsType<InvalidOperationException>(Assert.Single(Assert.IsType<TaskGroupException>(error).InnerExceptions));
        Assert.Equal("TaskGroup is shutting down", inner.Message);
        AssertUndisturbed(TimeSpan.Zero);
    });

    [Fact]
    public void ErrorsOfChildrenBeingCancelledAreStillThrown() => TestLoop.Run(async () =>
    {
        static async Coroutine Child()
        {
            try
            {
                await Asyncio.Sleep(9);
            }
            catch (LoopCanceledException)
            {
                throw new IOException("x");
            }
        }

        Exception? error = await Catch(TaskGroup.Run(static async group =>
        {
            _ = group.CreateTask(Child());
            await Asyncio.Sleep(1);
            group.Cancel();
        }));
        Assert.IsType<IOException>(Assert.Single(Assert.IsType<TaskGroupException>(error).InnerExceptions));
        AssertUndisturbed(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void BodyThatSwallowsIsAwaited() => TestLoop.Run(async () =>
    {
        int result = await TaskGroup.Run(static async group =>
        {
            group.Cancel();
            try
            {
                await Asyncio.Sleep(9);
            }
            catch (LoopCanceledException)
            {
                await Asyncio.Sleep(1);
            }

            return 7;
        });
        Assert.Equal(7, result);
        AssertUndisturbed(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void BodyThatIsEndedHasTheDefaultResult() => TestLoop.Run(async () =>
    {
        int result = await TaskGroup.Run(static async group =>
        {
            group.Cancel();
            await Asyncio.Sleep(9);
            return 7;
        });
        Assert.Equal(0, result);
        AssertUndisturbed(TimeSpan.Zero);
    });

    [Fact]
    public void OuterGroupGoesOn() => TestLoop.Run(async () =>
    {
        LoopTask outerChild = null!;
        await TaskGroup.Run(async outer =>
        {
            outerChild = outer.CreateTask(Asyncio.Sleep(3));
            await TaskGroup.Run(static async inner =>
            {
                _ = inner.CreateTask(Asyncio.Sleep(9));
                await Asyncio.Sleep(1);
                inner.Cancel();
                await Asyncio.Sleep(9);
            });
            Assert.Equal(TimeSpan.FromSeconds(1), Asyncio.RunningLoop.Time);
        });
        Assert.False(outerChild.IsCanceled);
        AssertUndisturbed(TimeSpan.FromSeconds(3));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CancellationFromOutsideIsKept(bool whileTheParentWaits) => TestLoop.Run(async () =>
    {
        async Coroutine Slow()
        {
            try
            {
                await Asyncio.Sleep(9);
            }
            finally
            {
                await Asyncio.Sleep(5);
            }
        }

        bool passed = false;
        async Coroutine Parent()
        {
            await TaskGroup.Run(async group =>
            {
                _ = group.CreateTask(Slow());
                _ = group.CreateTask(CancelAfter(1, group));
                if (!whileTheParentWaits)
                {
                    await Slow();
                }
            });
            passed = true;
        }

        LoopTask parent = Asyncio.CreateTask(Parent());
        await Asyncio.Sleep(2);
        parent.Cancel();
        await Asyncio.Wait([parent]);
        Assert.False(passed);
        Assert.True(parent.IsCanceled);
        Assert.Equal(1, parent.CancelRequests);
    });

    [Fact]
    public void TimeoutAroundItStillExpires() => TestLoop.Run(async () =>
    {
        Exception? error = await Catch(Asyncio.Timeout(2, static _ => TaskGroup.Run(static group =>
        {
            group.CreateTask(CleanUpFor(5));
            group.CreateTask(CancelAfter(1, group));
            return Coroutine.Completed;
        })));
        Assert.IsType<TimeoutException>(error);
        Assert.Equal(0, Asyncio.CurrentTask!.CancelRequests);
    });

    [Fact]
    public void ForeignAwaitOfTheBodyIsEndedByTheToken() => TestLoop.Run(async () =>
    {
        await TaskGroup.Run(static async group =>
        {
            _ = group.CreateTask(CancelAfter(1, group));
            await new TaskCompletionSource().Task.WaitAsync(Asyncio.CurrentToken);
        });
        AssertUndisturbed(TimeSpan.FromSeconds(1));
        await Asyncio.Sleep(0);
    });

    private static async Coroutine CleanUpFor(double seconds)
    {
        try
        {
            await Asyncio.Sleep(9);
        }
        finally
        {
            await Asyncio.Sleep(seconds);
        }
    }

    private static async Coroutine<Exception?> Catch(Coroutine coroutine)
    {
        try
        {
            await coroutine;
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
