using System.Net.Sockets;

namespace AsyncioSharp;

/// <content>Reading: bytes as they come.</content>
public sealed partial class Connection
{
    // A peer that always has more data must not stop the other tasks: a connection makes at most this many system calls in an iteration.
    private const int MaxCallsInIteration = 16;

    internal WaitQueue Readers;

    private ReadBuffer _received;
    private Exception? _readError;
    private ReadTurn? _nextReadTurn;
    private bool _ended;
    private long _busyIteration;
    private int _busyCalls;

    /// <summary>Whether the peer has ended its half and everything that it sent was read (asyncio: <c>at_eof()</c>).</summary>
    public bool AtEof
    {
        get
        {
            if (CanLookAhead)
            {
                LookAhead();
            }

            return _ended && _received.Count == 0;
        }
    }

    /// <summary>
    /// Waits until something has arrived, and takes as much of it as fits (asyncio: <c>read(n)</c>). An empty buffer in the connection is
    /// passed by: the bytes go straight into the caller's memory.
    /// </summary>
    /// <param name="buffer">Where the bytes go. Of length 0: returns 0 at once.</param>
    /// <returns>How many bytes; 0 only at the end of the stream.</returns>
    /// <exception cref="ConnectionLostException">The connection was lost, now or before, or this side has closed it.</exception>
    /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; nothing is lost.</exception>
    public Coroutine<int> ReadAsync(Memory<byte> buffer) => new(ReceiveFrame.Rent(this, buffer, fill: false));

    /// <summary>Everything that comes until the peer ends its half (asyncio: <c>read(-1)</c>). There is no limit.</summary>
    /// <exception cref="ConnectionLostException">The connection was lost. What had arrived stays for the next read.</exception>
    public async Coroutine<byte[]> ReadToEndAsync()
    {
        while (await FillAsync() > 0)
        {
        }

        return _received.Take(_received.Count);
    }

    /// <summary>Exactly so many bytes (asyncio: <c>readexactly</c>).</summary>
    /// <param name="count">How many, 0 or more. They are collected in the connection's buffer.</param>
    /// <exception cref="IncompleteReadException">The peer ended its half before; what came is in the exception.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost. What had arrived stays for the next read.</exception>
    public async Coroutine<byte[]> ReadExactlyAsync(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        while (_received.Count < count)
        {
            if (await FillAsync() == 0)
            {
                throw new IncompleteReadException(_received.Take(_received.Count), count);
            }
        }

        return count == 0 ? [] : _received.Take(count);
    }

    /// <summary>Fills the memory completely. See <see cref="ReadExactlyAsync(int)"/>.</summary>
    /// <param name="buffer">The memory. When the read fails or is canceled, what had arrived stays for the next read.</param>
    /// <exception cref="IncompleteReadException">The peer ended its half before; what came is in the exception.</exception>
    public async Coroutine ReadExactlyAsync(Memory<byte> buffer)
    {
        while (_received.Count < buffer.Length)
        {
            if (await FillAsync() == 0)
            {
                throw new IncompleteReadException(_received.Take(_received.Count), buffer.Length);
            }
        }

        _received.Take(buffer.Span);
    }

    /// <summary>From the transport: a read may find something now.</summary>
    internal void OnReadable()
    {
        if (StreamRead is { } operation)
        {
            StreamRead = null;
            Loop.Enqueue(operation, null);
        }

        Readers.WakePending(int.MaxValue);
    }

    /// <summary>A pending read of a stream over this connection.</summary>
    internal StreamReadOperation? StreamRead { get; set; }

    /// <summary>How many received bytes are in the buffer.</summary>
    internal int ReceivedBytes => _received.Count;

    internal void CheckReader()
    {
        if (Readers.HasLive || StreamRead is not null)
        {
            throw new InvalidOperationException("ReadAsync was called while another coroutine is already waiting for incoming data");
        }
    }

    /// <summary>Reads what is here. -1: nothing yet, and <see cref="OnReadable"/> will be called.</summary>
    internal int TryRead(Span<byte> destination)
    {
        if (_received.Count > 0 || destination.Length == 0)
        {
            return _received.Take(destination);
        }

        _received.ReleaseIfEmpty();
        return Receive(destination);
    }

    /// <summary>Reads what is here into the buffer. -1 as in <see cref="TryRead"/>.</summary>
    internal int TryFill()
    {
        int count = Receive(_received.Reserve());
        if (count > 0)
        {
            _received.Commit(count);
        }
        else
        {
            _received.ReleaseIfEmpty();
        }

        return count;
    }

    private bool CanLookAhead =>
        !_ended && _received.Count == 0 && _readError is null && !Readers.HasLive && StreamRead is null;

    // The end of the stream may have arrived without a read that saw it.
    private void LookAhead()
    {
        try
        {
            TryFill();
        }
        catch (ConnectionLostException)
        {
            // The next read throws it.
        }
    }

    // More into the buffer; 0 at the end of the stream.
    private Coroutine<int> FillAsync() => new(ReceiveFrame.Rent(this, default, fill: true));

    private int Receive(Span<byte> destination)
    {
        if (_readError is not null)
        {
            throw _readError;
        }

        if (_ended)
        {
            return 0;
        }

        if (!MayCall())
        {
            Loop.Enqueue(_nextReadTurn ??= new ReadTurn(this), null);
            return -1;
        }

        int count = _transport.TryRead(destination, out SocketError error);
        switch (error)
        {
            case SocketError.Success:
                _ended = count == 0;
                return count;
            case SocketError.WouldBlock:
                _transport.AwaitReadable();
                return -1;
            default:
                _readError = _transport.ToException(error);
                FailWrites(_readError);
                throw _readError;
        }
    }

    // Whether the connection may make a system call, or has had its share of this iteration.
    private bool MayCall()
    {
        if (_busyIteration != Loop.Iteration)
        {
            _busyIteration = Loop.Iteration;
            _busyCalls = 0;
        }

        return _busyCalls++ < MaxCallsInIteration;
    }

    /// <summary>The next iteration has come for a reader that had its share of the last one.</summary>
    private sealed class ReadTurn(Connection connection) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => connection.OnReadable();
    }
}
