namespace AsyncioSharp;

/// <content>The end of a server.</content>
public sealed partial class Server
{
    private Future? _idle;
    private bool _servesForever;

    /// <summary>
    /// Waits until the server is stopped (asyncio: <c>serve_forever</c>). When the task is canceled, the server stops accepting, and the
    /// cancellation passes; the handlers run until the server is disposed of.
    /// </summary>
    /// <exception cref="InvalidOperationException">The server is closed, or another coroutine is in here.</exception>
    public async Coroutine ServeForeverAsync()
    {
        if (_servesForever || !IsServing)
        {
            throw new InvalidOperationException($"{this} is {(IsServing ? "already being awaited in ServeForeverAsync()" : "closed")}");
        }

        _servesForever = true;
        try
        {
            await Asyncio.Shield(_stopped);
        }
        finally
        {
            _servesForever = false;
            Close();
        }
    }

    /// <summary>Stops accepting; what is connected goes on (asyncio: <c>close()</c>). Idempotent.</summary>
    public void Close()
    {
        _loop.CheckThread();
        if (!IsServing)
        {
            return;
        }

        IsServing = false;
        foreach (Listener listener in _listeners)
        {
            listener.Close();
        }

        foreach (LoopTask acceptor in _acceptors)
        {
            acceptor.Cancel();
        }

        _stopped.TryComplete(FutureStatus.Succeeded, null);
    }

    /// <summary>
    /// Ends the server: stops accepting; lets the handlers run for the grace; cancels those that still do; and aborts the connections of
    /// those that have not ended after as long again. Returns when all have ended.
    /// </summary>
    /// <param name="grace">How long the handlers may go on undisturbed. Zero: they are canceled at once, and have a second to end.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="grace"/> is negative.</exception>
    /// <exception cref="LoopCanceledException">
    /// The task was canceled: all connections were aborted, without waiting for their handlers.
    /// </exception>
    public async Coroutine StopAsync(TimeSpan grace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        Close();
        try
        {
            if (!await HasEndedAsync(grace))
            {
                CancelHandlers();
                if (!await HasEndedAsync(grace == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : grace))
                {
                    AbortConnections();
                    await IdleAsync();
                }
            }

            await Asyncio.Wait(_acceptors);
        }
        catch (LoopCanceledException)
        {
            CancelHandlers();
            AbortConnections();
            throw;
        }
    }

    /// <summary><see cref="StopAsync"/> without grace: the handlers are canceled and awaited.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    private async Coroutine<bool> HasEndedAsync(TimeSpan limit)
    {
        if (_served.Count == 0 || limit == TimeSpan.Zero)
        {
            return _served.Count == 0;
        }

        await Asyncio.Wait([Idle()], WaitMode.AllCompleted, limit);
        return _served.Count == 0;
    }

    private async Coroutine IdleAsync()
    {
        while (_served.Count > 0)
        {
            await Asyncio.Shield(Idle());
        }
    }

    private Future Idle() => _idle is { IsDone: false } ? _idle : _idle = _loop.CreateFuture();

    private void CancelHandlers()
    {
        foreach (LoopTask handler in _served.Values.ToArray())
        {
            handler.Cancel("The server stops");
        }
    }

    private void AbortConnections()
    {
        foreach (Connection connection in _served.Keys.ToArray())
        {
            connection.Abort();
        }
    }
}
