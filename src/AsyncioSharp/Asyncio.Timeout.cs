namespace AsyncioSharp;

/// <content>Timeouts.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a body in the current task and cancels it when the time is over (asyncio: <c>timeout</c>). The body sees
    /// <see cref="LoopCanceledException"/>, the caller <see cref="TimeoutException"/>.
    /// </summary>
    /// <param name="delay">The limit, counted from the await; null for none; 0 or less cancels at the first suspension.</param>
    /// <param name="body">The body. Its scope shows and moves the deadline.</param>
    /// <exception cref="TimeoutException">The time was over and the body let itself be cancelled.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled from outside, even if the time was over too (S120).</exception>
    /// <exception cref="InvalidOperationException">Awaited outside of a task.</exception>
    public static Coroutine Timeout(TimeSpan? delay, Func<TimeoutScope, Coroutine> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RunTimeout(delay, isDelay: true, body);
    }

    /// <summary>Runs a body with a limit in seconds. See <see cref="Timeout(TimeSpan?, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="seconds">The limit in seconds.</param>
    /// <param name="body">The body.</param>
    public static Coroutine Timeout(double seconds, Func<TimeoutScope, Coroutine> body) => Timeout(LoopTime.FromSeconds(seconds), body);

    /// <summary>Runs a body with a result. See <see cref="Timeout(TimeSpan?, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="delay">The limit; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> Timeout<T>(TimeSpan? delay, Func<TimeoutScope, Coroutine<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RunTimeout(delay, isDelay: true, body);
    }

    /// <summary>Runs a body with a result and a limit in seconds. See <see cref="Timeout(TimeSpan?, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="seconds">The limit in seconds.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> Timeout<T>(double seconds, Func<TimeoutScope, Coroutine<T>> body) => Timeout(LoopTime.FromSeconds(seconds), body);

    /// <summary>Runs a body until a time on the loop's clock. See <see cref="Timeout(TimeSpan?, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <param name="when">The deadline, compared with <see cref="EventLoop.Time"/>; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine TimeoutAt(TimeSpan? when, Func<TimeoutScope, Coroutine> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RunTimeout(when, isDelay: false, body);
    }

    /// <summary>Runs a body with a result until a time on the loop's clock. See <see cref="Timeout(TimeSpan?, Func{TimeoutScope, Coroutine})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="when">The deadline; null for none.</param>
    /// <param name="body">The body.</param>
    public static Coroutine<T> TimeoutAt<T>(TimeSpan? when, Func<TimeoutScope, Coroutine<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RunTimeout(when, isDelay: false, body);
    }

    // Filters, not handlers: what is not a timeout passes untouched.
    private static async Coroutine RunTimeout(TimeSpan? time, bool isDelay, Func<TimeoutScope, Coroutine> body)
    {
        var scope = TimeoutScope.Enter(time, isDelay);
        try
        {
            await body(scope);
        }
        catch (Exception e) when (scope.Exit(e))
        {
            throw new TimeoutException("The time limit was exceeded.", e);
        }

        scope.Exit(null);
    }

    private static async Coroutine<T> RunTimeout<T>(TimeSpan? time, bool isDelay, Func<TimeoutScope, Coroutine<T>> body)
    {
        var scope = TimeoutScope.Enter(time, isDelay);
        T result;
        try
        {
            result = await body(scope);
        }
        catch (Exception e) when (scope.Exit(e))
        {
            throw new TimeoutException("The time limit was exceeded.", e);
        }

        scope.Exit(null);
        return result;
    }
}
