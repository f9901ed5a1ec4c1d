namespace AsyncioSharp.Analyzers.Functions;

/// <summary>What is known about the thread that executes a function; the order is that of certainty about the loop.</summary>
internal enum ThreadKind
{
    /// <summary>Handed to a thread or to the pool.</summary>
    OffLoop,

    /// <summary>Synchronous code, or a delegate that somebody else calls somewhere.</summary>
    Unknown,

    /// <summary>An async function, which the loop may well run.</summary>
    Async,

    /// <summary>Surely the loop.</summary>
    Loop,
}
