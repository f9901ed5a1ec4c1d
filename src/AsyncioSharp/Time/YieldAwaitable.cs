namespace AsyncioSharp;

/// <summary>The result of <see cref="Asyncio.Yield"/>. Awaiting it lets everything that is ready run once.</summary>
/// <remarks>Thread affinity: the loop's thread.</remarks>
/// <example>
/// <code>
/// for (int i = 0; i &lt; 1_000_000; i++)
/// {
///     if (i % 1000 == 0) { await Asyncio.Yield(); }   // other tasks run here
/// }
/// </code>
/// </example>
public readonly struct YieldAwaitable
{
    /// <summary>Makes it awaitable. Used by the compiler.</summary>
    /// <returns>The awaiter.</returns>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public YieldAwaiter GetAwaiter() => new(EventLoop.CurrentOrThrow());
}
