namespace AsyncioSharp;

/// <summary>An awaiter of ours: it suspends the awaiting frame itself, without a continuation delegate.</summary>
internal interface ILoopAwaiter
{
    /// <summary>Called once after <c>IsCompleted</c> returned false. Registers <paramref name="frame"/> for its wake-up.</summary>
    void Suspend(Frame frame);
}
