namespace AsyncioSharp;

/// <summary>
/// A connection as a <see cref="Stream"/>, for SslStream, pipes and other libraries. Continuations of its reads and writes run on the
/// loop's thread. Calls from other threads, which such libraries make occasionally, are passed to the loop.
/// </summary>
internal sealed class ConnectionStream(Connection connection) : Stream
{
    private readonly StreamReadOperation _read = new(connection);
    private readonly StreamWriteOperation _write = new(connection);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _read.Begin(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _write.Begin(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Waiting here for the loop would deadlock.
    public override int Read(byte[] buffer, int offset, int count) => throw SynchronousUse();

    public override void Write(byte[] buffer, int offset, int count) => throw SynchronousUse();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (EventLoop.Current == connection.Loop)
        {
            return connection.DisposeAsync();
        }

        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (EventLoop.Current == connection.Loop || !connection.Loop.IsRunning)
        {
            connection.BeginClose();
        }
        else
        {
            connection.Loop.EnqueueFromAnywhere(new CloseWorkItem(connection));
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException SynchronousUse() =>
        new("A stream of the loop has no synchronous reads and writes: they would block it.");

    private sealed class CloseWorkItem(Connection connection) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => connection.BeginClose();
    }
}
