namespace AsyncioSharp;

/// <summary>What a report is about. The metric <c>asyncio.report.count</c> counts by it.</summary>
public enum LoopErrorKind
{
    /// <summary>Anything else; what programs report themselves.</summary>
    Other,

    /// <summary>A callback threw.</summary>
    CallbackFailed,

    /// <summary>A task or future failed, and its exception was never looked at.</summary>
    NeverRetrieved,

    /// <summary>A coroutine was called and never awaited, so it never ran.</summary>
    NeverAwaited,

    /// <summary>Debug mode: a step or callback held the event loop for too long.</summary>
    SlowStep,

    /// <summary>Debug mode: a blocking wait on the loop's thread.</summary>
    BlockingWait,

    /// <summary>Something that should have ended is left: a task, a socket, a process, a shutdown that does not end.</summary>
    LeftOpen,
}
