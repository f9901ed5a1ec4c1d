namespace AsyncioSharp;

/// <content>The processes that this loop has started and that are not disposed.</content>
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
