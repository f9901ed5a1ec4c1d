namespace AsyncioSharp;

/// <summary>
/// Releases an <see cref="AsyncLock"/> when disposed. Disposing it again does nothing, even if another coroutine holds the lock by then.
/// </summary>
/// <remarks>Thread affinity: the loop's thread.</remarks>
/// <example>
/// <code>
/// var gate = new AsyncLock();
/// LockReleaser releaser = await gate.AcquireAsync();
/// releaser.Dispose();
/// Console.WriteLine(gate.IsLocked);   // False
/// </code>
/// </example>
public readonly struct LockReleaser : IDisposable
{
    private readonly AsyncLock? _lock;
    private readonly uint _holder;

    internal LockReleaser(AsyncLock gate, uint holder)
    {
        _lock = gate;
        _holder = holder;
    }

    /// <summary>Releases the lock if this acquisition still holds it.</summary>
    /// <exception cref="InvalidOperationException">The loop that uses the lock runs on another thread.</exception>
    public void Dispose() => _lock?.ReleaseFor(_holder);
}
