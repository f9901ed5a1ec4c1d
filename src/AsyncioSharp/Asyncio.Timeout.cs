using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Timeouts.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a body in the current task and cancels it when the time is over (asyncio: <c>timeout</c>). The body sees
    /// <see cref="LoopCanceledException"/>, the caller <see cref="TimeoutException"/>.
    /// </summary>
    /// <param name="limit">
    /// The limit in seconds or as a time span, counted from the await; null for none; 0 or less cancels at the first suspension.
    /// </param>
    /// <param name="body">The body. Its scope shows and moves the deadline; a body that does not need it may leave it out.</param>
    /// <returns>A cold coroutine.</returns>
    /// <exception cref="TimeoutException">The time was over and the body let itself be canceled.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled from outside, even if the time was over too (S120).</exception>
    /// <exception cref="InvalidOperationException">Awaited outside of a task.</exception>
    [OverloadResolutionPriority(1)]
    public static Coroutine Timeout(TimeLimit limit, Func<TimeoutScope, Coroutine> body) =>
        RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>Runs a body with a result. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<TimeoutScope, Coroutine<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>Runs a body that is a plain async method. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine Timeout(TimeLimit limit, Func<TimeoutScope, Task> body) =>
        RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that is a plain async method, with a result. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<TimeoutScope, Task<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>Runs a body that returns a value task. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine Timeout(TimeLimit limit, Func<TimeoutScope, ValueTask> body) =>
        RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that returns a value task, with a result. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<TimeoutScope, ValueTask<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>Runs a body that does not need its scope. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    [OverloadResolutionPriority(1)]
    public static Coroutine Timeout(TimeLimit limit, Func<Coroutine> body) => RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that does not need its scope with a result. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<Coroutine<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>
    /// Runs a body that does not need its scope that is a plain async method. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine Timeout(TimeLimit limit, Func<Task> body) => RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that does not need its scope that is a plain async method, with a result. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<Task<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>
    /// Runs a body that does not need its scope that returns a value task. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine Timeout(TimeLimit limit, Func<ValueTask> body) => RunWithLimit<VoidResult>(limit, body).WithoutResult();

    /// <summary>
    /// Runs a body that does not need its scope that returns a value task, with a result. See
    /// <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> Timeout<T>(TimeLimit limit, Func<ValueTask<T>> body) => RunWithLimit<T>(limit, body);

    /// <summary>
    /// Runs a body until a time on the loop's clock. See <see cref="Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <param name="when">The deadline, compared with <see cref="EventLoop.Time"/>; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine TimeoutAt(TimeSpan? when, Func<TimeoutScope, Coroutine> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout<VoidResult>(when, isDelay: false, TimeLimit.None, body).WithoutResult();
    }

    /// <summary>
    /// Runs a body with a result until a time on the loop's clock. See <see cref="TimeoutAt(TimeSpan?, Func{TimeoutScope, Coroutine})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="when">The deadline; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> TimeoutAt<T>(TimeSpan? when, Func<TimeoutScope, Coroutine<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout<T>(when, isDelay: false, TimeLimit.None, body);
    }

    /// <summary>Not without a body: it has to see what the body throws.</summary>
    /// <param name="limit">The limit.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A timeout needs its body: write await Asyncio.Timeout(limit, async () => { ... }).", error: true)]
    public static void Timeout(TimeLimit limit) => throw new NotSupportedException();

    /// <summary>Not for a coroutine: that is what WaitFor is for.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="awaitable">What to await.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("One await with a limit is Asyncio.WaitFor: write await Asyncio.WaitFor(awaitable, limit).", error: true)]
    public static void Timeout(TimeLimit limit, Awaitable awaitable) => throw new NotSupportedException();

    private static Coroutine<T> RunWithLimit<T>(TimeLimit limit, Delegate body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Timeout<T>(limit.Time, isDelay: true, limit, body);
    }

    // A filter, not a handler: what is not a timeout passes untouched.
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
