using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AsyncioSharp.Tests.Net;

/// <summary>Sockets of one's own: the sock_ methods, and callbacks for ready sockets.</summary>
public sealed class LoopSocketTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void ConnectAcceptSendReceive(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        using LoopSocket listener = Asyncio.Wrap(NewTcp());
        listener.Socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Socket.Listen();
        LoopTask<LoopSocket> accepting = Asyncio.CreateTask(listener.AcceptAsync());
        using LoopSocket client = Asyncio.Wrap(NewTcp());
        await client.ConnectAsync(listener.Socket.LocalEndPoint!);
        using LoopSocket server = await accepting;
        byte[] bytes = NetTest.Pattern(3_000_000);
        LoopTask sending = Asyncio.CreateTask(client.SendAllAsync(bytes));
        byte[] read = new byte[bytes.Length];
        for (int count = 0; count < read.Length;)
        {
            count += await server.ReceiveAsync(read.AsMemory(count));
        }

        await sending;
        Assert.Equal(bytes, read);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void CanceledReceive_LosesNothing(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        (Socket near, Socket far) = Connected();
        using LoopSocket socket = Asyncio.Wrap(near);
        using Socket peer = far;
        byte[] buffer = new byte[10];
        LoopTask<int> first = Asyncio.CreateTask(socket.ReceiveAsync(buffer));
        await Asyncio.Yield();
        first.Cancel();
        await Asyncio.Wait([first]);
        peer.Send("abc"u8);
        Assert.Equal(3, await socket.ReceiveAsync(buffer));
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Dispose_EndsTheWait(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        (Socket near, Socket far) = Connected();
        using Socket peer = far;
        LoopSocket socket = Asyncio.Wrap(near);
        LoopTask<int> receiving = Asyncio.CreateTask(socket.ReceiveAsync(new byte[1]));
        await Asyncio.Yield();
        socket.Dispose();
        await Asyncio.Wait([receiving]);
        Assert.IsType<ObjectDisposedException>(receiving.Exception);
    });

    // A close with an operation pending would be a reset, for which the peer loses what it has not read yet.
    [Theory]
    [MemberData(nameof(Pollers))]
    public void Dispose_WhileReceiving_EndsTheStreamOfThePeer(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        (Socket near, Socket far) = Connected();
        using Socket peer = far;
        LoopSocket socket = Asyncio.Wrap(near);
        await socket.SendAllAsync("bye"u8.ToArray());
        LoopTask<int> receiving = Asyncio.CreateTask(socket.ReceiveAsync(new byte[1]));
        await Asyncio.Yield();
        socket.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await receiving);
        Assert.Equal("bye"u8.ToArray(), ReadToEnd(peer));
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Dispose_WhileSending_EndsTheStreamOfThePeer(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        (Socket near, Socket far) = Connected();
        using Socket peer = far;
        LoopSocket socket = Asyncio.Wrap(near);
        byte[] bytes = NetTest.Pattern(20_000_000);
        LoopTask sending = Asyncio.CreateTask(socket.SendAllAsync(bytes));
        await Asyncio.Yield();
        Assert.False(sending.IsDone);
        socket.Dispose();
        await Asyncio.Wait([sending]);
        Assert.IsType<ObjectDisposedException>(sending.Exception);
        byte[] sent = ReadToEnd(peer);
        Assert.Equal(bytes[..sent.Length], sent);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Callbacks_LeaveNothingPending(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        (Socket near, Socket far) = Connected();
        using Socket peer = far;
        EventLoop loop = Asyncio.RunningLoop;
        near.Blocking = false;
        int filled = 0;
        while (near.Send(new byte[65_536], SocketFlags.None, out SocketError error) is var count && error == SocketError.Success)
        {
            filled += count;
        }

        loop.AddReader(near, static () => Assert.Fail("There is nothing to read."));
        loop.AddWriter(near, static () => Assert.Fail("There is no room."));
        await Asyncio.Yield();
        await Asyncio.Yield();
        loop.RemoveReader(near);
        loop.RemoveWriter(near);
        near.Dispose();
        Assert.Equal(filled, ReadToEnd(peer).Length);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void AddReader_CallsBackWhileReadable(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        (Socket near, Socket far) = Connected();
        using Socket reading = near;
        using Socket writing = far;
        EventLoop loop = Asyncio.RunningLoop;
        var text = new StringBuilder();
        Future done = loop.CreateFuture();
        loop.AddReader(reading, () =>
        {
            // One byte at a time: as long as there are more, it is called again.
            byte[] one = new byte[1];
            reading.Receive(one);
            text.Append((char)one[0]);
            if (one[0] == '.')
            {
                done.TrySetResult();
            }
        });
        writing.Send("abc"u8);
        await Asyncio.Yield();
        writing.Send("def."u8);
        await done;
        Assert.Equal("abcdef.", text.ToString());
        Assert.True(loop.RemoveReader(reading));
        Assert.False(loop.RemoveReader(reading));
        writing.Send("more"u8);
        for (int i = 0; i < 10; i++)
        {
            await Asyncio.Yield();
        }

        Assert.Equal("abcdef.", text.ToString());
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void AddWriter_CallsBackWhileThereIsRoom(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        (Socket near, Socket far) = Connected();
        using Socket writing = near;
        using Socket peer = far;
        EventLoop loop = Asyncio.RunningLoop;
        int calls = 0;
        Future done = loop.CreateFuture();
        loop.AddWriter(writing, () =>
        {
            if (++calls == 3)
            {
                loop.RemoveWriter(writing);
                done.TrySetResult();
            }
        });
        await done;
        Assert.Equal(3, calls);
    });

    // On the loop's thread: the loop has nothing to do with this socket.
    private static byte[] ReadToEnd(Socket peer)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[65_536];
        int count;
        while ((count = peer.Receive(buffer)) > 0)
        {
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    private static Socket NewTcp() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static (Socket Near, Socket Far) Connected()
    {
        using Socket listener = NewTcp();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Socket near = NewTcp();
        near.Connect(listener.LocalEndPoint!);
        return (near, listener.Accept());
    }
}
