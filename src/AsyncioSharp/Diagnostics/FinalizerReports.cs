namespace AsyncioSharp;

/// <summary>What finalizers have to say. They run on their own thread and possibly after the loop is gone, and must never throw.</summary>
internal static class FinalizerReports
{
    internal static void NeverAwaited(EventLoop? loop, string name, string? site) =>
        Send(loop, new LoopErrorContext
        {
            Kind = LoopErrorKind.NeverAwaited,
            Message = $"coroutine '{name}' was never awaited, so it never ran: await it"
                + (site is null ? " (ASYNCIO_DEBUG=1 shows where it was called)" : $"{Environment.NewLine}Created at:{Environment.NewLine}{site}"),
        });

    internal static void NeverRetrieved(EventLoop loop, string message, Exception exception) =>
        Send(loop, new LoopErrorContext { Kind = LoopErrorKind.NeverRetrieved, Message = message, Exception = exception });

    // The handler belongs to the loop's thread. A loop that is closed or idle for good takes no more work: then the report is written at
    // once.
    private static void Send(EventLoop? loop, LoopErrorContext context)
    {
        if (loop is null || !loop.TryEnqueueReport(context))
        {
            LoopMetrics.CountReport(loop, context.Kind);
            DefaultExceptionHandler.Write(loop?.Logger, context);
        }
    }
}
