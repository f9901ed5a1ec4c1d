using System.ComponentModel;

namespace AsyncioSharp;

/// <content>Time.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Suspends the current task for at least <paramref name="delay"/>; 0 or less lets everything that is ready run once
    /// (asyncio: <c>sleep</c>). <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>: until the task is canceled.
    /// </summary>
    /// <param name="delay">How long, on the loop's clock. Sleepers with equal deadlines resume in creation order.</param>
    /// <returns>A cold coroutine: the time counts from the await.</returns>
    public static Coroutine Sleep(TimeSpan delay) =>
        new(LoopTime.IsOver(delay) ? YieldFrame.Instance : SleepFrame<VoidResult>.Rent(delay, default));

    /// <summary>Suspends the current task. See <see cref="Sleep(TimeSpan)"/>.</summary>
    /// <param name="seconds">How long, in seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN.</exception>
    public static Coroutine Sleep(double seconds) => Sleep(LoopTime.FromSeconds(seconds));

    /// <summary>Suspends the current task and returns a value. See <see cref="Sleep(TimeSpan)"/>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="delay">How long.</param>
    /// <param name="result">The value.</param>
    public static Coroutine<T> Sleep<T>(TimeSpan delay, T result) => new(SleepFrame<T>.Rent(delay, result));

    /// <summary>Suspends the current task and returns a value. See <see cref="Sleep(TimeSpan)"/>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="seconds">How long, in seconds.</param>
    /// <param name="result">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN.</exception>
    public static Coroutine<T> Sleep<T>(double seconds, T result) => Sleep(LoopTime.FromSeconds(seconds), result);

    /// <summary>Lets everything that is ready run once: <c>Sleep(0)</c> without a coroutine.</summary>
    /// <exception cref="InvalidOperationException">On await: no loop is running on this thread.</exception>
    public static YieldAwaitable Yield() => default;

    /// <summary>Not with a token: a sleep ends when its task is canceled.</summary>
    /// <param name="seconds">How long, in seconds.</param>
    /// <param name="cancellationToken">The token.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete(
        "A sleep ends when its task is canceled: write Asyncio.Sleep(seconds). To end it by this token, write Task.Delay(time, token).", error: true)]
    public static Coroutine Sleep(double seconds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Not with a token: a sleep ends when its task is canceled.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">The token.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete(
        "A sleep ends when its task is canceled: write Asyncio.Sleep(delay). To end it by this token, write Task.Delay(delay, token).", error: true)]
    public static Coroutine Sleep(TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();
}
