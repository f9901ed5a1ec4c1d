namespace AsyncioSharp;

/// <summary>The state of a wait.</summary>
internal enum WaiterState : byte
{
    /// <summary>There is no wait.</summary>
    Idle,

    /// <summary>The frame is suspended, and no wake-up is queued.</summary>
    Waiting,

    /// <summary>The wake-up is queued.</summary>
    Woken,

    /// <summary>Canceled; the wake-up is queued.</summary>
    Canceled,
}
