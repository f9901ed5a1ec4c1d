using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Submitting plain async methods from other threads. An untyped async lambda becomes a coroutine.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Calls a plain async method in a task of the loop, from any other thread. See
    /// <see cref="SubmitThreadSafe{T}(Func{Coroutine{T}}, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The method; called on the loop's thread.</param>
    /// <param name="cancellationToken">Cancels the method's task.</param>
    /// <returns>A .NET task that completes with the outcome of the method's task.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
    [OverloadResolutionPriority(-1)]
    public Task<T> SubmitThreadSafe<T>(Func<Task<T>> function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return SubmitThreadSafe(() => CallFrame<T>.Of(function), cancellationToken);
    }

    /// <summary>
    /// Calls a plain async method without a result. See <see cref="SubmitThreadSafe{T}(Func{Task{T}}, CancellationToken)"/>.
    /// </summary>
    /// <param name="function">The method; called on the loop's thread.</param>
    /// <param name="cancellationToken">Cancels the method's task.</param>
    /// <returns>A .NET task that completes with the outcome of the method's task.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed.</exception>
    [OverloadResolutionPriority(-1)]
    public Task SubmitThreadSafe(Func<Task> function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return SubmitThreadSafe(() => CallFrame<VoidResult>.Of(function).WithoutResult(), cancellationToken);
    }
}
