namespace AsyncioSharp;

/// <summary>What kind of thing a suspended frame waits for.</summary>
internal enum WaitKind
{
    /// <summary>Nothing: the frame runs, or it is in the ready queue.</summary>
    None,

    /// <summary>A coroutine that it awaits.</summary>
    Child,

    /// <summary>A future or a task of the loop.</summary>
    Future,

    /// <summary>A synchronization primitive, a queue or a socket: it is in the wait queue of that object.</summary>
    Primitive,

    /// <summary>A timer.</summary>
    Timer,

    /// <summary>An awaitable that does not belong to the loop.</summary>
    Foreign,
}
