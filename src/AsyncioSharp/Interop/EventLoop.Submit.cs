namespace AsyncioSharp;

/// <content>Coroutines from other threads.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Runs a coroutine in the loop from any other thread (asyncio: <c>run_coroutine_threadsafe</c>).
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">Makes the coroutine; called on the loop's thread.</param>
    /// <param name="cancellationToken">Cancels the coroutine's task.</param>
    /// <returns>A task of the thread pool's world that ends as the coroutine does. Do not block on it on the loop's thread.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
    public Task<T> SubmitThreadSafe<T>(Func<Coroutine<T>> function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        CallSoonThreadSafe(() =>
        {
            try
            {
                LoopTask<T> task = CreateTask(function());
                CancelWith(task, cancellationToken);
                task.AddCallback(new OutcomeWorkItem(_ => FutureToTaskAdapter.Copy(task, outcome, static done => CombinatorInputs.Result<T>(done))));
            }
            catch (Exception e)
            {
                outcome.TrySetException(e);
            }
        });
        return outcome.Task;
    }

    /// <summary>Runs a coroutine without a result in the loop. See <see cref="SubmitThreadSafe{T}(Func{Coroutine{T}}, CancellationToken)"/>.</summary>
    /// <param name="function">Makes the coroutine; called on the loop's thread.</param>
    /// <param name="cancellationToken">Cancels the coroutine's task.</param>
    public Task SubmitThreadSafe(Func<Coroutine> function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return SubmitThreadSafe<VoidResult>(
            async () =>
            {
                await function();
                return default;
            },
            cancellationToken);
    }

    private void CancelWith(LoopTask task, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static state => ((LoopTask)state!).Loop.TryEnqueueFromAnywhere(new OutcomeWorkItem(_ => ((LoopTask)state!).Cancel()), null), task);
            task.AddCallback(new OutcomeWorkItem(_ => registration.Unregister()));
        }
    }

    private sealed class OutcomeWorkItem(Action<Future?> action) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            action((Future?)state);
        }
    }
}
