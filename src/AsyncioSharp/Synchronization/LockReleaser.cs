namespace AsyncioSharp;

/// <summary>
/// Releases an <see cref="AsyncLock"/> when disposed. Disposing it again does nothing, also when others have the lock by then.
/// </summary>
public readonly struct LockReleaser : IDisposable
{
    private readonly AsyncLock? _lock;
    private readonly uint _holder;

    internal LockReleaser(AsyncLock gate, uint holder)
    {
        _lock = gate;
        _holder = holder;
    }

    /// <summary>Releases the lock, if this acquisition still has it.</summary>
    /// <exception cref="InvalidOperationException">The loop that uses the lock runs on another thread.</exception>
    public void Dispose() => _lock?.ReleaseFor(_holder);
}
