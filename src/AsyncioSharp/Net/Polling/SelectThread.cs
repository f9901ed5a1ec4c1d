using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A thread that waits in
/// <see cref="Socket.Select(System.Collections.IList?, System.Collections.IList?, System.Collections.IList?, TimeSpan)"/> for what .NET's
/// socket engine cannot wait for. It starts with the first wait. Any thread may call it.
/// </summary>
internal sealed class SelectThread
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Socket, Action> _readers = []; // guarded by _gate
    private readonly Dictionary<Socket, Action> _writers = []; // guarded by _gate
    private Socket? _wake; // guarded by _gate; sends to itself
    private bool _closed; // guarded by _gate

    /// <summary>Calls <paramref name="ready"/> once, on the thread, when the socket is ready. A closed socket is not.</summary>
    internal void Add(Socket socket, bool isWrite, Action ready)
    {
        lock (_gate)
        {
            (isWrite ? _writers : _readers)[socket] = ready;
            if (_wake is null)
            {
                Start();
            }
        }

        WakeUp();
    }

    /// <summary>Forgets a socket. It may be closed afterwards.</summary>
    internal void Remove(Socket socket)
    {
        bool known;
        lock (_gate)
        {
            known = _readers.Remove(socket) | _writers.Remove(socket);
        }

        if (known)
        {
            WakeUp();
        }
    }

    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        WakeUp();
    }

    private void Start()
    {
        _wake = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wake.Connect(_wake.LocalEndPoint!);
        new Thread(Run) { IsBackground = true, Name = "AsyncioSharp select" }.Start(_wake);
    }

    private void WakeUp()
    {
        Socket? wake;
        lock (_gate)
        {
            wake = _wake;
        }

        try
        {
            wake?.Send([0], SocketFlags.None, out _);
        }
        catch (ObjectDisposedException)
        {
            // The thread has ended.
        }
    }

    private void Run(object? state)
    {
        using var wake = (Socket)state!;
        while (TryCollect(wake, out List<Socket> readers, out List<Socket> writers))
        {
            // Windows reports a failed connect there.
            List<Socket> failed = [.. writers];
            try
            {
                Socket.Select(readers, writers, failed, Timeout.InfiniteTimeSpan);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // One was closed meanwhile, and is not among them any more. All others are asked once.
                Thread.Yield();
                continue;
            }

            Drain(wake, readers);
            Report(_readers, readers);
            Report(_writers, [.. writers.Union(failed)]);
        }
    }

    private bool TryCollect(Socket wake, out List<Socket> readers, out List<Socket> writers)
    {
        lock (_gate)
        {
            readers = [wake, .. _readers.Keys];
            writers = [.. _writers.Keys];
            return !_closed;
        }
    }

    private static void Drain(Socket wake, List<Socket> readers)
    {
        if (readers.Remove(wake))
        {
            Span<byte> bytes = stackalloc byte[16];
            while (wake.Receive(bytes, SocketFlags.None, out SocketError error) > 0 && error == SocketError.Success)
            {
            }
        }
    }

    private void Report(Dictionary<Socket, Action> waits, List<Socket> ready)
    {
        foreach (Socket socket in ready)
        {
            Action? report;
            lock (_gate)
            {
                waits.Remove(socket, out report);
            }

            report?.Invoke();
        }
    }
}
