namespace AsyncioSharp.Tests.Hosting;

/// <summary>The end of a guest loop whose host does not help any more.</summary>
public sealed class HostEndTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _reports = [];

    [Fact]
    public async Task HostThatRefusesTurns_TasksEndOnTheThreadPool()
    {
        var scheduler = new ManualScheduler();
        LoopHost host = LoopHost.On(scheduler);
        scheduler.IsClosed = true;
        Assert.Equal(1, await host.RunAsync(async Coroutine<int> () =>
        {
            await Asyncio.Yield();
            return 1;
        }));
        await host.StopAsync();
    }

    // A window that was closed: what is posted to it is never called.
    [Fact]
    public async Task HostThatDropsTurns_TasksEndOnTheThreadPool_WhenItStops()
    {
        var scheduler = new ManualScheduler();
        LoopHost host = LoopHost.On(scheduler, Options());
        bool cleanedUp = false;
        Task task = host.RunAsync(async Coroutine () =>
        {
            try
            {
                await new Future();
            }
            finally
            {
                await Asyncio.Yield();
                cleanedUp = true;
            }
        });
        scheduler.RunAll();

        Task stopped = host.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(stopped.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await stopped;
        Assert.True(task.IsCanceled);
        Assert.True(cleanedUp);
        Assert.Null(_time.NextDue);
        Assert.Empty(_reports);
    }

    // The turn was taken by the thread pool; then the host comes back and calls what it had kept.
    [Fact]
    public async Task HostThatIsLate_GivesNoSecondTurn()
    {
        var scheduler = new ManualScheduler();
        LoopHost host = LoopHost.On(scheduler, Options());
        Task stopped = host.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        await stopped;
        Assert.Equal(1, scheduler.RunAll());
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task BusyHost_KeepsItsTurns()
    {
        var scheduler = new ManualScheduler();
        LoopHost host = LoopHost.On(scheduler, Options() with { Quantum = TimeSpan.Zero });
        var threads = new HashSet<int>();
        bool ends = false;
        int thread = Environment.CurrentManagedThreadId;
        _ = host.RunAsync(async Coroutine () =>
        {
            while (!ends)
            {
                threads.Add(Environment.CurrentManagedThreadId);
                await Asyncio.Yield();
            }
        });
        Task stopped = host.StopAsync(Timeout.InfiniteTimeSpan);
        for (int i = 0; i < 10; i++)
        {
            scheduler.RunTurn();
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        ends = true;
        while (!stopped.IsCompleted)
        {
            scheduler.RunAll();
            await Task.Yield();
        }

        await stopped;
        Assert.Equal([thread], threads);
    }

    [Fact]
    public async Task ContextThatCallsTwice_GivesOneTurn()
    {
        LoopHost host = LoopHost.On(new EchoingContext(), Options());
        int count = 0;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.RunAsync(async Coroutine () =>
        {
            int read = count;
            await Task.CompletedTask;
            count = read + 1;
            await Asyncio.Yield();
        })));
        Assert.Equal(100, count);
        await host.StopAsync();
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task PlainMethodWithoutATask_IsCanceledByTheStop()
    {
        LoopHost host = LoopHost.OnThreadPool();
        var outcome = new TaskCompletionSource<string>();
        host.Post(async () =>
        {
            try
            {
                await new Future();
            }
            catch (LoopCanceledException)
            {
                outcome.SetResult(nameof(LoopCanceledException));
            }
        });
        await host.StopAsync();
        Assert.Equal(nameof(LoopCanceledException), await outcome.Task);
    }

    private LoopHostOptions Options() =>
        new() { TimeProvider = _time, ExceptionHandler = (_, error) => _reports.Add(error.Message) };

    private sealed class EchoingContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            base.Post(d, state);
            base.Post(d, state);
        }
    }
}
