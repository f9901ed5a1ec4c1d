using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Synchronization;

/// <summary>A releaser that is disposed twice, or late, takes nothing from others.</summary>
public sealed class ReleaserTests
{
    [Fact]
    public void LockReleaser_SecondDispose_LeavesTheNextHolderAlone() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        LockReleaser first = await gate.AcquireAsync();
        first.Dispose();
        LockReleaser second = await gate.AcquireAsync();
        first.Dispose();
        Assert.True(gate.IsLocked);
        second.Dispose();
        Assert.False(gate.IsLocked);
        second.Dispose();
        Assert.False(gate.IsLocked);
    });

    [Fact]
    public void LockReleaser_StillHoldsAfterAWaitOfTheCondition() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        var changed = new AsyncCondition(gate);

        async Coroutine Wait()
        {
            using (await gate.AcquireAsync())
            {
                await changed.WaitAsync();
                Assert.True(gate.IsLocked);
            }

            Assert.False(gate.IsLocked);
        }

        LoopTask waiter = Asyncio.CreateTask(Wait());
        await Asyncio.Yield();
        using (await gate.AcquireAsync())
        {
            changed.NotifyAll();
        }

        await waiter;
        Assert.False(gate.IsLocked);
    });

    [Fact]
    public void SemaphoreReleaser_SecondDispose_AddsNoPermit() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(1);
        SemaphoreReleaser releaser = await permits.AcquireAsync();
        releaser.Dispose();
        releaser.Dispose();
        Assert.Equal(1, permits.Value);
    });

    [Fact]
    public void SemaphoreReleaser_OfAPermitThatIsHeldForLong_StillReleases() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(2, max: 2);
        SemaphoreReleaser longHeld = await permits.AcquireAsync();
        for (int i = 0; i < 1_000; i++)
        {
            (await permits.AcquireAsync()).Dispose();
        }

        Assert.Equal(1, permits.Value);
        longHeld.Dispose();
        Assert.Equal(2, permits.Value);
    });

    [Fact]
    public void SemaphoreReleasers_InAnyOrder_ReleaseOnceEach() => TestLoop.Run(static async () =>
    {
        var random = new Random(5);
        var permits = new AsyncSemaphore(200, max: 200);
        var held = new List<(int Number, SemaphoreReleaser Releaser)>();
        for (int i = 0; i < 5_000; i++)
        {
            if (held.Count < 60 && random.Next(2) == 0)
            {
                held.Add((i, await permits.AcquireAsync()));
            }
            else if (held.Count > 0)
            {
                int index = random.Next(held.Count);
                (int number, SemaphoreReleaser one) = held[index];
                held.RemoveAt(index);
                one.Dispose();
                if (i - number < 64)
                {
                    // An older one would be trusted.
                    one.Dispose();
                }
            }

            Assert.Equal(200 - held.Count, permits.Value);
        }
    });
}
