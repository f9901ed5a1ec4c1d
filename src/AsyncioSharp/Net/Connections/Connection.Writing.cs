using System.Net.Sockets;
using System.Text;

namespace AsyncioSharp;

/// <content>Writing.</content>
public sealed partial class Connection
{
    internal WaitQueue Drainers;

    private WriteBuffer _unsent;
    private Exception? _writeError;
    private WriteTurn? _nextWriteTurn;
    private bool _awaitsWritable;

    // Set above the high-water mark, cleared at the low-water mark.
    private bool _isFull;
    private bool _eofRequested;
    private bool _eofSent;

    /// <summary>The number of bytes written but not yet passed to the operating system.</summary>
    public int UnsentBytes => _unsent.Count;

    /// <summary>Whether <see cref="WriteEof"/> is supported; false for a TLS connection (asyncio: <c>can_write_eof()</c>).</summary>
    public bool CanWriteEof => _transport.CanShutdownWrite;

    /// <summary>
    /// Writes bytes, and waits while too many are unsent: combines <see cref="Write(ReadOnlySpan{byte})"/> and <see cref="DrainAsync"/>.
    /// Nothing is written before the await.
    /// </summary>
    /// <param name="data">The bytes. The memory can be reused once the await has completed, whatever its outcome.</param>
    /// <returns>A coroutine that completes when few enough bytes are unsent.</returns>
    /// <exception cref="ConnectionLostException">
    /// The connection was lost, during the write or before it, or this side has closed it.
    /// </exception>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> was called.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting. The bytes are sent nevertheless.</exception>
    public Coroutine WriteAsync(ReadOnlyMemory<byte> data) => new(SendFrame.Rent(this, data));

    /// <summary>Writes a line of UTF-8 text followed by <c>\n</c>, and waits while too many bytes are unsent.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <returns>A coroutine that completes when few enough bytes are unsent.</returns>
    /// <exception cref="ConnectionLostException">
    /// The connection was lost, during the write or before it, or this side has closed it.
    /// </exception>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> was called.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting. The line is sent nevertheless.</exception>
    public async Coroutine WriteLineAsync(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        WriteLine(line);
        await DrainAsync();
    }

    /// <summary>
    /// Writes bytes without waiting: bytes that the operating system does not take now are buffered without a limit (asyncio:
    /// <c>write</c>). Call <see cref="DrainAsync"/> between writes, or use <see cref="WriteAsync"/>.
    /// </summary>
    /// <param name="data">The bytes.</param>
    /// <exception cref="ConnectionLostException">
    /// The connection was lost, during the write or before it, or this side has closed it.
    /// </exception>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> was called, or the loop runs on another thread.</exception>
    public void Write(ReadOnlySpan<byte> data)
    {
        Loop.CheckThread();
        ThrowIfWriteFailed();
        if (_eofRequested)
        {
            throw new InvalidOperationException("Cannot write after WriteEof()");
        }

        if (_unsent.Count == 0)
        {
            data = data[SendNow(data)..];
        }

        if (data.Length > 0)
        {
            _unsent.Append(data);
            AwaitWritable();
        }
    }

    /// <summary>
    /// Waits until at most <see cref="ConnectionLimits.WriteLowWater"/> bytes are unsent. Does not wait below
    /// <see cref="ConnectionLimits.WriteHighWater"/> (asyncio: <c>drain</c>). Any number of coroutines can wait; they resume in order.
    /// </summary>
    /// <returns>A coroutine that completes when few enough bytes are unsent.</returns>
    /// <exception cref="ConnectionLostException">
    /// The connection was lost, during the wait or before it, or this side has closed it.
    /// </exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting.</exception>
    public Coroutine DrainAsync() => new(SendFrame.Rent(this, default));

    /// <summary>
    /// Ends this side's direction once all written bytes are sent: the peer reads the end of the stream, and may continue writing (asyncio:
    /// <c>write_eof</c>). Idempotent.
    /// </summary>
    /// <exception cref="NotSupportedException">The connection uses TLS: see <see cref="CanWriteEof"/>.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost, or this side has closed it.</exception>
    public void WriteEof()
    {
        Loop.CheckThread();
        if (!CanWriteEof)
        {
            throw new NotSupportedException("TLS cannot end one direction of a connection.");
        }

        ThrowIfWriteFailed();
        if (!_eofRequested)
        {
            _eofRequested = true;
            EndIfSent();
        }
    }

    /// <summary>Called by the transport: a write may succeed now.</summary>
    internal void OnWritable()
    {
        _awaitsWritable = false;
        if (_writeError is null)
        {
            Flush();
        }

        if (_unsent.Count <= _limits.WriteLowWater)
        {
            _isFull = false;
            WakeDrainers();
        }
    }

    internal void ThrowIfWriteFailed()
    {
        if (_writeError is not null)
        {
            throw _writeError;
        }

        if (IsClosing)
        {
            throw new ConnectionLostException("Connection closed");
        }
    }

    /// <summary>Whether a writer has to wait. After many writes without a wait, it waits for the next iteration.</summary>
    internal bool MustDrain()
    {
        ThrowIfWriteFailed();
        _isFull |= _unsent.Count > _limits.WriteHighWater;
        if (_isFull)
        {
            return true;
        }

        if (MayCall())
        {
            return false;
        }

        Loop.Enqueue(_nextWriteTurn ??= new WriteTurn(this), null);
        return true;
    }

    /// <summary>A pending write of a stream on this connection.</summary>
    internal StreamWriteOperation? StreamWrite { get; set; }

    private void WakeDrainers()
    {
        if (StreamWrite is { } operation)
        {
            StreamWrite = null;
            Loop.Enqueue(operation, null);
        }

        Drainers.WakePending(int.MaxValue);
    }

    // Written as one block: two small writes would become two packets.
    private void WriteLine(string line)
    {
        const int OnStack = 512;
        int size = Encoding.UTF8.GetMaxByteCount(line.Length) + 1;
        Span<byte> bytes = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        int length = Encoding.UTF8.GetBytes(line, bytes);
        bytes[length] = (byte)'\n';
        Write(bytes[..(length + 1)]);
    }

    // Returns the number of bytes sent. An error is thrown here and by every later write.
    private int SendNow(ReadOnlySpan<byte> data)
    {
        int sent = 0;
        while (sent < data.Length)
        {
            int count = _transport.TryWrite(data[sent..], out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                break;
            }

            if (error != SocketError.Success)
            {
                FailWrites(_transport.ToException(error));
                throw _writeError!;
            }

            sent += count;
        }

        return sent;
    }

    private void Flush()
    {
        if (_unsent.Count > 0)
        {
            try
            {
                _unsent.Consume(SendNow(_unsent.Bytes));
            }
            catch (ConnectionLostException)
            {
                // All pending and later writes throw this error.
                return;
            }
        }

        if (_unsent.Count > 0)
        {
            AwaitWritable();
        }
        else
        {
            EndIfSent();
        }
    }

    private void AwaitWritable()
    {
        if (!_awaitsWritable)
        {
            _awaitsWritable = true;
            _transport.AwaitWritable();
        }
    }

    // Once all bytes are sent, performs a pending close or end of the stream.
    private void EndIfSent()
    {
        if (_unsent.Count > 0 || _transport.IsWriting)
        {
            return;
        }

        if (IsClosing)
        {
            _transport.Close();
        }
        else if (_eofRequested && !_eofSent)
        {
            _eofSent = true;
            _transport.ShutdownWrite();
        }
    }

    private void FailWrites(Exception error)
    {
        if (_writeError is null)
        {
            _writeError = error;
            _unsent.Clear();
            WakeDrainers();
            if (IsClosing)
            {
                _transport.Close();
            }
        }
    }

    /// <summary>Continues writing in the next iteration, after writers used up the calls of the previous one.</summary>
    private sealed class WriteTurn(Connection connection) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => connection.OnWritable();
    }
}
