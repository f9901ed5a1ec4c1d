using System.Runtime.CompilerServices;

namespace AsyncioSharp.Tests.Loop;

/// <summary>A thread knows its own loop: deep in its stack, beside other threads with loops, and after them.</summary>
public class LoopThreadTests
{
    [Fact]
    public void DeepInTheStack_TheLoopIsTheSame()
    {
        Asyncio.Run(static async () =>
        {
            await Asyncio.Sleep(0);
            Assert.Same(Asyncio.RunningLoop, LoopBelow(depth: 2_000));
        });
    }

    [Fact]
    public void OfTwoThreads_EachHasItsOwnLoop()
    {
        using var loops = new Barrier(2);
        EventLoop[] seen = new EventLoop[2];

        void RunOne(int index) => Asyncio.Run(async () =>
        {
            EventLoop own = Asyncio.RunningLoop;
            loops.SignalAndWait();
            for (int i = 0; i < 100; i++)
            {
                await Asyncio.Sleep(0);
                Assert.Same(own, Asyncio.RunningLoop);
            }

            seen[index] = own;
            loops.SignalAndWait();
        });

        Exception? failure = null;
        var other = new Thread(() => failure = Record.Exception(() => RunOne(1)));
        other.Start();
        RunOne(0);
        other.Join();

        Assert.Null(failure);
        Assert.NotSame(seen[0], seen[1]);
    }

    [Fact]
    public void WhenAnotherThreadsLoopIsOver_ThisOneIsStillHere()
    {
        Asyncio.Run(static async () =>
        {
            EventLoop own = Asyncio.RunningLoop;
            var other = new Thread(static () => Asyncio.Run(static async () => await Asyncio.Sleep(0)));
            other.Start();
            other.Join();
            await Asyncio.Sleep(0);
            Assert.Same(own, Asyncio.RunningLoop);
        });
    }

    [Fact]
    public void AThreadThatRunsNone_HasNone_WhileAnotherRunsOne()
    {
        Asyncio.Run(static async () =>
        {
            bool found = true;
            var other = new Thread(() => found = Asyncio.TryGetRunningLoop(out _));
            other.Start();
            other.Join();
            Assert.False(found);
            await Asyncio.Sleep(0);
        });
        Assert.False(Asyncio.TryGetRunningLoop(out _));
    }

    // 2,000 calls with 256 bytes each: far below any window that the runtime keeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static EventLoop LoopBelow(int depth)
    {
        Span<byte> block = stackalloc byte[256];
        block.Fill((byte)depth);
        EventLoop loop = depth == 0 ? Asyncio.RunningLoop : LoopBelow(depth - 1);
        Assert.Equal((byte)depth, block[255]);
        return loop;
    }
}
