using System.Net.Sockets;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>The least that an echo server in C# can do: one epoll, non-blocking sockets, no coroutines. x86-64 only.</summary>
internal static unsafe class BareEpollServer
{
    private const int BufferSize = 65_536;

    /// <summary>Serves until the process ends.</summary>
    /// <param name="listener">The listening socket.</param>
    /// <param name="ownBuffers">
    /// Whether each connection has its own buffer, as in every server that can wait in the middle of a request. One shared buffer stays in
    /// the processor's cache.
    /// </param>
    internal static void Run(Socket listener, bool ownBuffers)
    {
        int epoll = Epoll.Create(0);
        var sockets = new Socket?[65_536];
        var buffers = new byte[]?[sockets.Length];
        byte[] shared = new byte[BufferSize];
        var events = stackalloc Epoll.Event[1024];
        Add(epoll, sockets, listener);
        while (true)
        {
            int count = Epoll.Wait(epoll, events, 1024, -1);
            for (int i = 0; i < count; i++)
            {
                Socket socket = sockets[events[i].Data]!;
                if (socket == listener)
                {
                    Socket accepted = listener.Accept();
                    accepted.NoDelay = true;
                    Add(epoll, sockets, accepted);
                }
                else
                {
                    byte[] buffer = ownBuffers ? buffers[events[i].Data] ??= new byte[BufferSize] : shared;
                    Echo(socket, sockets, buffer);
                }
            }
        }
    }

    private static void Add(int epoll, Socket?[] sockets, Socket socket)
    {
        socket.Blocking = false;
        int descriptor = (int)socket.Handle;
        sockets[descriptor] = socket;
        var change = new Epoll.Event { Events = Epoll.In, Data = descriptor };
        _ = Epoll.Control(epoll, 1, descriptor, &change);
    }

    private static void Echo(Socket socket, Socket?[] sockets, byte[] buffer)
    {
        int received = socket.Receive(buffer, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        if (received > 0)
        {
            socket.Send(buffer.AsSpan(0, received), SocketFlags.None, out error);
        }

        if (received == 0 || error != SocketError.Success)
        {
            sockets[(int)socket.Handle] = null;
            socket.Dispose();
        }
    }
}
