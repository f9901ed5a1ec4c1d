using System.Diagnostics.Metrics;

namespace AsyncioSharp;

/// <summary>
/// The meter <c>AsyncioSharp</c>. Most instruments are observable: a collector reads counts that the loops keep anyway, so that steps cost
/// nothing. docs/observability.md lists the instruments.
/// </summary>
internal static class LoopMetrics
{
    private const string NameTag = "asyncio.eventloop.name";

    private static readonly string s_version = typeof(LoopMetrics).Assembly.GetName().Version!.ToString(3);
    private static readonly Meter s_meter = new("AsyncioSharp", s_version);

    // A separate meter, because a measurement costs ten times as much as a step. Only programs that enable this meter pay for it.
    private static readonly Meter s_stepMeter = new("AsyncioSharp.Steps", s_version);

    private static readonly Histogram<double> s_stepDuration = s_stepMeter.CreateHistogram(
        "asyncio.step.duration",
        "s",
        "How long steps and callbacks hold the event loop.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10] });

    private static readonly Histogram<double> s_delay = s_meter.CreateHistogram(
        "asyncio.eventloop.delay",
        "s",
        "How late the first timer of an iteration fired: how long other work held the event loop.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-4, 1e-3, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private static readonly Counter<long> s_reports = s_meter.CreateCounter<long>(
        "asyncio.report.count", "{report}", "Errors that no await shows to anybody.");

    private static readonly LoopUtilization s_utilization = new();

    static LoopMetrics()
    {
        s_meter.CreateObservableCounter("asyncio.eventloop.time", Times, "s", "Time that the event loop worked and waited.");
        s_meter.CreateObservableGauge(
            "asyncio.eventloop.utilization", s_utilization.Observe, "1", "The share of its time that the event loop worked, since it was observed last.");
        Counter("asyncio.eventloop.iterations", "{iteration}", "Iterations of the event loop.", static totals => totals.Iterations);
        Level(
            "asyncio.eventloop.queue.length", "{work_item}", "Steps and callbacks that are ready to run.", static loop => loop.QueueLength);
        Level("asyncio.timer.active", "{timer}", "Timers that are set.", static loop => loop.Timers.ActiveCount);
        Level("asyncio.task.active", "{task}", "Tasks that are not done.", static loop => loop.ActiveTasks);
        Counter("asyncio.task.created", "{task}", "Tasks that were created.", static totals => totals.TasksCreated);
        s_meter.CreateObservableCounter("asyncio.task.completed", Outcomes, "{task}", "Tasks that have ended.");
        Counter(
            "asyncio.step.slow",
            "{step}",
            "Steps and callbacks above SlowCallbackThreshold, in debug mode.",
            static totals => totals.SlowSteps);
    }

    /// <summary>Whether a listener wants the durations of steps.</summary>
    internal static bool MeasuresSteps => s_stepDuration.Enabled;

    /// <summary>Whether a listener wants the delays of timers.</summary>
    internal static bool MeasuresDelay => s_delay.Enabled;

    /// <summary>
    /// Creates the instruments, through the static constructor, so that listeners see them. Called at the first run of a loop.
    /// </summary>
    internal static void Start()
    {
    }

    internal static void RecordStep(EventLoop loop, TimeSpan duration) => s_stepDuration.Record(duration.TotalSeconds, Tag(loop.Name));

    internal static void RecordDelay(EventLoop loop, long ticks) =>
        s_delay.Record(TimeSpan.FromTicks(ticks).TotalSeconds, Tag(loop.Name));

    internal static void CountReport(EventLoop? loop, LoopErrorKind kind)
    {
        if (s_reports.Enabled)
        {
            s_reports.Add(1, Tag(loop?.Name ?? EventLoop.DefaultName), new("asyncio.report.kind", LoopErrorKinds.TagOf(kind)));
        }
    }

    internal static KeyValuePair<string, object?> Tag(string loopName) => new(NameTag, loopName);

    private static void Counter(string name, string unit, string description, Func<LoopTotals, long> read) =>
        s_meter.CreateObservableCounter(
            name,
            () => LiveLoops.TotalsByName().Select(pair => new Measurement<long>(read(pair.Value), Tag(pair.Key))),
            unit,
            description);

    private static void Level(string name, string unit, string description, Func<EventLoop, long> read) =>
        s_meter.CreateObservableUpDownCounter(
            name,
            () => LiveLoops.All()
                .GroupBy(static loop => loop.Name, StringComparer.Ordinal)
                .Select(group => new Measurement<long>(group.Sum(read), Tag(group.Key))),
            unit,
            description);

    private static IEnumerable<Measurement<double>> Times()
    {
        foreach ((string name, LoopTotals totals) in LiveLoops.TotalsByName())
        {
            yield return new(totals.Active, Tag(name), new("asyncio.eventloop.state", "active"));
            yield return new(totals.Idle, Tag(name), new("asyncio.eventloop.state", "idle"));
        }
    }

    private static IEnumerable<Measurement<long>> Outcomes()
    {
        foreach ((string name, LoopTotals totals) in LiveLoops.TotalsByName())
        {
            yield return new(totals.TasksSucceeded, Tag(name), new("asyncio.task.outcome", "succeeded"));
            yield return new(totals.TasksFailed, Tag(name), new("asyncio.task.outcome", "failed"));
            yield return new(totals.TasksCanceled, Tag(name), new("asyncio.task.outcome", "canceled"));
        }
    }
}
