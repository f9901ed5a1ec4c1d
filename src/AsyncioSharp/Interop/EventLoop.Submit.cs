namespace AsyncioSharp;

/// <content>Submitting coroutines from other threads.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Runs a coroutine on the loop, from any other thread (asyncio: <c>run_coroutine_threadsafe</c>).
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">Creates the coroutine; called on the loop's thread.</param>
    /// <param name="cancellationToken">Cancels the coroutine's task. If it is canceled before that, the function is not called.</param>
    /// <returns>
    /// A .NET task that completes with the coroutine's outcome. It is canceled if the loop is closed first. Do not block on it on the
    /// loop's thread.
    /// </returns>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
    public Task<T> SubmitThreadSafe<T>(Func<Coroutine<T>> function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var submission = new Submission<T>(this, function, cancellationToken);
        if (!TryHandOut(submission))
        {
            ThrowClosed();
        }

        ExecutorWork.Current?.BeginSubmission(this);
        EnqueueFromAnywhere(submission);
        return submission.Outcome;
    }

    /// <summary>
    /// Runs a coroutine without a result on the loop. See <see cref="SubmitThreadSafe{T}(Func{Coroutine{T}}, CancellationToken)"/>.
    /// </summary>
    /// <param name="function">Creates the coroutine; called on the loop's thread.</param>
    /// <param name="cancellationToken">Cancels the coroutine's task.</param>
    /// <returns>A .NET task that completes with the coroutine's outcome.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
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
}
