namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>The kind of blocking of a member in the table; each kind has its own rule.</summary>
internal enum BlockingKind
{
    /// <summary>It has an async counterpart.</summary>
    Counterpart,

    /// <summary>The same, if a method with its name and <c>Async</c> can be awaited in its place; otherwise it does not block.</summary>
    AnyCounterpart,

    /// <summary>Like <see cref="Counterpart"/>, for the overloads that take a stream: the others work in memory.</summary>
    StreamCounterpart,

    /// <summary>A query operator that executes the query; its counterpart comes with the query provider.</summary>
    QueryCounterpart,

    /// <summary>Waits for another thread.</summary>
    Wait,

    /// <summary>Waits, and binds the result to the thread that waited, so that it cannot move to another thread.</summary>
    ThreadBoundWait,

    /// <summary>Blocks and has no counterpart.</summary>
    Call,

    /// <summary>The same, for the overloads that take a stream.</summary>
    StreamCall,

    /// <summary>The same, for the overloads that take a file name or an address.</summary>
    AddressCall,

    /// <summary>A sequence that waits for each of its items.</summary>
    ItemWait,

    /// <summary>The same for an async sequence, which can be awaited instead.</summary>
    ItemsCounterpart,

    /// <summary>A sequence that reads the file system directory for its items.</summary>
    FileItems,

    /// <summary>Reads or changes the file system directory; usually fast, so it is reported only on request.</summary>
    FileCall,

    /// <summary>Listed by a user, or marked with an attribute.</summary>
    Listed,
}
