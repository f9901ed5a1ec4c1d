namespace AsyncioSharp;

/// <summary>Sends reports from finalizers, which run on their own thread, possibly after the loop is gone, and must never throw.</summary>
internal static class FinalizerReports
{
    internal static void NeverAwaited(EventLoop? loop, string name, string? site) =>
        Send(loop, new LoopErrorContext
        {
            Kind = LoopErrorKind.NeverAwaited,
            Message = $"coroutine '{name}' was never awaited, so it never ran: await it{CreatedAt(site)}",
        });

    private static string CreatedAt(string? site) => site is null
        ? " (ASYNCIO_DEBUG=1 shows where it was called)"
        : $"{Environment.NewLine}Created at:{Environment.NewLine}{site}";

    internal static void NeverRetrieved(EventLoop loop, string message, Exception exception) =>
        Send(loop, new LoopErrorContext { Kind = LoopErrorKind.NeverRetrieved, Message = message, Exception = exception });

    // The handler runs only on the loop's thread. If the loop is closed or will not run again, the report is written immediately.
    private static void Send(EventLoop? loop, LoopErrorContext context)
    {
        if (loop is null || !loop.TryEnqueueReport(context))
        {
            LoopMetrics.CountReport(loop, context.Kind);
            DefaultExceptionHandler.Write(loop?.Logger, context);
        }
    }
}
