namespace AsyncioSharp;

/// <summary>The wait of a frame, as used by dumps, messages and virtual time.</summary>
/// <param name="Kind">The kind of wait.</param>
/// <param name="Target">The child frame, the future or the primitive; null for the other kinds.</param>
internal readonly record struct FrameWait(WaitKind Kind, object? Target = null)
{
    /// <summary>The awaited task; null if the frame waits for anything else.</summary>
    internal LoopTask? Task => Target as LoopTask;

    /// <summary>Whether only the program itself can end the wait: with a release, a set, a put, a result.</summary>
    internal bool IsForTheProgram => Kind is WaitKind.Primitive or WaitKind.Future;
}
