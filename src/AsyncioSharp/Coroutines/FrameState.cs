namespace AsyncioSharp;

/// <summary>The life of a frame. Recycling leads back to <see cref="Free"/>, under the next version.</summary>
internal enum FrameState : byte
{
    /// <summary>In a pool, or nobody's.</summary>
    Free,

    /// <summary>The coroutine method was called; nothing has run.</summary>
    Created,

    /// <summary>An await or a task owns it; its body has not begun.</summary>
    Claimed,

    /// <summary>The body runs or is suspended.</summary>
    Started,

    /// <summary>The body is over; the outcome waits to be taken.</summary>
    Completed,
}
