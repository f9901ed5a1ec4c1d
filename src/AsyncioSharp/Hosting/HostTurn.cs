namespace AsyncioSharp;

/// <summary>The ways to post a turn to a host. A turn must not capture the execution context of the thread that woke the loop.</summary>
internal static class HostTurn
{
    internal static Action<GuestLoopHost> On(TaskScheduler scheduler) => host =>
    {
        using AsyncFlowControl flow = SuppressFlow();
        Task.Factory.StartNew(
            static state => ((GuestLoopHost)state!).Execute(), host, default, TaskCreationOptions.DenyChildAttach, scheduler);
    };

    internal static Action<GuestLoopHost> On(SynchronizationContext context) => host =>
    {
        using AsyncFlowControl flow = SuppressFlow();
        context.Post(static state => ((GuestLoopHost)state!).Execute(), host);
    };

    private static AsyncFlowControl SuppressFlow() => ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
}
