using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A pipe to or from a process, used by a connection. The system reads and writes it on other threads, one operation at a time, and
/// notifies the loop when an operation completes.
/// </summary>
internal sealed class PipeTransport(EventLoop loop, Stream pipe) : Transport
{
    private const int BufferSize = 16 * 1024;

    private byte[]? _buffer;
    private int _start;
    private int _end;
    private bool _hasEnded;
    private bool _isClosed;
    private Exception? _error;

    private EventLoop Loop { get; } = loop;

    /// <summary>Whether an operation is pending.</summary>
    internal bool IsBusy { get; private set; }

    internal override EndPoint? LocalEndPoint => null;

    internal override EndPoint? RemoteEndPoint => null;

    internal override bool IsWriting => IsBusy && pipe.CanWrite;

    internal override int TryRead(Span<byte> buffer, out SocketError error)
    {
        error = SocketError.Success;
        if (_start == _end && !IsAtEnd)
        {
            error = _error is null ? SocketError.WouldBlock : SocketError.ConnectionReset;
        }

        int count = Math.Min(_end - _start, buffer.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    internal override int TryWrite(ReadOnlySpan<byte> data, out SocketError error)
    {
        error = SocketError.Success;
        if (_error is not null || !pipe.CanWrite)
        {
            error = SocketError.Shutdown;
        }
        else if (IsBusy)
        {
            error = SocketError.WouldBlock;
        }

        if (error != SocketError.Success)
        {
            return 0;
        }

        _buffer ??= new byte[BufferSize];
        int count = Math.Min(data.Length, BufferSize);
        data[..count].CopyTo(_buffer);
        Begin(pipe.WriteAsync(_buffer.AsMemory(0, count)).AsTask());
        return count;
    }

    internal override void AwaitReadable()
    {
        if (_start < _end || IsAtEnd || _error is not null)
        {
            Loop.Enqueue(new Readiness(this), null);
        }
        else if (!IsBusy)
        {
            _buffer ??= new byte[BufferSize];
            Begin(pipe.ReadAsync(_buffer).AsTask());
        }
    }

    // A pending write announces its own completion.
    internal override void AwaitWritable()
    {
        if (!IsBusy)
        {
            Loop.Enqueue(new Readiness(this), null);
        }
    }

    internal override void ShutdownWrite() => pipe.Dispose();

    internal override void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            pipe.Dispose();
            Owner?.OnTransportClosed();
        }
    }

    internal override void Abort() => Close();

    internal override Exception ToException(SocketError error) =>
        _error is null ? base.ToException(error) : new ConnectionLostException($"The pipe is broken: {_error.Message}", _error);

    private bool IsAtEnd => _hasEnded || !pipe.CanRead;

    private void Begin(Task operation)
    {
        IsBusy = true;
        operation.ContinueWith(
            static (_, state) => ((Completion)state!).Send(),
            new Completion(this, operation),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void End(Task operation)
    {
        IsBusy = false;
        if (!operation.IsCompletedSuccessfully)
        {
            _error = operation.Exception?.InnerException ?? new IOException("The operation was canceled.");
        }
        else if (operation is Task<int> { Result: var count })
        {
            _start = 0;
            _end = count;
            _hasEnded = count == 0;
        }

        Announce();
    }

    private void Announce()
    {
        if (!_isClosed)
        {
            Owner?.OnReadable();
            Owner?.OnWritable();
        }
    }

    /// <summary>An operation has completed; this item continues on the loop.</summary>
    private sealed class Completion(PipeTransport transport, Task operation) : WorkItem
    {
        internal void Send() => transport.Loop.EnqueueFromAnywhere(this);

        internal override void Run(EventLoop loop, object? state) => transport.End(operation);
    }

    /// <summary>An operation can be tried immediately.</summary>
    private sealed class Readiness(PipeTransport transport) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => transport.Announce();
    }
}
