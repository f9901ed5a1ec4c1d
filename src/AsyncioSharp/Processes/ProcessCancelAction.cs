namespace AsyncioSharp;

/// <summary>
/// What happens to a process that is still running when its run is canceled or times out, or its <see cref="LoopProcess"/> is disposed.
/// </summary>
/// <example>
/// <code>
/// var options = new ProcessOptions { OnCancel = ProcessCancelAction.Kill, Timeout = TimeSpan.FromSeconds(5) };
/// ProcessResult result = await Asyncio.RunProcess("sleep", ["1"], options);   // after 5 s, only 'sleep' would be killed
/// </code>
/// </example>
public enum ProcessCancelAction
{
    /// <summary>Kills the process and its descendants, like <see cref="LoopProcess.KillTree"/>.</summary>
    KillTree,

    /// <summary>Kills only the process.</summary>
    Kill,

    /// <summary>Leaves the process running. Its pipes are closed.</summary>
    Leave,
}
