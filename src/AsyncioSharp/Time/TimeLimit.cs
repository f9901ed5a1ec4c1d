using System.Globalization;

namespace AsyncioSharp;

/// <summary>
/// How long a wait may take: seconds, a <see cref="TimeSpan"/>, or no limit. Nobody writes its name; a number of seconds, a
/// <see cref="TimeSpan"/> or <c>null</c> becomes one.
/// </summary>
/// <remarks>
/// No limit is <c>default</c>, <c>null</c>, and <see cref="Timeout.InfiniteTimeSpan"/>, as everywhere in .NET. Every other value of 0 or less
/// is a time that is over already. Thread affinity: none.
/// </remarks>
/// <example>
/// <code>
/// await Asyncio.WaitFor(Fetch(), 1.5);
/// await Asyncio.WaitFor(Fetch(), TimeSpan.FromMinutes(1));
/// await Asyncio.WaitFor(Fetch(), options.Limit);   // a TimeSpan?
/// </code>
/// </example>
public readonly struct TimeLimit : IEquatable<TimeLimit>
{
    private readonly long _ticks;
    private readonly bool _isLimited;

    private TimeLimit(TimeSpan time)
    {
        _ticks = time.Ticks;
        _isLimited = true;
    }

    /// <summary>A wait without an end.</summary>
    public static TimeLimit None => default;

    /// <summary>The limit as a time span; null when there is none.</summary>
    public TimeSpan? Time => _isLimited ? new TimeSpan(_ticks) : null;

    /// <summary>Whether the time is over before the wait begins.</summary>
    internal bool IsOver => _isLimited && _ticks <= 0;

    /// <summary>A limit in seconds.</summary>
    /// <param name="seconds">The seconds; more than a <see cref="TimeSpan"/> holds is its largest value.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN.</exception>
    public static implicit operator TimeLimit(double seconds) => FromSeconds(seconds);

    /// <summary>A limit as a time span.</summary>
    /// <param name="time">The limit; null or <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    public static implicit operator TimeLimit(TimeSpan? time) => FromTimeSpan(time);

    /// <summary>Whether both are the same limit.</summary>
    public static bool operator ==(TimeLimit left, TimeLimit right) => left.Equals(right);

    /// <summary>Whether they are different limits.</summary>
    public static bool operator !=(TimeLimit left, TimeLimit right) => !left.Equals(right);

    /// <summary>A limit in seconds: what the conversion from a number does.</summary>
    /// <param name="seconds">The seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN.</exception>
    public static TimeLimit FromSeconds(double seconds) => new(LoopTime.FromSeconds(seconds));

    /// <summary>A limit as a time span: what the conversion from a <see cref="TimeSpan"/> does.</summary>
    /// <param name="time">The limit; null or <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    public static TimeLimit FromTimeSpan(TimeSpan? time) =>
        time is { } limit && limit != Timeout.InfiniteTimeSpan ? new TimeLimit(limit) : default;

    /// <inheritdoc/>
    public bool Equals(TimeLimit other) => _ticks == other._ticks && _isLimited == other._isLimited;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimeLimit other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_ticks, _isLimited);

    /// <summary>The limit in seconds, for messages.</summary>
    public override string ToString() => Time is { } time ? Text(time) : "none";

    /// <summary>The exception of every limit: it says how long the limit was, and what did not end within it.</summary>
    /// <param name="subject">A frame, a function, a future or a task.</param>
    /// <param name="cause">The cancellation that ended it; null when there was none.</param>
    internal TimeoutException Exceeded(object? subject, Exception? cause) =>
        new($"{CoroutineName.OfSubject(subject)} did not end within {this}.", cause);

    private static string Text(TimeSpan time)
    {
        string seconds = Math.Max(0, time.TotalSeconds).ToString("0.#######", CultureInfo.InvariantCulture);
        return seconds == "1" ? "1 second" : seconds + " seconds";
    }
}
