namespace AsyncioSharp;

/// <summary>The kind of a suspended frame's wait.</summary>
internal enum WaitKind
{
    /// <summary>No wait: the frame is running, or it is in the ready queue.</summary>
    None,

    /// <summary>An awaited coroutine.</summary>
    Child,

    /// <summary>A future or a task of the loop.</summary>
    Future,

    /// <summary>A synchronization primitive, a queue or a socket, in whose wait queue the frame is.</summary>
    Primitive,

    /// <summary>A timer.</summary>
    Timer,

    /// <summary>An awaitable that does not belong to the loop.</summary>
    Foreign,
}
