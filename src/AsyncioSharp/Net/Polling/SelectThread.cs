using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A thread that waits in
/// <see cref="Socket.Select(System.Collections.IList?, System.Collections.IList?, System.Collections.IList?, TimeSpan)"/> for events that
/// .NET's socket engine cannot wait for. It starts with the first wait. Can be called on any thread.
/// </summary>
internal sealed class SelectThread
{
    private readonly object _gate = new();
    private readonly Dictionary<Socket, Action> _readers = []; // guarded by _gate
    private readonly Dictionary<Socket, Action> _writers = []; // guarded by _gate
    private Socket? _wake; // guarded by _gate; sends to itself
    private Thread? _thread; // guarded by _gate
    private bool _closed; // guarded by _gate
    private bool _selects; // guarded by _gate; its end is signaled through _gate
    private long _round; // guarded by _gate

    /// <summary>
    /// Calls <paramref name="ready"/> once, on this thread, when the socket is ready. It is not called for a closed socket.
    /// </summary>
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
    /// Removes a socket, and returns once the thread no longer uses it: closing a socket in use would reset the connection.
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

    /// <summary>Ends the thread and waits until it has ended.</summary>
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

    // Keeps only the sockets that are ready.
    private static void Select(List<Socket> readers, List<Socket> writers)
    {
        // Windows reports a failed connect in the third list.
        List<Socket> failed = [.. writers];
        try
        {
            Socket.Select(readers, writers, failed, Timeout.InfiniteTimeSpan);
            writers.AddRange(failed.Except(writers).ToArray());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The user closed one of the sockets directly. Its waiters retry and detect that; the other sockets are selected again.
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
