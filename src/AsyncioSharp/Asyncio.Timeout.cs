using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Running a body with a timeout.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a body in the current task and cancels it when the timeout elapses (asyncio: <c>timeout</c>). The body gets a
    /// <see cref="LoopCanceledException"/>, the caller a <see cref="TimeoutException"/>.
    /// </summary>
    /// <param name="limit">
    /// The timeout in seconds or as a time span, measured from the await; null for none; 0 or less cancels at the first suspension.
    /// </param>
    /// <param name="body">The body. Its scope has the deadline and can reschedule it; other overloads take a body without a scope.</param>
    /// <returns>A cold coroutine.</returns>
    /// <exception cref="TimeoutException">The timeout elapsed and the cancellation ended the body.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled from outside, even if the timeout elapsed as well (S120).</exception>
    /// <exception cref="InvalidOperationException">The coroutine was awaited outside a task.</exception>
    [OverloadResolutionPriority(1)]
    public static Coroutine Timeout(TimeLimit limit, Func<TimeoutScope, Coroutine> body) =>
        RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>Runs a body with a result. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<TimeoutScope, Coroutine<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>Runs a body that is a plain async method. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine Timeout(TimeLimit limit, Func<TimeoutScope, Task> body) =>
        RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that is a plain async method, with a result. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<TimeoutScope, Task<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>Runs a body that returns a value task. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine Timeout(TimeLimit limit, Func<TimeoutScope, ValueTask> body) =>
        RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that returns a value task, with a result. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<TimeoutScope, ValueTask<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>Runs a body that does not take a scope. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine Timeout(TimeLimit limit, Func<Coroutine> body) => RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body with a result that does not take a scope. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<Coroutine<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>
    /// Runs a body that is a plain async method and does not take a scope. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine Timeout(TimeLimit limit, Func<Task> body) => RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that is a plain async method with a result and does not take a scope. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<Task<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>
    /// Runs a body that returns a value task and does not take a scope. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine Timeout(TimeLimit limit, Func<ValueTask> body) => RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that returns a value task with a result and does not take a scope. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The timeout; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<ValueTask<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>
    /// Runs a body with a deadline on the loop's clock (asyncio: <c>timeout_at</c>). See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <param name="when">The deadline, compared with <see cref="EventLoop.Time"/>; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine TimeoutAt(TimeSpan? when, Func<TimeoutScope, Coroutine> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout<VoidResult>(when, isDelay: false, TimeLimit.None, body).WithoutResult();
    }

    /// <summary>
    /// Runs a body with a result and a deadline on the loop's clock. See
    /// <see cref="TimeoutAt(TimeSpan?, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="when">The deadline; null for none.</param>
    /// <param name="body">The body.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> TimeoutAt<T>(TimeSpan? when, Func<TimeoutScope, Coroutine<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout<T>(when, isDelay: false, TimeLimit.None, body);
    }

    /// <summary>Not supported: a timeout needs a body, whose exceptions it filters.</summary>
    /// <param name="limit">The timeout.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A timeout needs its body: write await Asyncio.Timeout(limit, async () => { ... }).", error: true)]
    public static void Timeout(TimeLimit limit) => throw new NotSupportedException();

    /// <summary>Not supported: use WaitFor for a single await.</summary>
    /// <param name="limit">The timeout.</param>
    /// <param name="awaitable">The awaitable.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("One await with a limit is Asyncio.WaitFor: write await Asyncio.WaitFor(awaitable, limit).", error: true)]
    public static void Timeout(TimeLimit limit, Awaitable awaitable) => throw new NotSupportedException();

    private static Coroutine<T> RunWithLimit<T>(TimeLimit limit, Delegate body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout<T>(limit.Time, isDelay: true, limit, body);
    }

    // A filter, not a handler: exceptions other than a timeout propagate unchanged.
    private static async Coroutine<T> Timeout<T>(TimeSpan? time, bool isDelay, TimeLimit limit, Delegate body)
    {
        var scope = TimeoutScope.Enter(time, isDelay);
        T result;
        try
        {
            result = await FunctionCall.Call<TimeoutScope, T>(body, scope);
        }
        catch (Exception e) when (scope.Exit(e))
        {
            throw scope.Exceeded(body, limit, e);
        }

        scope.Exit(null);
        return result;
    }
}
