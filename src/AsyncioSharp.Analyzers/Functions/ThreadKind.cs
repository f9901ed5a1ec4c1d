namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The known facts about the thread that executes a function, ordered by certainty that it is the loop's.</summary>
internal enum ThreadKind
{
    /// <summary>Passed to a thread or to the pool.</summary>
    OffLoop,

    /// <summary>Synchronous code, or a delegate called at an unknown place.</summary>
    Unknown,

    /// <summary>An async function, which the loop may run.</summary>
    Async,

    /// <summary>Certainly the loop.</summary>
    Loop,
}
