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
    private readonly object _gate = new();
    private readonly Dictionary<Socket, Action> _readers = []; // guarded by _gate
    private readonly Dictionary<Socket, Action> _writers = []; // guarded by _gate
    private Socket? _wake; // guarded by _gate; sends to itself
    private Thread? _thread; // guarded by _gate
    private bool _closed; // guarded by _gate
    private bool _selects; // guarded by _gate; its end is announced there
    private long _round; // guarded by _gate

    /// <summary>Calls <paramref name="ready"/> once, on the thread, when the socket is ready. A closed socket is not.</summary>
    internal void Add(Socket socket, bool isWrite, Action ready)
    {
        lock (_gate)
        {
            (isWrite ? _writers : _readers)[socket] = ready;
            _wake ??= Start();
            WakeUp();
        }
    }

    /// <summary>
    /// Forgets a socket, and returns when the thread does not use it any more: closing it while it is in use would be a reset.
    /// </summary>
    internal void Remove(Socket socket)
    {
        lock (_gate)
        {
            if (!(_readers.Remove(socket) | _writers.Remove(socket)))
            {
                return;
            }

            WakeUp();
            for (long round = _round; _selects && round == _round;)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Ends the thread, and returns when it has ended.</summary>
    internal void Close()
    {
        Thread? thread;
        lock (_gate)
        {
            _closed = true;
            WakeUp();
            thread = _thread;
        }

        thread?.Join();
    }

    private Socket Start()
    {
        var wake = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        wake.Connect(wake.LocalEndPoint!);
        _thread = new Thread(Run) { IsBackground = true, Name = "AsyncioSharp select" };
        _thread.Start(wake);
        return wake;
    }

    private void WakeUp() => _wake?.Send([0], SocketFlags.None, out _);

    private void Run(object? state)
    {
        var wake = (Socket)state!;
        while (TryBeginRound(wake, out List<Socket> readers, out List<Socket> writers))
        {
            Select(readers, writers);
            EndRound();
            Drain(wake, readers);
            Report(_readers, readers);
            Report(_writers, writers);
        }

        lock (_gate)
        {
            _wake = null;
        }

        wake.Dispose();
    }

    private bool TryBeginRound(Socket wake, out List<Socket> readers, out List<Socket> writers)
    {
        lock (_gate)
        {
            readers = [wake, .. _readers.Keys];
            writers = [.. _writers.Keys];
            _selects = !_closed;
            return _selects;
        }
    }

    private void EndRound()
    {
        lock (_gate)
        {
            _selects = false;
            _round++;
            Monitor.PulseAll(_gate);
        }
    }

    // Leaves those that are ready.
    private static void Select(List<Socket> readers, List<Socket> writers)
    {
        // Windows reports a failed connect there.
        List<Socket> failed = [.. writers];
        try
        {
            Socket.Select(readers, writers, failed, Timeout.InfiniteTimeSpan);
            writers.AddRange(failed.Except(writers).ToArray());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The user has closed one of them directly. What waits for it tries and finds that; the others are asked again.
            readers.RemoveAll(static socket => !socket.SafeHandle.IsClosed);
            writers.RemoveAll(static socket => !socket.SafeHandle.IsClosed);
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
