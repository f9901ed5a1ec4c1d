using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>A call with a timeout. An untyped async lambda becomes a coroutine.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Calls a function with a token and awaits its work in the current task, with a timeout. When the timeout elapses, the token is
    /// canceled and the work is awaited to its end: <c>WaitFor(token => http.GetAsync(url, token), 1.0)</c>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">Called at the await, with the current task's token. Work that ignores the token delays the timeout.</param>
    /// <param name="timeout">The timeout, measured from the await; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    /// <exception cref="TimeoutException">The timeout elapsed.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled, and with it the work.</exception>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> WaitFor<T>(Func<CancellationToken, Coroutine<T>> function, TimeLimit timeout) =>
        WaitForCall(function, WithToken<T>, timeout);

    /// <summary>
    /// Calls a function with a token and awaits its work, with a timeout. See
    /// <see cref="WaitFor{T}(Func{CancellationToken, Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine WaitFor(Func<CancellationToken, Coroutine> function, TimeLimit timeout) =>
        WaitForCall(function, WithToken<VoidResult>, timeout).WithoutResult();

    /// <summary>
    /// Calls a function with a token and awaits its work, with a timeout. See
    /// <see cref="WaitFor{T}(Func{CancellationToken, Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> WaitFor<T>(Func<CancellationToken, Task<T>> function, TimeLimit timeout) =>
        WaitForCall(function, WithToken<T>, timeout);

    /// <summary>
    /// Calls a function with a token and awaits its work, with a timeout. See
    /// <see cref="WaitFor{T}(Func{CancellationToken, Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(Func<CancellationToken, Task> function, TimeLimit timeout) =>
        WaitForCall(function, WithToken<VoidResult>, timeout).WithoutResult();

    /// <summary>
    /// Calls a function with a token and awaits its work, with a timeout. See
    /// <see cref="WaitFor{T}(Func{CancellationToken, Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> WaitFor<T>(Func<CancellationToken, ValueTask<T>> function, TimeLimit timeout) =>
        WaitForCall(function, WithToken<T>, timeout);

    /// <summary>
    /// Calls a function with a token and awaits its work, with a timeout. See
    /// <see cref="WaitFor{T}(Func{CancellationToken, Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(Func<CancellationToken, ValueTask> function, TimeLimit timeout) =>
        WaitForCall(function, WithToken<VoidResult>, timeout).WithoutResult();

    /// <summary>
    /// Calls a function at the await and awaits its coroutine, with a timeout. See
    /// <see cref="WaitFor{T}(Func{CancellationToken, Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> WaitFor<T>(Func<Coroutine<T>> function, TimeLimit timeout) =>
        WaitForCall(function, FunctionCall.Call<T>, timeout);

    /// <summary>
    /// Calls a function at the await and awaits its coroutine, with a timeout. See
    /// <see cref="WaitFor{T}(Func{CancellationToken, Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine WaitFor(Func<Coroutine> function, TimeLimit timeout) =>
        WaitForCall(function, FunctionCall.Call<VoidResult>, timeout).WithoutResult();

    /// <summary>
    /// Calls a function at the await and awaits its task, with a timeout. See <see cref="WaitFor{T}(Task{T}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> WaitFor<T>(Func<Task<T>> function, TimeLimit timeout) =>
        WaitForCall(function, static f => TransparentCoroutines.Await(((Func<Task<T>>)f)()), timeout);

    /// <summary>
    /// Calls a function at the await and awaits its task, with a timeout. See <see cref="WaitFor{T}(Task{T}, TimeLimit)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(Func<Task> function, TimeLimit timeout) =>
        WaitForCall(function, static f => FunctionCall.Typed(TransparentCoroutines.Await(((Func<Task>)f)())), timeout).WithoutResult();

    /// <summary>
    /// Calls a function at the await and awaits its value task, with a timeout. See <see cref="WaitFor{T}(Task{T}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> WaitFor<T>(Func<ValueTask<T>> function, TimeLimit timeout) =>
        WaitForCall(function, static f => TransparentCoroutines.Await(((Func<ValueTask<T>>)f)().AsTask()), timeout);

    /// <summary>
    /// Calls a function at the await and awaits its value task, with a timeout. See <see cref="WaitFor{T}(Task{T}, TimeLimit)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="timeout">The timeout; null for none; with 0 or less the function is never called.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine WaitFor(Func<ValueTask> function, TimeLimit timeout) =>
        WaitForCall(function, CallValueTask, timeout).WithoutResult();

    private static Coroutine<T> WaitForCall<T>(Delegate function, Func<Delegate, Coroutine<T>> call, TimeLimit timeout) =>
        WaitFor(CallFrame<T>.Of(function, call), function, timeout);

    private static Coroutine<VoidResult> CallValueTask(Delegate function) =>
        FunctionCall.Typed(TransparentCoroutines.Await(((Func<ValueTask>)function)().AsTask()));

    private static Coroutine<T> WithToken<T>(Delegate function) => FunctionCall.Call<CancellationToken, T>(function, CurrentToken);
}
