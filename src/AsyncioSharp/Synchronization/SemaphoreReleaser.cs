namespace AsyncioSharp;

/// <summary>Releases a permit of an <see cref="AsyncSemaphore"/> when disposed. Disposing it again does nothing.</summary>
/// <remarks>Thread affinity: the loop's thread.</remarks>
/// <example>
/// <code>
/// var permits = new AsyncSemaphore(2);
/// SemaphoreReleaser releaser = await permits.AcquireAsync();
/// Console.WriteLine(permits.Value);   // 1
/// releaser.Dispose();
/// </code>
/// </example>
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
    /// <exception cref="InvalidOperationException">
    /// The loop that uses the semaphore runs on another thread, or more permits were released than the maximum allows.
    /// </exception>
    public void Dispose() => _semaphore?.ReleaseFor(_holder);
}
