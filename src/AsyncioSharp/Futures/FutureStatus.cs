namespace AsyncioSharp;

/// <summary>The state of a future. It changes once, from <see cref="Pending"/> to one of the others.</summary>
internal enum FutureStatus : byte
{
    Pending,
    Succeeded,
    Faulted,
    Canceled,
}
