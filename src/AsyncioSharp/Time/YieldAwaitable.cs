namespace AsyncioSharp;

/// <summary>What <see cref="Asyncio.Yield"/> returns: awaiting it lets everything that is ready run, once.</summary>
public readonly struct YieldAwaitable
{
    /// <summary>Makes it awaitable. Meant for the compiler.</summary>
    public YieldAwaiter GetAwaiter() => new(EventLoop.CurrentOrThrow());
}
