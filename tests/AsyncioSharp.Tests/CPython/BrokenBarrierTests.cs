using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>The barrier: reset and abort.</summary>
public sealed class BrokenBarrierTests
{
    private const int Parties = 5;
    private const int Half = Parties / 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_locks::BarrierTests.test_reset_barrier")]
    [CPythonTest("test_locks::BarrierTests.test_abort_barrier")]
    public void WithoutWaitersOnlyAbortBreaksIt(bool abort) => TestLoop.Run(async () =>
    {
        var barrier = new AsyncBarrier(1);
        LoopTask task = Asyncio.CreateTask(abort ? barrier.AbortAsync() : barrier.ResetAsync());
        await Asyncio.Yield();
        Assert.True(task.IsDone);
        AssertEmpty(barrier, broken: abort);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_reset_barrier_while_tasks_waiting")]
    public void ResetThrowsForWhoWaits() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int thrown = 0;

        async Coroutine Pass()
        {
            await Thrown.By<BrokenBarrierException>(async () => await barrier.WaitAsync());
            thrown++;
        }

        LoopTask[] tasks = Crowd.Create(Parties - 1, Pass);
        await Asyncio.Yield();
        LoopTask reset = Asyncio.CreateTask(barrier.ResetAsync());
        await Asyncio.Gather([.. tasks, reset]);
        Assert.Equal(Parties - 1, thrown);
        AssertEmpty(barrier, broken: false);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_reset_barrier_when_tasks_half_draining")]
    public void ResetThrowsForWhoHasNotLeftYet() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int left = 0;
        int thrown = 0;

        async Coroutine Pass()
        {
            try
            {
                await barrier.WaitAsync();
            }
            catch (BrokenBarrierException)
            {
                thrown++;
                return;
            }

            if (Parties - ++left == Half)
            {
                await barrier.ResetAsync();
            }
        }

        await Crowd.Gather(Parties, Pass);
        Assert.Equal(Half, thrown);
        AssertEmpty(barrier, broken: false);
    });

    // Whoever came again while the others left is not in the round that is reset, and waits on.
    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_reset_barrier_when_tasks_half_draining_half_blocking")]
    public void ResetLeavesTheNextRoundAlone() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int left = 0;
        int thrown = 0;
        int thrownAgain = 0;

        async Coroutine Pass()
        {
            try
            {
                await barrier.WaitAsync();
            }
            catch (BrokenBarrierException)
            {
                thrown++;
                await barrier.WaitAsync();
                return;
            }

            if (++left > Half)
            {
                await barrier.ResetAsync();
            }

            try
            {
                await barrier.WaitAsync();
            }
            catch (BrokenBarrierException)
            {
                thrownAgain++;
            }
        }

        await Crowd.Gather(Parties, Pass);
        Assert.Equal(Half, thrown);
        Assert.Equal(0, thrownAgain);
        AssertEmpty(barrier, broken: false);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_reset_barrier_while_tasks_waiting_and_waiting_again")]
    public void WhoWasThrownOutMayComeAgain() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int thrown = 0;
        int passed = 0;

        async Coroutine Again()
        {
            await Thrown.By<BrokenBarrierException>(async () => await barrier.WaitAsync());
            thrown++;
            await Once();
        }

        async Coroutine Once()
        {
            await barrier.WaitAsync();
            passed++;
        }

        LoopTask[] tasks = Crowd.Create(Parties - 1, Again);
        LoopTask reset = Asyncio.CreateTask(barrier.ResetAsync());
        await Asyncio.Yield();
        await Asyncio.Gather([.. tasks, reset, Asyncio.CreateTask(Once())]);
        Assert.Equal(Parties - 1, thrown);
        Assert.Equal(Parties, passed);
        AssertEmpty(barrier, broken: false);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_reset_barrier_while_tasks_draining")]
    public void ResetByTheLastOneToLeaveThrowsForNobody() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int left = 0;
        int second = 0;
        int third = 0;

        async Coroutine Pass()
        {
            await barrier.WaitAsync();
            if (++left == Parties)
            {
                await barrier.ResetAsync();
            }

            await barrier.WaitAsync();
            second++;
            await barrier.WaitAsync();
            third++;
        }

        await Crowd.Gather(Parties, Pass);
        Assert.Equal(Parties, second);
        Assert.Equal(Parties, third);
        AssertEmpty(barrier, broken: false);
    });

    [Fact]
    [CPythonTest("test_locks::BarrierTests.test_abort_barrier_when_tasks_half_draining_half_blocking")]
    public void AbortThrowsForEverybody() => TestLoop.Run(static async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        int left = 0;
        int thrown = 0;
        int thrownAgain = 0;

        async Coroutine Pass()
        {
            try
            {
                await barrier.WaitAsync();
            }
            catch (BrokenBarrierException)
            {
                thrown++;
                return;
            }

            if (++left > Half)
            {
                await barrier.AbortAsync();
                return;
            }

            await Thrown.By<BrokenBarrierException>(async () => await barrier.WaitAsync());
            thrownAgain++;
        }

        await Crowd.Gather(Parties, Pass);
        Assert.Equal(Half, thrown);
        Assert.Equal(Parties - Half - 1, thrownAgain);
        AssertEmpty(barrier, broken: true);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_locks::BarrierTests.test_abort_barrier_when_exception")]
    [CPythonTest("test_locks::BarrierTests.test_abort_barrier_when_exception_then_resetting")]
    public void AbortedBarrierWorksAgainAfterAReset(bool reset) => TestLoop.Run(async () =>
    {
        var barrier = new AsyncBarrier(Parties);
        var meeting = new AsyncBarrier(Parties);
        int aborted = 0;
        int passed = 0;
        int passedAgain = 0;

        async Coroutine Pass()
        {
            try
            {
                if (await barrier.WaitAsync() == Half)
                {
                    await barrier.AbortAsync();
                }
                else
                {
                    await barrier.WaitAsync();
                    passed++;
                }
            }
            catch (BrokenBarrierException)
            {
                aborted++;
            }

            if (!reset)
            {
                return;
            }

            // Nobody may be inside when it is reset, and nobody come in before.
            if (await meeting.WaitAsync() == Half)
            {
                await barrier.ResetAsync();
            }

            await meeting.WaitAsync();
            await barrier.WaitAsync();
            passedAgain++;
        }

        await Crowd.Gather(Parties, Pass);
        Assert.Equal(0, passed);
        Assert.Equal(Parties - 1, aborted);
        Assert.Equal(reset ? Parties : 0, passedAgain);
        AssertEmpty(barrier, broken: !reset);
    });

    private static void AssertEmpty(AsyncBarrier barrier, bool broken)
    {
        Assert.Equal(0, barrier.WaitingCount);
        Assert.Equal(broken, barrier.IsBroken);
        Assert.DoesNotContain("resetting", barrier.ToString(), StringComparison.Ordinal);
    }
}
