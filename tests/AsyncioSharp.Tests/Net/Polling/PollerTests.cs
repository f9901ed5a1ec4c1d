using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Net;

/// <summary>The poller as the loop's idle wait.</summary>
public sealed class PollerTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void OtherThreads_WakeTheLoop_EveryTime(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        using DatagramSocket socket = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        EventLoop loop = Asyncio.RunningLoop;
        for (int i = 0; i < 3000; i++)
        {
            Future future = loop.CreateFuture();
            ThreadPool.UnsafeQueueUserWorkItem(
                state =>
                {
                    if (state % 3 == 0)
                    {
                        Thread.SpinWait(state * 7 % 5000);
                    }

                    loop.CallSoonThreadSafe(() => future.TrySetResult());
                },
                i,
                preferLocal: false);
            await future;
        }
    });

    // The first socket comes while other threads send: a wake-up that went to the clock must not be lost.
    [Theory]
    [MemberData(nameof(Pollers))]
    public void FirstSocket_LosesNoWakeUp(PollerKind poller)
    {
        for (int i = 0; i < 100; i++)
        {
            NetTest.Run(poller, async () =>
            {
                EventLoop loop = Asyncio.RunningLoop;
                Future future = loop.CreateFuture();
                var thread = new Thread(() => loop.CallSoonThreadSafe(() => future.TrySetResult()));
                thread.Start();
                using DatagramSocket socket = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
                await future;
            });
        }
    }

    [Fact]
    public void Timers_AreExactBelowAMillisecond()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The poller is epoll.");

        NetTest.Run(PollerKind.Epoll, async () =>
        {
            using DatagramSocket socket = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
            TimeSpan best = TimeSpan.MaxValue;
            for (int i = 0; i < 200; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await Asyncio.Sleep(TimeSpan.FromMicroseconds(100));
                TimeSpan took = Stopwatch.GetElapsedTime(start);
                Assert.True(took >= TimeSpan.FromMicroseconds(100));
                best = took < best ? took : best;
            }

            // Rounded up to a millisecond it could not be.
            Assert.True(best < TimeSpan.FromMicroseconds(900), $"{best}");
        });
    }

    [Fact]
    public void VirtualTime_HasNoRealSockets() => TestLoop.Run(async () =>
    {
        await Asyncio.Yield();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Throws<NotSupportedException>(() => Asyncio.Wrap(socket));
    });

    [Fact]
    public void BusyLoop_SeesItsSockets() => NetTest.Run(PollerKind.Default, () => NetTest.Pair(async (client, server) =>
    {
        bool stop = false;
        LoopTask busy = Asyncio.CreateTask(Spin());
        await client.WriteLineAsync("x");
        Assert.Equal("x", await server.ReadLineAsync());
        stop = true;
        await busy;

        async Coroutine Spin()
        {
            while (!stop)
            {
                await Asyncio.Yield();
            }
        }
    }));
}
