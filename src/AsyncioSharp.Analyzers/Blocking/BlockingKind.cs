namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>What kind of blocking a member of the table does; each kind has its rule.</summary>
internal enum BlockingKind
{
    /// <summary>It has an async counterpart.</summary>
    Counterpart,

    /// <summary>The same where a method with its name and <c>Async</c> can be awaited in its place; else it does not block.</summary>
    AnyCounterpart,

    /// <summary>The same as the first, for the overloads that take a stream: the others work in memory.</summary>
    StreamCounterpart,

    /// <summary>A terminal of a query, whose counterpart comes with the provider of the query.</summary>
    QueryCounterpart,

    /// <summary>Waits for another thread.</summary>
    Wait,

    /// <summary>Waits, and binds what it gets to the thread that waited: it cannot be done on another one.</summary>
    ThreadBoundWait,

    /// <summary>Blocks, and has no counterpart.</summary>
    Call,

    /// <summary>The same, for the overloads that take a stream.</summary>
    StreamCall,

    /// <summary>The same, for the overloads that take the name of a file or an address.</summary>
    AddressCall,

    /// <summary>A sequence that waits for each of its items.</summary>
    ItemWait,

    /// <summary>The same, of an async sequence, which can be awaited instead.</summary>
    ItemsCounterpart,

    /// <summary>A sequence that goes to the directory of files for its items.</summary>
    FileItems,

    /// <summary>Asks or changes the directory of files; mostly fast, so it is reported only on request.</summary>
    FileCall,

    /// <summary>Listed by a user, or marked with an attribute.</summary>
    Listed,
}
