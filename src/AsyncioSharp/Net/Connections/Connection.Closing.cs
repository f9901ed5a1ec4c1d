namespace AsyncioSharp;

/// <content>Closing a connection.</content>
public sealed partial class Connection
{
    private Future? _closed;
    private bool _isTransportClosed;

    /// <summary>
    /// Sends the written bytes and closes the connection; completes when it is closed (asyncio: <c>close()</c> and <c>wait_closed()</c>). A
    /// TLS connection sends close_notify and does not wait for the peer's. Idempotent; never throws a
    /// <see cref="ConnectionLostException"/>.
    /// </summary>
    /// <remarks>
    /// If the peer does not read, this waits; <see cref="AbortAsync"/> does not. If the task is canceled during the wait, the connection is
    /// aborted.
    /// </remarks>
    /// <returns>A task that completes when the connection is closed.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting.</exception>
    public ValueTask DisposeAsync()
    {
        BeginClose();
        return _isTransportClosed ? ValueTask.CompletedTask : new ValueTask(WaitClosedAsync());
    }

    /// <summary>
    /// Closes the connection immediately; unsent bytes are dropped and the peer sees a reset (asyncio: <c>transport.abort()</c>).
    /// </summary>
    /// <remarks>Pending and later reads and writes throw <see cref="ConnectionLostException"/>. Idempotent.</remarks>
    /// <returns>A completed coroutine.</returns>
    public Coroutine AbortAsync()
    {
        Abort();
        return Coroutine.Completed;
    }

    /// <summary>
    /// Returns the connection as a <see cref="Stream"/>, for SslStream, <c>PipeReader.Create</c> and other libraries; their continuations
    /// run on the loop's thread. Bytes already in the connection's buffer are read first. Synchronous reads and writes throw.
    /// </summary>
    /// <remarks>One read and one write at a time. Closing the stream closes the connection.</remarks>
    /// <returns>The stream.</returns>
    public Stream AsStream() => new ConnectionStream(this);

    /// <summary>Closing the loop closes this connection without a report.</summary>
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

    /// <summary>The transport is closed: by this connection, or together with the loop.</summary>
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

    // Makes pending and later reads and writes throw the error.
    private void Fail(Exception error)
    {
        _readError ??= error;
        _writeError ??= error;
        _unsent.Clear();
        if (!Loop.IsRunning)
        {
            // The loop is being closed and will not run what is queued now.
            StreamRead?.Abandon(error);
            StreamWrite?.Abandon(error);
        }

        OnReadable();
        WakeDrainers();
    }
}
