namespace AsyncioSharp;

/// <summary>What <see cref="LoopTimes"/> says at one moment.</summary>
internal readonly record struct LoopTimesReading
{
    /// <summary>How long the loop has run, without its idle waits, in all runs so far.</summary>
    internal required TimeSpan Active { get; init; }

    /// <summary>How long it has waited because nothing was ready.</summary>
    internal required TimeSpan Idle { get; init; }

    /// <summary>Whether a run is going on.</summary>
    internal required bool IsRunning { get; init; }

    /// <summary>Whether it waits now.</summary>
    internal required bool IsWaiting { get; init; }

    /// <summary>How long it has been waiting, or working without a wait.</summary>
    internal required TimeSpan StateSince { get; init; }

    /// <summary>The iteration in which its last wait ended; 0: none has ended in this run.</summary>
    internal required long ActiveFromIteration { get; init; }
}
