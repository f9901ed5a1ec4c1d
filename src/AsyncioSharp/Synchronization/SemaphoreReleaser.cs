namespace AsyncioSharp;

/// <summary>Releases a permit of an <see cref="AsyncSemaphore"/> when disposed. Dispose it once.</summary>
public readonly struct SemaphoreReleaser : IDisposable
{
    private readonly AsyncSemaphore? _semaphore;

    internal SemaphoreReleaser(AsyncSemaphore semaphore)
    {
        _semaphore = semaphore;
    }

    /// <summary>Releases the permit.</summary>
    public void Dispose() => _semaphore?.Release();
}
