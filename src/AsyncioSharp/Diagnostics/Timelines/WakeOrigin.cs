namespace AsyncioSharp;

/// <summary>
/// What makes work ready when no step does. Steps and waits have the number of their event instead, which is not negative.
/// </summary>
internal static class WakeOrigin
{
    /// <summary>It was ready when the recording began.</summary>
    internal const long Unknown = -1;

    internal const long Timer = -2;

    internal const long OtherThread = -3;

    /// <summary>It was queued while the loop did not run.</summary>
    internal const long BetweenRuns = -4;
}
