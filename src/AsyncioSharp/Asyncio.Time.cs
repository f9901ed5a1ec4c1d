using System.ComponentModel;

namespace AsyncioSharp;

/// <content>Sleeping and yielding.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Suspends the current task for at least <paramref name="delay"/> (asyncio: <c>sleep</c>). 0 or less lets all ready work run once.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> suspends until the task is canceled.
    /// </summary>
    /// <param name="delay">The delay on the loop's clock. Sleeps with equal deadlines complete in creation order.</param>
    /// <returns>A cold coroutine; the delay is measured from the await.</returns>
    public static Coroutine Sleep(TimeSpan delay) =>
        new(LoopTime.IsOver(delay) ? YieldFrame.Instance : SleepFrame<VoidResult>.Rent(delay, default));

    /// <summary>Suspends the current task. See <see cref="Sleep(TimeSpan)"/>.</summary>
    /// <param name="seconds">The delay in seconds.</param>
    /// <returns>A cold coroutine.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN.</exception>
    public static Coroutine Sleep(double seconds) => Sleep(LoopTime.FromSeconds(seconds));

    /// <summary>Suspends the current task and returns a value. See <see cref="Sleep(TimeSpan)"/>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="delay">The delay.</param>
    /// <param name="result">The value.</param>
    /// <returns>A cold coroutine.</returns>
    public static Coroutine<T> Sleep<T>(TimeSpan delay, T result) => new(SleepFrame<T>.Rent(delay, result));

    /// <summary>Suspends the current task and returns a value. See <see cref="Sleep(TimeSpan)"/>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="seconds">The delay in seconds.</param>
    /// <param name="result">The value.</param>
    /// <returns>A cold coroutine.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN.</exception>
    public static Coroutine<T> Sleep<T>(double seconds, T result) => Sleep(LoopTime.FromSeconds(seconds), result);

    /// <summary>Lets all ready work run once: <c>Sleep(0)</c> without a coroutine.</summary>
    /// <returns>An awaitable that suspends the current task for one iteration.</returns>
    /// <exception cref="InvalidOperationException">On await: no loop is running on this thread.</exception>
    public static YieldAwaitable Yield() => default;

    /// <summary>Not supported: a sleep ends when its task is canceled.</summary>
    /// <param name="seconds">The delay in seconds.</param>
    /// <param name="cancellationToken">The token.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete(
        "A sleep ends when its task is canceled: write Asyncio.Sleep(seconds). To end it by this token, write Task.Delay(time, token).",
        error: true)]
    public static Coroutine Sleep(double seconds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Not supported: a sleep ends when its task is canceled.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="cancellationToken">The token.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete(
        "A sleep ends when its task is canceled: write Asyncio.Sleep(delay). To end it by this token, write Task.Delay(delay, token).",
        error: true)]
    public static Coroutine Sleep(TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();
}
