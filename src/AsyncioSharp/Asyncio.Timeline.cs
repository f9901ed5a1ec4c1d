namespace AsyncioSharp;

/// <content>Recording of timelines.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Records what the running loop does from now on, until the result is disposed or the loop is closed, and then writes it to a file
    /// that Perfetto (ui.perfetto.dev) and speedscope open: the steps of each task, what it waited for and who woke it, idle waits, slow
    /// steps, pauses of the garbage collector.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced. It is opened at once and written at the end.</param>
    /// <returns>Ends the recording when disposed, on the loop's thread, which it holds up while it writes.</returns>
    /// <remarks>
    /// The last 65,536 events are kept; the file says how many earlier ones were dropped. On virtual time (<c>TestLoop</c>) a step is
    /// drawn a microsecond long, and runs of the same schedule give the same file. When the file cannot be written in the end, because the
    /// disk is full, that is reported to <see cref="EventLoop.ExceptionHandler"/>. Without code: <c>ASYNCIO_TRACE=trace.json</c>, or
    /// <c>asyncio trace PID</c>.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    /// <exception cref="InvalidOperationException">No loop is running on this thread, or it is being recorded already.</exception>
    /// <example>
    /// <code>
    /// using (Asyncio.RecordTimeline("trace.json"))
    /// {
    ///     await HandleOrders();
    /// }
    /// </code>
    /// </example>
    public static IDisposable RecordTimeline(string path) => EventLoop.CurrentOrThrow().RecordTimeline(path);
}
