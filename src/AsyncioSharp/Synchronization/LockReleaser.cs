namespace AsyncioSharp;

/// <summary>Releases an <see cref="AsyncLock"/> when disposed. Dispose it once.</summary>
public readonly struct LockReleaser : IDisposable
{
    private readonly AsyncLock? _lock;

    internal LockReleaser(AsyncLock gate)
    {
        _lock = gate;
    }

    /// <summary>Releases the lock.</summary>
    /// <exception cref="InvalidOperationException">It is not taken.</exception>
    public void Dispose() => _lock?.Release();
}
