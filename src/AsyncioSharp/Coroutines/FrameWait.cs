namespace AsyncioSharp;

/// <summary>What a frame waits for: the one answer that dumps, messages and virtual time use.</summary>
/// <param name="Kind">The kind of wait.</param>
/// <param name="Target">The child frame, the future or the primitive; null for the other kinds.</param>
internal readonly record struct FrameWait(WaitKind Kind, object? Target = null)
{
    /// <summary>The awaited task; null when the frame waits for anything else.</summary>
    internal LoopTask? Task => Target as LoopTask;

    /// <summary>Whether only the program itself can end the wait: by a release, a set, a put, a result.</summary>
    internal bool IsForTheProgram => Kind is WaitKind.Primitive or WaitKind.Future;
}
