using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Cancelled getters and putters: no item is lost, none is put.</summary>
public sealed class QueueCancelTests
{
    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_get_cancelled_race")]
    public void ItemGoesToTheGetterThatIsLeft() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<string>();
        LoopTask first = Asyncio.CreateTask(queue.GetAsync());
        LoopTask<string> second = Asyncio.CreateTask(queue.GetAsync());
        await Asyncio.Yield();
        first.Cancel();
        await Asyncio.Yield();
        Assert.True(first.IsCanceled);
        await queue.PutAsync("a");
        await Asyncio.Yield();
        Assert.Equal("a", await second);
    });

    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_cancelled_getters_not_being_held_in_self_getters")]
    [CPythonTest("test_queues::QueuePutTests.test_cancelled_puts_not_being_held_in_self_putters")]
    public void CancelledOnesLeaveTheLine() => TestLoop.Run(static async () =>
    {
        var empty = new AsyncQueue<int>(5);
        await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(empty.GetAsync(), 0.1));
        Assert.Contains("getters=0", empty.ToString(), StringComparison.Ordinal);

        var full = new AsyncQueue<int>(1);
        full.TryPut(1);
        LoopTask putter = Asyncio.CreateTask(full.PutAsync(2));
        await Asyncio.Yield();
        Assert.Contains("putters=1", full.ToString(), StringComparison.Ordinal);
        putter.Cancel();
        await Thrown.By<LoopCanceledException>(async () => await putter);
        Assert.Contains("putters=0", full.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    [CPythonTest("test_queues::QueuePutTests.test_get_cancel_drop_one_pending_reader")]
    public void ItemOfACancelledGetterStays() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>();
        LoopTask<int> getter = Asyncio.CreateTask(queue.GetAsync());
        await Asyncio.Yield();
        queue.TryPut(1);
        queue.TryPut(2);
        getter.Cancel();
        await Thrown.By<LoopCanceledException>(async () => await getter);
        Assert.Equal(1, await queue.GetAsync());
        Assert.Equal(2, await queue.GetAsync());
    });

    [Fact]
    [CPythonTest("test_queues::QueuePutTests.test_get_cancel_drop_many_pending_readers")]
    public void ItemsGoToTheGettersThatAreLeft() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>();
        LoopTask<int>[] getters = [.. Enumerable.Range(0, 3).Select(_ => Asyncio.CreateTask(queue.GetAsync()))];
        await Asyncio.Yield();
        queue.TryPut(1);
        queue.TryPut(2);
        getters[0].Cancel();
        await Thrown.By<LoopCanceledException>(async () => await getters[0]);
        await getters[2];
        await getters[1];
        Assert.Equal([1, 2], getters[1..].Select(static getter => getter.Result).Order());
    });

    [Fact]
    [CPythonTest("test_queues::QueuePutTests.test_put_cancel_drop")]
    [CPythonTest("test_queues::QueuePutTests.test_cancelled_put_silence_value_error_exception")]
    public void PutterCancelledAfterItsTurnPutsNothing() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>(1);
        queue.TryPut(1);
        LoopTask putter = Asyncio.CreateTask(queue.PutAsync(2));
        await Asyncio.Yield();
        Assert.True(queue.TryGet(out int first));
        Assert.Equal(1, first);
        putter.Cancel();
        await Thrown.By<LoopCanceledException>(async () => await putter);
        Assert.True(queue.IsEmpty);
        await queue.PutAsync(2);
        Assert.True(queue.TryGet(out int second));
        Assert.Equal(2, second);
        Assert.True(queue.IsEmpty);
    });

    [Fact]
    [CPythonTest("test_queues::QueuePutTests.test_put_cancelled_race")]
    public void CancelledPutterInTheLineIsPassedOver() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<string>(1);
        LoopTask[] putters = [.. new[] { "a", "b", "X" }.Select(item => Asyncio.CreateTask(queue.PutAsync(item)))];
        await Asyncio.Yield();
        Assert.Equal([true, false, false], putters.Select(static task => task.IsDone));
        putters[2].Cancel();
        await Asyncio.Yield();
        Assert.True(putters[2].IsCanceled);
        Assert.True(queue.TryGet(out string? a));
        await Asyncio.Yield();
        Assert.True(queue.TryGet(out string? b));
        Assert.Equal("ab", a + b);
        await putters[1];
        Assert.True(queue.IsEmpty);
    });
}
