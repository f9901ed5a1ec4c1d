using System.Runtime.CompilerServices;
using AsyncioSharp.Testing;
using AsyncioSharp.Tests.Diagnostics;

namespace AsyncioSharp.Tests.Coroutines;

/// <summary>Frames are used again. Old coroutines must not notice, and the pools must not keep what they need not.</summary>
public sealed class FramePoolTests
{
    private static int s_runs;

    [Fact]
    public void ReusedFrameDoesNotLetAnOldCoroutineBeAwaited() => TestLoop.Run(static async () =>
    {
        Coroutine<int> old = Number(1);
        Assert.Equal(1, await old);
        Coroutine<int> young = Number(2);
        Assert.Same(old.Frame, young.Frame);

        Assert.NotEqual(old, young);
        Assert.Equal("Coroutine (over)", old.ToString());
        Assert.Equal("cannot reuse already awaited coroutine", Words.Of(await MessageOfAwait(old)));
        Assert.Equal("cannot reuse already awaited coroutine", Words.Of(Assert.Throws<InvalidOperationException>(() => Asyncio.CreateTask(old))));
        old.Close();

        // None of that touched the new one.
        Assert.Equal(2, await young);
    });

    [Fact]
    public void ReusedFrameOfATaskDoesNotLetAnOldCoroutineBeAwaited() => TestLoop.Run(static async () =>
    {
        Coroutine<int> old = Number(1);
        Assert.Equal(1, await Asyncio.CreateTask(old));
        Coroutine<int> young = Number(2);
        Assert.Same(old.Frame, young.Frame);
        Assert.Equal("cannot reuse already awaited coroutine", Words.Of(await MessageOfAwait(old)));
        Assert.Equal(2, await young);
    });

    [Fact]
    public void FrameOfAFailedCoroutineIsReusedWithoutItsError() => TestLoop.Run(static async () =>
    {
        Coroutine<int> old = Number(-1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await old);
        Coroutine<int> young = Number(2);
        Assert.Same(old.Frame, young.Frame);
        Assert.Equal(2, await young);
    });

    [Fact]
    public void FrameOfAClosedCoroutineIsReusedAndItsBodyNeverRuns() => TestLoop.Run(static async () =>
    {
        Coroutine<int> closed = Count();
        closed.Close();

        // When the pool dies with its thread, a frame that counted as created would be reported as never awaited.
        Assert.Equal(FrameState.Free, closed.Frame!.State);
        Coroutine<int> young = Count();
        Assert.Same(closed.Frame, young.Frame);
        Assert.Equal("cannot reuse already awaited coroutine", Words.Of(await MessageOfAwait(closed)));
        await young;
        Assert.Equal(1, s_runs);
    });

    [Fact]
    public void PoolDoesNotKeepResultsAndLocalsAlive() => TestLoop.Run(static async () =>
    {
        WeakReference[] references = await MakeGarbage();
        Forgotten.Collect();
        Assert.All(references, static reference => Assert.False(reference.IsAlive));
    });

    // All are suspended at once, so each needs a frame of its own. What does not fit into the pool afterwards is garbage.
    [Fact]
    public void PoolIsBounded() => TestLoop.Run(static async () =>
    {
        const int Excess = 1_000;
        WeakReference[] frames = await RunAtOnce(FramePool.Capacity + Excess);
        Forgotten.Collect();
        Assert.Equal(FramePool.Capacity, frames.Count(static frame => frame.IsAlive));
    });

    [Fact]
    public void FrameThatMovedToAnotherThreadJoinsNoPool()
    {
        Coroutine<int> made = default;
        var thread = new Thread(() => made = Elsewhere(1));
        thread.Start();
        thread.Join();
        TestLoop.Run(async () =>
        {
            Assert.Equal(1, await made);
            Coroutine<int> here = Elsewhere(2);
            Assert.NotSame(made.Frame, here.Frame);
            Assert.Equal(2, await here);
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Coroutine<WeakReference[]> MakeGarbage()
    {
        object result = await Make();
        return [new WeakReference(result), s_local!];
    }

    [ThreadStatic]
    private static WeakReference? s_local;

    private static async Coroutine<object> Make()
    {
        object local = new();
        s_local = new WeakReference(local);
        await Asyncio.Yield();
        GC.KeepAlive(local);
        return new object();
    }

    private static async Coroutine<WeakReference[]> RunAtOnce(int count)
    {
        var frames = new WeakReference[count];
        for (int i = 0; i < count; i++)
        {
            Coroutine coroutine = Suspend();
            frames[i] = new WeakReference(coroutine.Frame);
            _ = Asyncio.CreateTask(coroutine);
        }

        await Asyncio.Yield();
        await Asyncio.Yield();
        return frames;
    }

    private static async Coroutine Suspend() => await Asyncio.Yield();

    private static async Coroutine<int> Number(int number)
    {
        await Asyncio.Yield();
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return number;
    }

    private static async Coroutine<int> Elsewhere(int number)
    {
        await Asyncio.Yield();
        return number;
    }

    private static async Coroutine<int> Count()
    {
        await Coroutine.Completed;
        return ++s_runs;
    }

    private static async Coroutine<string> MessageOfAwait(Coroutine<int> coroutine)
    {
        try
        {
            await coroutine;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }

        return "nothing was thrown";
    }
}
