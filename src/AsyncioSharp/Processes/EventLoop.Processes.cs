namespace AsyncioSharp;

/// <content>The processes started by this loop that have not been disposed.</content>
public sealed partial class EventLoop
{
    internal List<LoopProcess> Processes { get; } = [];

    private void CloseProcesses()
    {
        foreach (LoopProcess process in Processes.ToArray())
        {
            process.Abandon();
        }
    }
}
