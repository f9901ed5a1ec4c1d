namespace AsyncioSharp;

/// <summary>What an entry of a timeline is.</summary>
internal enum TimelineEventKind : byte
{
    /// <summary>Reserved, and not written: the recording ended before it did.</summary>
    None,

    /// <summary>A step of a task, or a callback.</summary>
    Step,

    /// <summary>Nothing was ready: the loop waited for a timer, for a socket or for another thread.</summary>
    Idle,

    /// <summary>The loop looked at its sockets without waiting.</summary>
    Poll,

    /// <summary>The garbage collector stopped the thread.</summary>
    Pause,
}
