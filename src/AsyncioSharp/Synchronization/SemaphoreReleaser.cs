namespace AsyncioSharp;

/// <summary>Releases a permit of an <see cref="AsyncSemaphore"/> when disposed. Disposing it again does nothing.</summary>
public readonly struct SemaphoreReleaser : IDisposable
{
    private readonly AsyncSemaphore? _semaphore;
    private readonly long _holder;

    internal SemaphoreReleaser(AsyncSemaphore semaphore, long holder)
    {
        _semaphore = semaphore;
        _holder = holder;
    }

    /// <summary>Releases the permit.</summary>
    /// <exception cref="InvalidOperationException">The loop that uses the semaphore runs on another thread.</exception>
    public void Dispose() => _semaphore?.ReleaseFor(_holder);
}
