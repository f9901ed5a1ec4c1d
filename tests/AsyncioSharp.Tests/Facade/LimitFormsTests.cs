using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Facade;

/// <summary>Everything that WaitFor and Timeout take, and what becomes of it when the time is over.</summary>
public sealed class LimitFormsTests
{
    [Fact]
    public void WaitFor_OfEachKind() => TestLoop.Run(static async () =>
    {
        await Asyncio.WaitFor(Kinds.C(), 1);
        await Asyncio.WaitFor(Kinds.T(), 1.0);
        await Asyncio.WaitFor(Kinds.V(), timeout: 1);
        await Asyncio.WaitFor(Kinds.C, TimeSpan.FromSeconds(1));
        await Asyncio.WaitFor(Kinds.T, null);
        await Asyncio.WaitFor(Kinds.V, (TimeSpan?)null);
        await Asyncio.WaitFor((Future)Kinds.F(1), Timeout.InfiniteTimeSpan);
        await Asyncio.WaitFor(static async token => await Asyncio.Yield(), 1);
        await Asyncio.WaitFor(static token => Task.CompletedTask, 1);
        await Asyncio.WaitFor(static token => ValueTask.CompletedTask, 1);
        Assert.Equal(7, await Asyncio.WaitFor(Kinds.C1(), 1) + await Asyncio.WaitFor(Kinds.T1(), 1) + await Asyncio.WaitFor(Kinds.V1(), 1)
            + await Asyncio.WaitFor(Kinds.C1, 1) + await Asyncio.WaitFor(Kinds.T1, 1) + await Asyncio.WaitFor(Kinds.V1, 1)
            + await Asyncio.WaitFor(Kinds.F(1), 1));
        Assert.Equal(4, await Asyncio.WaitFor(static async token => 1, 1) + await Asyncio.WaitFor(static token => Task.FromResult(1), 1)
            + await Asyncio.WaitFor(static token => new ValueTask<int>(1), 1) + await Asyncio.WaitFor(static async () => 1, 1));
    });

    [Fact]
    public void Timeout_OfEachKind() => TestLoop.Run(static async () =>
    {
        await Asyncio.Timeout(1, static async scope => { await Asyncio.Yield(); scope.Reschedule(null); });
        await Asyncio.Timeout(1.0, static async () => await Asyncio.Yield());
        await Asyncio.Timeout(1, Kinds.C);
        await Asyncio.Timeout(1, Kinds.T);
        await Asyncio.Timeout(TimeSpan.FromSeconds(1), Kinds.V);
        await Asyncio.Timeout(null, static scope => Kinds.T());
        await Asyncio.Timeout(Timeout.InfiniteTimeSpan, static scope => Kinds.V());
        Assert.Equal(7, await Asyncio.Timeout(1, static async scope => 1) + await Asyncio.Timeout(1, static async () => 1)
            + await Asyncio.Timeout(1, Kinds.C1) + await Asyncio.Timeout(1, Kinds.T1) + await Asyncio.Timeout(1, Kinds.V1)
            + await Asyncio.Timeout(1, static scope => Kinds.T1()) + await Asyncio.Timeout(1, static scope => Kinds.V1()));
    });

    // http.GetAsync(url, token): the work ends because its token is canceled.
    [Fact]
    public void WaitForAFunctionWithAToken_CancelsTheWork() => TestLoop.Run(static async () =>
    {
        Task? work = null;
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(
            token => work = Task.Delay(Timeout.InfiniteTimeSpan, Asyncio.RunningLoop.TimeProvider, token), 2));
        Assert.True(work!.IsCanceled);
        Assert.Equal(TimeSpan.FromSeconds(2), Asyncio.RunningLoop.Time);
        Assert.Equal($"'{nameof(LimitFormsTests)}.{nameof(WaitForAFunctionWithAToken_CancelsTheWork)}' did not end within 2 seconds.", error.Message);
    });

    [Fact]
    public void WaitForATask_EndsTheWaitAndLeavesTheTask() => TestLoop.Run(static async () =>
    {
        var source = new TaskCompletionSource<int>();
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(source.Task, 0.5));
        Assert.Equal("The task did not end within 0.5 seconds.", error.Message);
        Assert.Equal(TimeSpan.FromSeconds(0.5), Asyncio.RunningLoop.Time);
        Assert.False(source.Task.IsCompleted);
        source.SetResult(1);
        Assert.Equal(1, await Asyncio.WaitFor(source.Task, 0));
    });

    [Fact]
    public void WaitForNoTime_NeverCallsTheFunction() => TestLoop.Run(static async () =>
    {
        bool called = false;
        await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(
            async () =>
            {
                called = true;
                await Asyncio.Yield();
            },
            0));
        Assert.False(called);
        var future = new Future();
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(future, -1));
        Assert.Equal("The future did not end within 0 seconds.", error.Message);
        Assert.True(future.IsCanceled);
    });

    [Theory]
    [InlineData(false, "'LimitFormsTests.Forever' did not end within 1 second.")]
    [InlineData(true, "'LimitFormsTests.Forever' did not end by its deadline.")]
    public void Timeout_SaysHowLongAndWhat(bool moves, string message) => TestLoop.Run(async () =>
    {
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.Timeout(1, Forever));
        Assert.Equal(message, error.Message);
        Assert.IsType<LoopCanceledException>(error.InnerException);

        async Coroutine Forever(TimeoutScope scope)
        {
            if (moves)
            {
                scope.Reschedule(TimeSpan.FromSeconds(5));
            }

            await new Future();
        }
    });

    [Fact]
    public void WaitFor_NamesTheCoroutineAndTheTask() => TestLoop.Run(static async () =>
    {
        Assert.Equal(
            "'Kinds.Endless' did not end within 0.25 seconds.",
            (await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(Kinds.Endless(static () => { }), 0.25))).Message);
        LoopTask<int> task = Asyncio.CreateTask(Kinds.Endless(static () => { }), name: "poller");
        Assert.Equal(
            "The task 'poller' did not end within 0.25 seconds.",
            (await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(task, 0.25))).Message);
    });

    [Fact]
    public void Limit_IsOneValueHoweverItIsWritten()
    {
        TimeLimit seconds = 1.5;
        TimeLimit span = TimeSpan.FromSeconds(1.5);
        TimeLimit none = Timeout.InfiniteTimeSpan;
        Assert.True(seconds == span && seconds.Equals((object)span) && seconds.GetHashCode() == span.GetHashCode());
        Assert.True(none == default && none == (TimeSpan?)null && none != seconds);
        Assert.Equal("1.5 seconds", seconds.ToString());
        Assert.Equal("none", none.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(static () => (TimeLimit)double.NaN);
        Assert.Equal(TimeSpan.Zero, ((TimeLimit)(-1)).Time);
        Assert.Equal(TimeSpan.MaxValue, ((TimeLimit)double.PositiveInfinity).Time);
    }
}
