using System.Diagnostics;
using System.Globalization;

namespace AsyncioSharp;

/// <summary>
/// The timeout of a wait: seconds, a <see cref="TimeSpan"/>, or none. It is rarely written out: a number of seconds, a
/// <see cref="TimeSpan"/> or <c>null</c> converts to it implicitly.
/// </summary>
/// <remarks>
/// <c>default</c>, <c>null</c> and <see cref="Timeout.InfiniteTimeSpan"/> mean no timeout, as everywhere in .NET. Any other value of 0 or
/// less is a timeout that has already elapsed. Thread affinity: none.
/// </remarks>
/// <example>
/// <code>
/// await Asyncio.WaitFor(Asyncio.Sleep(1), 1.5);
/// await Asyncio.WaitFor(Asyncio.Sleep(1), TimeSpan.FromMinutes(1));
/// TimeSpan? configured = null;
/// await Asyncio.WaitFor(Asyncio.Sleep(1), configured);   // no timeout
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct TimeLimit : IEquatable<TimeLimit>
{
    private readonly long _ticks;
    private readonly bool _isLimited;

    private TimeLimit(TimeSpan time)
    {
        _ticks = time.Ticks;
        _isLimited = true;
    }

    /// <summary>No timeout.</summary>
    public static TimeLimit None => default;

    /// <summary>The timeout as a time span; null if there is none.</summary>
    public TimeSpan? Time => _isLimited ? new TimeSpan(_ticks) : null;

    /// <summary>True if the timeout elapses before the wait begins.</summary>
    internal bool IsOver => _isLimited && _ticks <= 0;

    /// <summary>Converts seconds to a timeout.</summary>
    /// <param name="seconds">The seconds; a value beyond the range of <see cref="TimeSpan"/> becomes its largest value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN.</exception>
    public static implicit operator TimeLimit(double seconds) => FromSeconds(seconds);

    /// <summary>Converts a time span to a timeout.</summary>
    /// <param name="time">The timeout; null or <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    public static implicit operator TimeLimit(TimeSpan? time) => FromTimeSpan(time);

    /// <summary>Returns true if both timeouts are equal.</summary>
    public static bool operator ==(TimeLimit left, TimeLimit right) => left.Equals(right);

    /// <summary>Returns true if the timeouts differ.</summary>
    public static bool operator !=(TimeLimit left, TimeLimit right) => !left.Equals(right);

    /// <summary>Creates a timeout in seconds, as the conversion from a number does.</summary>
    /// <param name="seconds">The seconds.</param>
    /// <returns>The timeout.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is NaN.</exception>
    public static TimeLimit FromSeconds(double seconds) => new(LoopTime.FromSeconds(seconds));

    /// <summary>Creates a timeout from a time span, as the conversion from a <see cref="TimeSpan"/> does.</summary>
    /// <param name="time">The timeout; null or <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <returns>The timeout.</returns>
    public static TimeLimit FromTimeSpan(TimeSpan? time) =>
        time is { } limit && limit != Timeout.InfiniteTimeSpan ? new TimeLimit(limit) : default;

    /// <inheritdoc/>
    public bool Equals(TimeLimit other) => _ticks == other._ticks && _isLimited == other._isLimited;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimeLimit other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_ticks, _isLimited);

    /// <summary>The timeout in seconds, for messages.</summary>
    public override string ToString() => Time is { } time ? Text(time) : "none";

    /// <summary>
    /// Creates the exception for an exceeded timeout. It names the timeout and the operation that did not complete within it.
    /// </summary>
    /// <param name="subject">A frame, a function, a future or a task.</param>
    /// <param name="cause">The cancellation that ended the operation; null if there was none.</param>
    internal TimeoutException Exceeded(object? subject, Exception? cause) =>
        new($"{CoroutineName.OfSubject(subject)} did not end within {this}.", cause);

    private static string Text(TimeSpan time)
    {
        string seconds = Math.Max(0, time.TotalSeconds).ToString("0.#######", CultureInfo.InvariantCulture);
        return seconds == "1" ? "1 second" : seconds + " seconds";
    }
}
