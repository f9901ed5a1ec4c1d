using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>The barrier: filling and leaving.</summary>
public sealed class BarrierTests
{
    private const int Parties = 5;

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_repr")]
    public void TextShowsTheStateAndTheWaiters() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        Assert.Equal("<AsyncBarrier filling, waiters: 0/5>", barrier.ToString());
        List<LoopTask> tasks = [];
        await Add(2);
        Assert.Equal("<AsyncBarrier filling, waiters: 2/5>", barrier.ToString());
        await Add(3);
        Assert.Contains("draining", barrier.ToString(), StringComparison.Ordinal);
        await Add(2);
        await barrier.ResetAsync();
        Assert.Contains("resetting", barrier.ToString(), StringComparison.Ordinal);
        await Add(2);
        await barrier.AbortAsync();
        Assert.Contains("broken", barrier.ToString(), StringComparison.Ordinal);
        Assert.True(barrier.IsBroken);
        await Asyncio.GatherSettled(tasks);

        async Coroutine Add(int count)
        {
            for (int i = 0; i < count; i++)
            {
                tasks.Add(Asyncio.CreateTask(barrier.WaitAsync()));
            }

            await Asyncio.Yield();
        }
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_barrier_parties")]
    public void NeedsAParty()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncBarrier(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncBarrier(-4));
        Assert.Equal(Parties, new AsyncBarrier(Parties).Parties);
    }

    // Python may write "async with barrier as i"; here the index is what the wait returns, and there is no block.
    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_context_manager")]
    public void EveryPartyGetsItsOwnIndex() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(3);
        int[] indices = await Asyncio.Gather(Enumerable.Range(0, 3).Select(_ => barrier.WaitAsync()));
        Assert.Equal([0, 1, 2], indices.Order());
        AssertIdle(barrier);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_filling_one_task")]
    [CPythonTest("test_locks::BarrierTests.test_filling_one_task_twice")]
    public void OnePartyPassesEveryTime() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(1);
        Assert.Equal(0, await barrier.WaitAsync());
        LoopTask<int> first = Asyncio.CreateTask(barrier.WaitAsync());
        await Asyncio.Yield();
        Assert.Equal(0, barrier.WaitingCount);
        LoopTask<int> second = Asyncio.CreateTask(barrier.WaitAsync());
        await Asyncio.Yield();
        Assert.Equal(first.Result, second.Result);
        AssertIdle(barrier);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_filling_task_by_task")]
    public void CountsWhoWaits() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(3);
        List<LoopTask> tasks = [];
        for (int waiting = 1; waiting <= 2; waiting++)
        {
            tasks.Add(Asyncio.CreateTask(barrier.WaitAsync()));
            await Asyncio.Yield();
            Assert.Equal(waiting, barrier.WaitingCount);
            Assert.Contains("filling", barrier.ToString(), StringComparison.Ordinal);
        }

        tasks.Add(Asyncio.CreateTask(barrier.WaitAsync()));
        await Asyncio.Wait(tasks);
        AssertIdle(barrier);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_filling_tasks_wait_twice")]
    [CPythonTest("test_locks::BarrierTests.test_filling_tasks_check_return_value")]
    public void PassesAgain() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        var rounds = new List<int>();

        async Coroutine<int> Twice()
        {
            await barrier.WaitAsync();
            rounds.Add(1);
            int index = await barrier.WaitAsync();
            rounds.Add(2);
            return index;
        }

        int[] indices = await Asyncio.Gather(Enumerable.Range(0, Parties).Select(_ => Twice()));
        Assert.Equal(Enumerable.Range(0, Parties), indices.Order());
        Assert.Equal([1, 1, 1, 1, 1, 2, 2, 2, 2, 2], rounds.Order());
        AssertIdle(barrier);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_draining_state")]
    public void DrainsUntilTheLastOneHasLeft() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        var draining = new List<bool>();

        async Coroutine Pass()
        {
            await barrier.WaitAsync();
            draining.Add(barrier.ToString().Contains("draining", StringComparison.Ordinal));
        }

        await Crowd.Gather(Parties, Pass);
        Assert.Equal([true, true, true, true, false], draining);
        AssertIdle(barrier);
    });

    // The three that do not come again at once have to leave before the second round fills.
    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_blocking_tasks_while_draining")]
    public void NewcomersWaitWhileTheOthersLeave() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        var left = new AsyncBarrier(Parties - 2);
        int again = 2;
        int passed = 0;

        async Coroutine Pass()
        {
            await barrier.WaitAsync();
            if (again > 0)
            {
                again--;
            }
            else
            {
                await left.WaitAsync();
            }

            await barrier.WaitAsync();
            passed++;
        }

        await Crowd.Gather(Parties, Pass);
        Assert.Equal(Parties, passed);
        AssertIdle(barrier);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_filling_tasks_cancel_one")]
    public void CancelledWaiterIsReplaced() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(3);
        LoopTask first = Asyncio.CreateTask(barrier.WaitAsync());
        await Asyncio.Yield();
        Assert.Equal(1, barrier.WaitingCount);
        List<LoopTask> others = [Asyncio.CreateTask(barrier.WaitAsync())];
        await Asyncio.Yield();
        Assert.Equal(2, barrier.WaitingCount);
        first.Cancel();
        await Asyncio.Yield();
        Assert.Equal(1, barrier.WaitingCount);
        await Thrown.By<LoopCanceledException>(async () => await first);
        others.Add(Asyncio.CreateTask(barrier.WaitAsync()));
        await Asyncio.Yield();
        Assert.Equal(2, barrier.WaitingCount);
        others.Add(Asyncio.CreateTask(barrier.WaitAsync()));
        await Asyncio.Gather(others);
        AssertIdle(barrier);
    });

    private static void AssertIdle(AsyncBarrier barrier)
    {
        Assert.Equal(0, barrier.WaitingCount);
        Assert.False(barrier.IsBroken);
    }
}
