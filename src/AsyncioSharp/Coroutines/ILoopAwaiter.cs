namespace AsyncioSharp;

/// <summary>An awaiter of this runtime. It suspends the awaiting frame directly, without a continuation delegate.</summary>
internal interface ILoopAwaiter
{
    /// <summary>Called once after <c>IsCompleted</c> returned false. Registers <paramref name="frame"/> for its wake-up.</summary>
    void Suspend(Frame frame);
}
