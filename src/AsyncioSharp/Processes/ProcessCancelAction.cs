namespace AsyncioSharp;

/// <summary>
/// What happens to a process that still runs when its run is canceled, times out, or its <see cref="LoopProcess"/> is disposed.
/// </summary>
public enum ProcessCancelAction
{
    /// <summary>The process and its descendants are killed, as <see cref="LoopProcess.KillTree"/> does.</summary>
    KillTree,

    /// <summary>Only the process is killed.</summary>
    Kill,

    /// <summary>The process goes on without this one. Its pipes are closed.</summary>
    Leave,
}
