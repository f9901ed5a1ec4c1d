using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>The event.</summary>
public sealed class EventTests
{
    [Fact]
    [CPythonTest("test_locks::EventTests.test_repr")]
    public void TextShowsTheFlagAndTheWaiters() => TestLoop.Run(static async () =>
    {
        var flag = new AsyncEvent();
        Assert.Equal("<AsyncEvent unset, waiters: 0>", flag.ToString());
        LoopTask waiter = Asyncio.CreateTask(flag.WaitAsync());
        await Asyncio.Yield();
        Assert.Equal("<AsyncEvent unset, waiters: 1>", flag.ToString());
        flag.Set();
        Assert.StartsWith("<AsyncEvent set", flag.ToString(), StringComparison.Ordinal);
        await waiter;
    });

    [Fact]
    [CPythonTest("test_locks::EventTests.test_wait")]
    public void WaitersComeAfterOneThatFindsItSet() => TestLoop.Run(static async () =>
    {
        var flag = new AsyncEvent();
        var order = new List<int>();

        async Coroutine Wait(int number)
        {
            await flag.WaitAsync();
            order.Add(number);
        }

        LoopTask first = Asyncio.CreateTask(Wait(1));
        LoopTask second = Asyncio.CreateTask(Wait(2));
        await Asyncio.Yield();
        Assert.Empty(order);
        LoopTask third = Asyncio.CreateTask(Wait(3));
        flag.Set();
        await Asyncio.Yield();
        Assert.Equal([3, 1, 2], order);
        Assert.All([first, second, third], static task => Assert.True(task.IsDone));
    });

    [Fact]
    [CPythonTest("test_locks::EventTests.test_wait_on_set")]
    [CPythonTest("test_locks::EventTests.test_clear")]
    public void SetEventIsNotWaitedForUntilItIsCleared() => TestLoop.Run(static async () =>
    {
        var flag = new AsyncEvent();
        Assert.False(flag.IsSet);
        flag.Set();
        Assert.True(flag.IsSet);
        long iteration = Asyncio.RunningLoop.Iteration;
        await flag.WaitAsync();
        Assert.Equal(iteration, Asyncio.RunningLoop.Iteration);
        flag.Clear();
        Assert.False(flag.IsSet);
    });

    [Fact]
    [CPythonTest("test_locks::EventTests.test_clear_with_waiters")]
    public void ClearTakesNobodysWakeUpAway() => TestLoop.Run(static async () =>
    {
        var flag = new AsyncEvent();
        LoopTask waiter = Asyncio.CreateTask(flag.WaitAsync());
        await Asyncio.Yield();
        Assert.False(waiter.IsDone);
        flag.Set();
        flag.Clear();
        Assert.False(flag.IsSet);
        flag.Set();
        flag.Set();
        await Asyncio.Yield();
        Assert.True(waiter.IsDone);
        Assert.Equal("<AsyncEvent set, waiters: 0>", flag.ToString());
    });
}
