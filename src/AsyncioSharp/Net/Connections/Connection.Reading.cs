using System.Net.Sockets;

namespace AsyncioSharp;

/// <content>Reading bytes as they arrive.</content>
public sealed partial class Connection
{
    // A peer that always has more data must not starve the other tasks: a connection makes at most this many system calls per iteration.
    private const int MaxCallsInIteration = 16;

    internal WaitQueue Readers;

    private ReadBuffer _received;
    private Exception? _readError;
    private ReadTurn? _nextReadTurn;
    private bool _ended;
    private long _busyIteration;
    private int _busyCalls;

    /// <summary>Whether the peer has ended its direction and all of its data was read (asyncio: <c>at_eof()</c>).</summary>
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
    /// Waits until bytes have arrived, and reads as many as fit into the buffer (asyncio: <c>read(n)</c>). If the connection's own buffer
    /// is empty, the bytes go directly into the caller's memory.
    /// </summary>
    /// <param name="buffer">The destination of the bytes. If it is empty, the read returns 0 immediately.</param>
    /// <returns>The number of bytes read; 0 only at the end of the stream.</returns>
    /// <exception cref="ConnectionLostException">
    /// The connection was lost, during the read or before it, or this side has closed it.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no bytes are lost.</exception>
    public Coroutine<int> ReadAsync(Memory<byte> buffer) => new(ReceiveFrame.Rent(this, buffer, fill: false));

    /// <summary>Reads until the peer ends its direction (asyncio: <c>read(-1)</c>). There is no size limit.</summary>
    /// <returns>All remaining bytes.</returns>
    /// <exception cref="ConnectionLostException">The connection was lost. Bytes received before stay for the next read.</exception>
    /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no bytes are lost.</exception>
    public async Coroutine<byte[]> ReadToEndAsync()
    {
        while (await FillAsync() > 0)
        {
        }

        return _received.Take(_received.Count);
    }

    /// <summary>Reads a given number of bytes (asyncio: <c>readexactly</c>).</summary>
    /// <param name="count">The number of bytes; 0 or more. They are collected in the connection's buffer.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="IncompleteReadException">The peer ended its direction first; the bytes received are in the exception.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost. Bytes received before stay for the next read.</exception>
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

    /// <summary>Reads until the memory is full. See <see cref="ReadExactlyAsync(int)"/>.</summary>
    /// <param name="buffer">The destination. If the read fails or is canceled, the bytes received before stay for the next read.</param>
    /// <returns>A coroutine that completes when the memory is full.</returns>
    /// <exception cref="IncompleteReadException">The peer ended its direction first; the bytes received are in the exception.</exception>
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

    /// <summary>Called by the transport: a read may succeed now.</summary>
    internal void OnReadable()
    {
        if (StreamRead is { } operation)
        {
            StreamRead = null;
            Loop.Enqueue(operation, null);
        }

        Readers.WakePending(int.MaxValue);
    }

    /// <summary>A pending read of a stream on this connection.</summary>
    internal StreamReadOperation? StreamRead { get; set; }

    /// <summary>The number of received bytes in the buffer.</summary>
    internal int ReceivedBytes => _received.Count;

    internal void CheckReader()
    {
        if (Readers.HasLive || StreamRead is not null)
        {
            throw new InvalidOperationException("ReadAsync was called while another coroutine is already waiting for incoming data");
        }
    }

    /// <summary>Reads the available bytes. Returns -1 if there are none yet; <see cref="OnReadable"/> is called later.</summary>
    internal int TryRead(Span<byte> destination)
    {
        if (_received.Count > 0 || destination.Length == 0)
        {
            return _received.Take(destination);
        }

        _received.ReleaseIfEmpty();
        return Receive(destination);
    }

    /// <summary>Reads the available bytes into the buffer. Returns -1 as <see cref="TryRead"/> does.</summary>
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

    // The end of the stream may have arrived without a read that noticed it.
    private void LookAhead()
    {
        try
        {
            TryFill();
        }
        catch (ConnectionLostException)
        {
            // The next read throws this error.
        }
    }

    // Reads more bytes into the buffer; returns 0 at the end of the stream.
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

    // Whether the connection may make another system call in this iteration.
    private bool MayCall()
    {
        if (_busyIteration != Loop.Iteration)
        {
            _busyIteration = Loop.Iteration;
            _busyCalls = 0;
        }

        return _busyCalls++ < MaxCallsInIteration;
    }

    /// <summary>Continues reading in the next iteration, after a reader used up the calls of the previous one.</summary>
    private sealed class ReadTurn(Connection connection) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => connection.OnReadable();
    }
}
