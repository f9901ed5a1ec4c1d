using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// TLS for a connection: an <see cref="SslStream"/> on the stream of an inner connection. It reads one buffer ahead and writes one buffer
/// at a time. Everything runs on the loop's thread, where the inner stream runs its continuations.
/// </summary>
internal sealed class TlsTransport : Transport
{
    private const int BufferSize = 16 * 1024;

    private readonly Connection _inner;
    private readonly SslStream _stream;
    private byte[]? _read;
    private int _readStart;
    private int _readEnd;
    private byte[]? _written;
    private Exception? _failure;
    private bool _isReading;
    private bool _isWriting;
    private bool _ended;
    private bool _closed;

    internal TlsTransport(Connection inner)
    {
        _inner = inner;
        _inner.Closed = InnerClosed;
        _stream = new SslStream(inner.AsStream(), leaveInnerStreamOpen: true);
    }

    internal override EndPoint? LocalEndPoint => _inner.LocalEndPoint;

    internal override EndPoint? RemoteEndPoint => _inner.RemoteEndPoint;

    internal override SslStream Tls => _stream;

    internal override bool CanShutdownWrite => false;

    internal override bool IsWriting => _isWriting;

    internal override int TryRead(Span<byte> buffer, out SocketError error)
    {
        error = SocketError.Success;
        int count = Math.Min(buffer.Length, _readEnd - _readStart);
        if (count > 0)
        {
            _read.AsSpan(_readStart, count).CopyTo(buffer);
            _readStart += count;
            if (_readStart == _readEnd)
            {
                ReleaseRead();
            }
        }
        else if (!_ended)
        {
            error = _failure is null ? SocketError.WouldBlock : SocketError.SocketError;
        }

        return count;
    }

    internal override void AwaitReadable()
    {
        if (!_isReading)
        {
            _isReading = true;
            _ = ReadAheadAsync();
        }
    }

    internal override int TryWrite(ReadOnlySpan<byte> data, out SocketError error)
    {
        error = _failure is not null ? SocketError.SocketError : _isWriting ? SocketError.WouldBlock : SocketError.Success;
        if (error != SocketError.Success)
        {
            return 0;
        }

        _written ??= ArrayPool<byte>.Shared.Rent(BufferSize);
        int count = Math.Min(data.Length, BufferSize);
        data[..count].CopyTo(_written);
        _isWriting = true;
        _ = WriteAsync(count);
        return count;
    }

    // A pending write notifies the owner when it completes.
    internal override void AwaitWritable()
    {
        if (!_isWriting)
        {
            Notify();
        }
    }

    internal override void ShutdownWrite() => throw new NotSupportedException();

    internal override void Close()
    {
        if (!_closed)
        {
            _closed = true;
            _ = CloseAsync();
        }
    }

    internal override void Abort()
    {
        _closed = true;
        _inner.Abort();
    }

    internal override Exception ToException(SocketError error) =>
        _failure as ConnectionLostException ?? new ConnectionLostException($"Connection lost: {_failure!.Message}", _failure);

    // The first read has no buffer and only waits, so that an idle connection holds no buffer.
    private async Task ReadAheadAsync()
    {
        try
        {
            await _stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
            _read = ArrayPool<byte>.Shared.Rent(BufferSize);
            _readStart = 0;
            _readEnd = await _stream.ReadAsync(_read).ConfigureAwait(false);
            _ended = _readEnd == 0;
        }
        catch (Exception e)
        {
            _readEnd = _readStart;
            _failure ??= e;
        }

        if (_readEnd == _readStart)
        {
            ReleaseRead();
        }

        _isReading = false;
        Notify();
    }

    private async Task WriteAsync(int count)
    {
        try
        {
            await _stream.WriteAsync(_written.AsMemory(0, count)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _failure ??= e;
        }

        byte[] written = _written!;
        _written = null;
        ArrayPool<byte>.Shared.Return(written);
        _isWriting = false;
        Notify();
    }

    // Sends close_notify and does not wait for the peer's.
    private async Task CloseAsync()
    {
        try
        {
            if (_failure is null && _stream.IsAuthenticated)
            {
                await _stream.ShutdownAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The connection is being closed, so its errors no longer matter.
        }

        _inner.BeginClose();
    }

    private void ReleaseRead()
    {
        if (_read is { } bytes)
        {
            _read = null;
            _readStart = 0;
            _readEnd = 0;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void InnerClosed()
    {
        _closed = true;
        _stream.Dispose();
        Owner!.OnTransportClosed();
    }

    private void Notify() => _inner.Loop.Enqueue(new ReadyWorkItem(this), null);

    private sealed class ReadyWorkItem(TlsTransport transport) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            transport.Owner!.OnReadable();
            transport.Owner!.OnWritable();
        }
    }
}
