namespace AsyncioSharp.Tests.Hosting;

/// <summary>What callers of a hosted loop see: results, failures, cancellation, and the end.</summary>
public sealed class LoopHostTests
{
    public static TheoryData<string> Hosts => ["pool", "thread", "scheduler", "context"];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task ResultsAndFailuresComeBack(string kind)
    {
        await using LoopHost host = Create(kind);
        Assert.Equal(42, await host.RunAsync(Answer));
        var error = await Assert.ThrowsAsync<FormatException>(() => host.RunAsync(Fail));
        Assert.Contains(nameof(Fail), error.StackTrace, StringComparison.Ordinal);

        static async Coroutine<int> Answer()
        {
            await Asyncio.Yield();
            await Task.Yield();
            return 42;
        }

        static async Coroutine Fail()
        {
            await Asyncio.Yield();
            throw new FormatException();
        }
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task ManyCallers_OneLoop_NothingRunsAtTheSameTime(string kind)
    {
        await using LoopHost host = Create(kind);
        int count = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => host.RunAsync(async Coroutine () =>
        {
            for (int i = 0; i < 50; i++)
            {
                int read = count;
                await Task.CompletedTask;
                count = read + 1;
                await Asyncio.Yield();
            }
        }))));
        Assert.Equal(1000, count);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task TokenCancelsTheCoroutine(string kind)
    {
        await using LoopHost host = Create(kind);
        using var source = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool sawIt = false;
        Task task = host.RunAsync(
            async Coroutine () =>
            {
                try
                {
                    started.SetResult();
                    await new Future();
                }
                catch (LoopCanceledException)
                {
                    sawIt = true;
                    throw;
                }
            },
            source.Token);
        await started.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
        Assert.True(sawIt);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Stop_CancelsWhatIsLeft_AndRefusesNewWork(string kind)
    {
        LoopHost host = Create(kind);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool cleanedUp = false;
        Task task = host.RunAsync(async Coroutine () =>
        {
            try
            {
                started.SetResult();
                await new Future();
            }
            finally
            {
                await Asyncio.Yield();
                cleanedUp = true;
            }
        });
        await started.Task;
        await host.StopAsync();
        Assert.True(task.IsCanceled);
        Assert.True(cleanedUp);
        Assert.True(host.Loop.IsClosed);
        Assert.Throws<InvalidOperationException>(() => { _ = host.RunAsync(async Coroutine () => await Asyncio.Yield()); });
        Assert.Throws<InvalidOperationException>(() => host.Post(() => { }));
        await host.StopAsync();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Grace_LetsTasksEndByThemselves(string kind)
    {
        LoopHost host = Create(kind);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string> task = host.RunAsync(async Coroutine<string> () =>
        {
            await gate.Task;
            await Asyncio.Yield();
            return "done";
        });
        Task stopped = host.StopAsync(TimeSpan.FromMinutes(10));
        gate.SetResult();
        Assert.Equal("done", await task);
        await stopped;
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task TaskThatIgnoresItsCancellation_IsReported_AndTheStopEnds(string kind)
    {
        var reports = new List<string>();
        LoopHost host = Create(kind, new LoopHostOptions
        {
            CancellationLimit = TimeSpan.Zero,
            ExceptionHandler = (_, error) => reports.Add(error.Message),
        });
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = host.RunAsync(async Coroutine () =>
        {
            started.SetResult();
            while (true)
            {
                try
                {
                    await new Future();
                }
                catch (LoopCanceledException)
                {
                }
            }
        });
        await started.Task;
        await host.StopAsync();
        Assert.Contains(reports, report => report.Contains("did not end within 0 s of its cancellation", StringComparison.Ordinal));
    }

    [Fact]
    public void BadOptions_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoopHostOptions { Quantum = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentNullException>(() => new LoopHostOptions { TimeProvider = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoopHostOptions { CancellationLimit = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentNullException>(() => LoopHost.On((TaskScheduler)null!));
        Assert.Throws<ArgumentNullException>(() => LoopHost.On((SynchronizationContext)null!));
    }

    [Fact]
    public async Task NegativeGrace_IsRefused_AndTheHostGoesOn()
    {
        await using LoopHost host = LoopHost.OnThreadPool();
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = host.StopAsync(TimeSpan.FromTicks(-1)); });
        Assert.False(host.IsStopping);
    }

    [Fact]
    public async Task EndlessGrace_WaitsForTheTasks()
    {
        LoopHost host = LoopHost.OnThreadPool();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task task = host.RunAsync(async Coroutine () => await gate.Task);
        Task stopped = host.StopAsync(Timeout.InfiniteTimeSpan);
        gate.SetResult();
        await stopped;
        Assert.True(task.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TokenEndsTheGrace(bool before)
    {
        LoopHost host = LoopHost.OnThreadPool();
        using var source = new CancellationTokenSource();
        Task task = host.RunAsync(async Coroutine () => await new Future());
        if (before)
        {
            await source.CancelAsync();
        }

        Task stopped = host.StopAsync(Timeout.InfiniteTimeSpan, source.Token);
        await source.CancelAsync();
        await stopped;
        Assert.True(task.IsCanceled);
    }

    [Fact]
    public async Task Name_StandsInTheText()
    {
        LoopHost host = LoopHost.OnThreadPool(new LoopHostOptions { Name = "orders" });
        Assert.Equal("LoopHost 'orders' (running)", host.ToString());
        await host.StopAsync();
        Assert.Equal("LoopHost 'orders' (stopped)", host.ToString());
    }

    internal static LoopHost Create(string kind, LoopHostOptions? options = null) => kind switch
    {
        "pool" => LoopHost.OnThreadPool(options),
        "thread" => LoopHost.OnNewThread(options),
        "scheduler" => LoopHost.On(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler, options),
        _ => LoopHost.On(new SynchronizationContext(), options),
    };
}
