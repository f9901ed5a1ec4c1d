namespace AsyncioSharp;

/// <summary>Where a future stands. It changes once, from <see cref="Pending"/>.</summary>
internal enum FutureStatus : byte
{
    Pending,
    Succeeded,
    Faulted,
    Canceled,
}
