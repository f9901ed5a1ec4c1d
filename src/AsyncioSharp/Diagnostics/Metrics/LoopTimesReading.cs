namespace AsyncioSharp;

/// <summary>A snapshot of <see cref="LoopTimes"/>.</summary>
internal readonly record struct LoopTimesReading
{
    /// <summary>How long the loop has run, excluding idle waits, in all runs so far.</summary>
    internal required TimeSpan Active { get; init; }

    /// <summary>How long the loop has waited because nothing was ready.</summary>
    internal required TimeSpan Idle { get; init; }

    /// <summary>Whether the loop is in a run.</summary>
    internal required bool IsRunning { get; init; }

    /// <summary>Whether the loop is waiting.</summary>
    internal required bool IsWaiting { get; init; }

    /// <summary>How long the loop has been waiting, or working without a wait.</summary>
    internal required TimeSpan StateSince { get; init; }

    /// <summary>The iteration in which the last wait ended; 0 if none has ended in this run.</summary>
    internal required long ActiveFromIteration { get; init; }
}
