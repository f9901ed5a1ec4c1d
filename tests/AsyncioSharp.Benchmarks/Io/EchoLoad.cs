using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>The load: ping-pong on so many connections, from one thread with a bare epoll.</summary>
internal static unsafe class EchoLoad
{
    /// <summary>Runs for so long.</summary>
    /// <returns>How many requests were answered, and the median time of one in microseconds.</returns>
    internal static (long Requests, double Median) Run(int port, int connections, int size, TimeSpan duration)
    {
        int epoll = Epoll.Create(0);
        var sockets = new Socket[65_536];
        var missing = new int[65_536];
        var sent = new long[65_536];
        byte[] buffer = new byte[65_536];
        for (int i = 0; i < connections; i++)
        {
            Socket socket = Connect(port);
            int descriptor = (int)socket.Handle;
            sockets[descriptor] = socket;
            missing[descriptor] = size;
            var change = new Epoll.Event { Events = Epoll.In, Data = descriptor };
            _ = Epoll.Control(epoll, 1, descriptor, &change);
        }

        var times = new List<long>(1 << 20);
        foreach (Socket socket in sockets.Where(static socket => socket is not null))
        {
            sent[(int)socket.Handle] = Stopwatch.GetTimestamp();
            socket.Send(buffer.AsSpan(0, size));
        }

        var events = stackalloc Epoll.Event[1024];
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            int count = Epoll.Wait(epoll, events, 1024, 100);
            for (int i = 0; i < count; i++)
            {
                int descriptor = (int)events[i].Data;
                Socket socket = sockets[descriptor];
                missing[descriptor] -= socket.Receive(buffer);
                if (missing[descriptor] == 0)
                {
                    long now = Stopwatch.GetTimestamp();
                    times.Add(now - sent[descriptor]);
                    sent[descriptor] = now;
                    missing[descriptor] = size;
                    socket.Send(buffer.AsSpan(0, size));
                }
            }
        }

        foreach (Socket socket in sockets.Where(static socket => socket is not null))
        {
            socket.Dispose();
        }

        times.Sort();
        double median = times.Count == 0 ? 0 : Stopwatch.GetElapsedTime(0, times[times.Count / 2]).TotalMicroseconds;
        return (times.Count, median);
    }

    private static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
