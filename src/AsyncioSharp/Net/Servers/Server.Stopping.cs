namespace AsyncioSharp;

/// <content>Stopping a server.</content>
public sealed partial class Server
{
    private Future? _idle;
    private bool _servesForever;

    /// <summary>
    /// Waits until the server is stopped (asyncio: <c>serve_forever</c>). If the task is canceled, the server stops accepting and the
    /// cancellation propagates; the handlers run until the server is disposed.
    /// </summary>
    /// <returns>A coroutine that completes when the server is stopped.</returns>
    /// <exception cref="InvalidOperationException">The server is closed, or another coroutine is already in this call.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled.</exception>
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

    /// <summary>Stops accepting; open connections continue (asyncio: <c>close()</c>). Idempotent.</summary>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
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
    /// Stops the server in stages: stops accepting, lets the handlers run for the grace period, then cancels the remaining handlers.
    /// Connections whose handlers have not completed after a second grace period are aborted. Completes when all handlers have completed.
    /// </summary>
    /// <param name="grace">The grace period. Zero cancels the handlers immediately and gives them one second to complete.</param>
    /// <returns>A coroutine that completes when all handlers have completed.</returns>
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

    /// <summary>Stops the server like <see cref="StopAsync"/> without a grace period: the handlers are canceled and awaited.</summary>
    /// <returns>A task that completes when all handlers have completed.</returns>
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
