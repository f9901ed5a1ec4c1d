namespace AsyncioSharp;

/// <summary>What has become of a wait.</summary>
internal enum WaiterState : byte
{
    /// <summary>There is none.</summary>
    Idle,

    /// <summary>Its frame is suspended and nothing has come for it.</summary>
    Waiting,

    /// <summary>The wake-up is queued.</summary>
    Woken,

    /// <summary>Cancelled; the wake-up is queued.</summary>
    Canceled,
}
