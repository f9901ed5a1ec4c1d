using AsyncioSharp.Testing;
using OpenTelemetry.Metrics;

namespace AsyncioSharp.Observability.Tests;

/// <summary>The meter <c>AsyncioSharp</c>. Each test has its own loop name, so that others do not count in.</summary>
public sealed class MetricTests
{
    [Fact]
    public void InstrumentsHaveNamesAndUnitsByConvention()
    {
        using var reader = new MetricReader("AsyncioSharp*");
        Asyncio.Run(async () =>
        {
            _ = Fail();
            await Asyncio.Sleep(0.01);
            await Asyncio.Sleep(0.01);
            Asyncio.RunningLoop.CallExceptionHandler(new LoopErrorContext { Message = "counted" });
            Assert.Equal(
                [
                    "asyncio.eventloop.delay s Histogram",
                    "asyncio.eventloop.iterations {iteration} LongSum",
                    "asyncio.eventloop.queue.length {work_item} LongSumNonMonotonic",
                    "asyncio.eventloop.time s DoubleSum",
                    "asyncio.eventloop.utilization 1 DoubleGauge",
                    "asyncio.report.count {report} LongSum",
                    "asyncio.step.duration s Histogram",
                    "asyncio.step.slow {step} LongSum",
                    "asyncio.task.active {task} LongSumNonMonotonic",
                    "asyncio.task.completed {task} LongSum",
                    "asyncio.task.created {task} LongSum",
                    "asyncio.timer.active {timer} LongSumNonMonotonic",
                ],
                reader.Collect().Select(static metric => $"{metric.Name} {metric.Unit} {metric.MetricType}").Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void TasksAreCountedByOutcome()
    {
        const string Loop = "asyncio.eventloop.name=outcomes";
        using var reader = new MetricReader("AsyncioSharp");
        Run("outcomes", async () =>
        {
            LoopTask sleeping = Asyncio.CreateTask(Asyncio.Sleep(60));
            LoopTask unstarted = Asyncio.CreateTask(Asyncio.Sleep(60));
            unstarted.Cancel();
            await Asyncio.GatherSettled(Fail(), Fail(), Fail(), Asyncio.Sleep(0.001), Asyncio.CreateTask(Late(), eagerStart: true));
            Assert.Equal(2, reader.Value("asyncio.task.active", Loop));
            Assert.Equal(1, reader.Value("asyncio.timer.active", Loop));
            sleeping.Cancel();
        });
        Assert.Equal(3, reader.Value("asyncio.task.completed", Loop, "asyncio.task.outcome=failed"));
        Assert.Equal(3, reader.Value("asyncio.task.completed", Loop, "asyncio.task.outcome=canceled"));

        // Main, the sleep and the shutdown's own task.
        Assert.Equal(3, reader.Value("asyncio.task.completed", Loop, "asyncio.task.outcome=succeeded"));
        Assert.Equal(9, reader.Value("asyncio.task.created", Loop));

        static async Coroutine Late()
        {
            Asyncio.CurrentTask!.Cancel();
            await Coroutine.Completed;
        }
    }

    [Fact]
    public void CountsOfClosedLoopsStay()
    {
        using var reader = new MetricReader("AsyncioSharp");
        Run("closed", static async () => await Asyncio.Sleep(0));
        double once = reader.Value("asyncio.task.created", "asyncio.eventloop.name=closed")!.Value;
        Run("closed", static async () => await Asyncio.Sleep(0));
        Assert.Equal(2 * once, reader.Value("asyncio.task.created", "asyncio.eventloop.name=closed"));
        Assert.Null(reader.Value("asyncio.task.active", "asyncio.eventloop.name=closed"));
    }

    [Fact]
    public void TimeIsActiveOrIdle_OnTheLoopsClock()
    {
        using var reader = new MetricReader("AsyncioSharp");
        Run("times", static async () =>
        {
            await Asyncio.Sleep(30);
            await Asyncio.Sleep(12);
        });
        Assert.Equal(42, reader.Value("asyncio.eventloop.time", "asyncio.eventloop.name=times", "asyncio.eventloop.state=idle"));
        Assert.Equal(0, reader.Value("asyncio.eventloop.time", "asyncio.eventloop.name=times", "asyncio.eventloop.state=active"));
    }

    [Fact]
    public void ALoopThatWorksIsUtilized()
    {
        using var reader = new MetricReader("AsyncioSharp");
        Asyncio.Run(
            async () =>
            {
                reader.Collect();
                for (int i = 0; i < 1000; i++)
                {
                    await Asyncio.Yield();
                }

                // It has not waited since it was observed.
                Assert.Equal(1, reader.Value("asyncio.eventloop.utilization", "asyncio.eventloop.name=busy"));
                await Asyncio.Sleep(0.05);
                Assert.InRange(reader.Value("asyncio.eventloop.utilization", "asyncio.eventloop.name=busy")!.Value, 0, 0.999);
            },
            new RunOptions { Name = "busy" });
    }

    [Fact]
    public void TheDelayOfTimersIsMeasured()
    {
        using var reader = new MetricReader("AsyncioSharp");
        Run("delay", static async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            loop.CallAt(loop.Time - TimeSpan.FromSeconds(3), static () => { });
            await Asyncio.Sleep(1);
        });
        Metric delay = Assert.Single(reader.Collect(), static metric => metric.Name == "asyncio.eventloop.delay");
        foreach (ref readonly MetricPoint point in delay.GetMetricPoints())
        {
            if (MetricReader.AttributesOf(point).Contains("asyncio.eventloop.name=delay"))
            {
                // The one that was 3 s late, and the sleep on virtual time.
                Assert.Equal(3, point.GetHistogramSum());
                Assert.Equal(2, point.GetHistogramCount());
                return;
            }
        }

        Assert.Fail("no measurement of this loop");
    }

    [Fact]
    public void StepsAreTimedForTheirOwnMeterOnly()
    {
        const string Loop = "asyncio.eventloop.name=steps";
        using (var other = new MetricReader("AsyncioSharp"))
        {
            Asyncio.Run(static async () => await Asyncio.Yield(), new RunOptions { Name = "steps" });
            Assert.Null(other.Value("asyncio.step.duration", Loop));
        }

        using var reader = new MetricReader("AsyncioSharp.Steps");
        Asyncio.Run(
            async () =>
            {
                await Asyncio.Yield();
                await Asyncio.Yield();
                Assert.Equal(2, reader.Value("asyncio.step.duration", Loop));
            },
            new RunOptions { Name = "steps" });
    }

    [Fact]
    public void ReportsAreCountedByKind()
    {
        using var reader = new MetricReader("AsyncioSharp");
        Run("reports", static async () =>
        {
            Asyncio.RunningLoop.ExceptionHandler = static (_, _) => { };
            Asyncio.RunningLoop.CallSoon(static () => throw new InvalidOperationException());
            _ = Asyncio.CreateTask(Raise());
            await Asyncio.Sleep(0.001);
        });
        Assert.Equal(1, reader.Value("asyncio.report.count", "asyncio.eventloop.name=reports", "asyncio.report.kind=callback_failed"));
        Assert.Equal(1, reader.Value("asyncio.report.count", "asyncio.eventloop.name=reports", "asyncio.report.kind=never_retrieved"));

        static async Coroutine Raise()
        {
            await Asyncio.Yield();
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void ALoopThatIsForgottenDoesNotLoseItsCounts()
    {
        using var reader = new MetricReader("AsyncioSharp");
        RunAndForget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(1, reader.Value("asyncio.task.created", "asyncio.eventloop.name=forgotten"));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void RunAndForget()
        {
            var loop = new EventLoop { Name = "forgotten" };
            loop.RunUntilComplete(Asyncio.Sleep(0));
        }
    }

    [Fact]
    public void ANameIsNeeded() => Assert.Throws<ArgumentException>(static () => new EventLoop { Name = string.Empty });

    private static void Run(string name, Func<Coroutine> main) =>
        Asyncio.Run(main, new RunOptions { Name = name, LoopFactory = TestLoop.Create });

    private static Future Fail()
    {
        return Asyncio.CreateTask(Body());

        static async Coroutine Body()
        {
            await Coroutine.Completed;
            throw new InvalidOperationException("expected");
        }
    }
}
