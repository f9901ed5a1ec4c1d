namespace AsyncioSharp;

/// <summary>The state of a frame. Recycling sets it back to <see cref="Free"/>, under the next version.</summary>
internal enum FrameState : byte
{
    /// <summary>In a pool, or not in use.</summary>
    Free,

    /// <summary>The coroutine method was called; nothing has run.</summary>
    Created,

    /// <summary>An await or a task owns it; its body has not begun.</summary>
    Claimed,

    /// <summary>The body runs or is suspended.</summary>
    Started,

    /// <summary>The body has returned; the result has not been taken. This and every later state is an end.</summary>
    Completed,

    /// <summary>The body has thrown; the exception has not been taken.</summary>
    Failed,
}
