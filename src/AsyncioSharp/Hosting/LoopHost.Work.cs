using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Submitting work to the loop, from any thread.</content>
public abstract partial class LoopHost
{
    /// <summary>Runs a coroutine as a task of the loop.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">Creates the coroutine; called on the loop, in the caller's execution context.</param>
    /// <param name="cancellationToken">Cancels the coroutine's task.</param>
    /// <returns>
    /// A .NET task that completes with the coroutine's outcome. It is canceled if the token or the shutdown of the loop cancels the
    /// coroutine. Do not block on it on a thread that the host needs for its turns.
    /// </returns>
    /// <exception cref="InvalidOperationException">The host is stopping or stopped.</exception>
    public Task<T> RunAsync<T>(Func<Coroutine<T>> function, CancellationToken cancellationToken = default)
    {
        ThrowIfStopping();
        return Loop.SubmitThreadSafe(function, cancellationToken);
    }

    /// <summary>Runs a coroutine without a result. See <see cref="RunAsync{T}(Func{Coroutine{T}}, CancellationToken)"/>.</summary>
    /// <param name="function">Creates the coroutine; called on the loop, in the caller's execution context.</param>
    /// <param name="cancellationToken">Cancels the coroutine's task.</param>
    /// <returns>A .NET task that completes with the coroutine's outcome.</returns>
    /// <exception cref="InvalidOperationException">The host is stopping or stopped.</exception>
    public Task RunAsync(Func<Coroutine> function, CancellationToken cancellationToken = default)
    {
        ThrowIfStopping();
        return Loop.SubmitThreadSafe(function, cancellationToken);
    }

    /// <summary>
    /// Runs a plain async method in a task of the loop. See <see cref="RunAsync{T}(Func{Coroutine{T}}, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The method; called on the loop, in the caller's execution context.</param>
    /// <param name="cancellationToken">Cancels the method's task.</param>
    /// <returns>A .NET task that completes with the outcome of the method's task.</returns>
    /// <exception cref="InvalidOperationException">The host is stopping or stopped.</exception>
    [OverloadResolutionPriority(-1)]
    public Task<T> RunAsync<T>(Func<Task<T>> function, CancellationToken cancellationToken = default)
    {
        ThrowIfStopping();
        return Loop.SubmitThreadSafe(function, cancellationToken);
    }

    /// <summary>Runs a plain async method without a result. See <see cref="RunAsync{T}(Func{Task{T}}, CancellationToken)"/>.</summary>
    /// <param name="function">The method; called on the loop, in the caller's execution context.</param>
    /// <param name="cancellationToken">Cancels the method's task.</param>
    /// <returns>A .NET task that completes with the outcome of the method's task.</returns>
    /// <exception cref="InvalidOperationException">The host is stopping or stopped.</exception>
    [OverloadResolutionPriority(-1)]
    public Task RunAsync(Func<Task> function, CancellationToken cancellationToken = default)
    {
        ThrowIfStopping();
        return Loop.SubmitThreadSafe(function, cancellationToken);
    }

    /// <summary>
    /// Runs a callback on the loop. Its exceptions go to <see cref="EventLoop.ExceptionHandler"/>. Calls from one thread keep their order.
    /// </summary>
    /// <param name="callback">The callback.</param>
    /// <exception cref="InvalidOperationException">The host is stopping or stopped.</exception>
    public void Post(Action callback)
    {
        ThrowIfStopping();
        Loop.CallSoonThreadSafe(callback);
    }

    private void ThrowIfStopping()
    {
        if (IsStopping)
        {
            throw new InvalidOperationException($"The loop host '{Name}' is stopping or stopped, and accepts no new work.");
        }
    }
}
