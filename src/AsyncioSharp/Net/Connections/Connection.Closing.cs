namespace AsyncioSharp;

/// <content>The end of a connection.</content>
public sealed partial class Connection
{
    private Future? _closed;
    private bool _isTransportClosed;

    /// <summary>
    /// Sends what was written, then closes the connection; returns when that is done (asyncio: <c>close()</c> and <c>wait_closed()</c>). A
    /// TLS connection sends close_notify and does not wait for the peer's. Idempotent; never throws a
    /// <see cref="ConnectionLostException"/>.
    /// </summary>
    /// <remarks>
    /// A peer that does not read keeps it waiting: <see cref="AbortAsync"/> does not wait. When the task is canceled meanwhile, the
    /// connection is aborted.
    /// </remarks>
    public ValueTask DisposeAsync()
    {
        BeginClose();
        return _isTransportClosed ? ValueTask.CompletedTask : new ValueTask(WaitClosedAsync());
    }

    /// <summary>
    /// Closes the connection at once; unsent bytes are dropped and the peer sees a reset (asyncio: <c>transport.abort()</c>).
    /// </summary>
    /// <remarks>Pending and later reads and writes throw <see cref="ConnectionLostException"/>. Idempotent.</remarks>
    public Coroutine AbortAsync()
    {
        Abort();
        return Coroutine.Completed;
    }

    /// <summary>
    /// The connection as a <see cref="Stream"/>, for SslStream, <c>PipeReader.Create</c> and other libraries; their continuations run on
    /// the loop's thread. What has arrived comes first. It has no synchronous reads and writes.
    /// </summary>
    /// <remarks>One read and one write at a time. Closing the stream closes the connection.</remarks>
    public Stream AsStream() => new ConnectionStream(this);

    /// <summary>The loop closes it in the end without a report.</summary>
    internal void MayBeLeftOpen() => _transport.MayBeLeftOpen();

    internal void Abort()
    {
        Loop.CheckThread();
        IsClosing = true;
        if (!_isTransportClosed)
        {
            Fail(new ConnectionLostException("Connection aborted"));
            _transport.Abort();
        }
    }

    /// <summary>The transport is closed: by this connection, or because the loop is.</summary>
    internal void OnTransportClosed()
    {
        if (_isTransportClosed)
        {
            return;
        }

        _isTransportClosed = true;
        IsClosing = true;
        Fail(new ConnectionLostException("Connection closed"));
        _received.ReleaseIfEmpty();
        _closed?.TryComplete(FutureStatus.Succeeded, null);
        Closed?.Invoke();
    }

    internal void BeginClose()
    {
        Loop.CheckThread();
        if (!IsClosing)
        {
            IsClosing = true;
            _readError ??= new ConnectionLostException("Connection closed");
            OnReadable();
            EndIfSent();
        }
    }

    private async Task WaitClosedAsync()
    {
        _closed ??= new Future(Loop);
        try
        {
            await Asyncio.Shield(_closed);
        }
        catch (LoopCanceledException)
        {
            Abort();
            throw;
        }
    }

    /// <summary>Called once, when the transport is closed.</summary>
    internal Action? Closed { get; set; }

    // Pending and later reads and writes throw the error.
    private void Fail(Exception error)
    {
        _readError ??= error;
        _writeError ??= error;
        _unsent.Clear();
        if (!Loop.IsRunning)
        {
            // The loop is being closed: it does not run what is queued now.
            StreamRead?.Abandon(error);
            StreamWrite?.Abandon(error);
        }

        OnReadable();
        WakeDrainers();
    }
}
