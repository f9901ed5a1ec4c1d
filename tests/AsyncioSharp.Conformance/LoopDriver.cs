using AsyncioSharp.Testing;

namespace AsyncioSharp.Conformance;

/// <summary>A loop on virtual time, and the way in which it runs.</summary>
internal class LoopDriver
{
    /// <summary>The loop that <see cref="TestLoop"/> makes, which runs on the caller's thread.</summary>
    internal LoopDriver()
        : this(TestLoop.Create())
    {
    }

    private protected LoopDriver(EventLoop loop) => Loop = loop;

    internal EventLoop Loop { get; }

    /// <summary>Runs until the future is done, and one iteration more, and throws what it failed with.</summary>
    internal virtual void RunUntilComplete(Future future) => Loop.RunUntilComplete(future);
}
