using System.Diagnostics;

namespace AsyncioSharp.Tests.Hosting;

/// <summary>A guest loop, turn by turn: what runs when, on which thread, and what is refused in between.</summary>
public sealed class GuestTurnTests
{
    private readonly ManualScheduler _scheduler = new();

    [Fact]
    public async Task NothingRunsBeforeTheHostGivesATurn()
    {
        LoopHost host = LoopHost.On(_scheduler);
        Task<int> task = host.RunAsync(async Coroutine<int> () =>
        {
            await Asyncio.Yield();
            return 42;
        });
        Assert.False(task.IsCompleted);
        _scheduler.RunAll();
        Assert.Equal(42, await task);
    }

    // Rule 20: a loop inside another loop, as in a window. While the coroutine waits, the outer loop handles its own events.
    [Fact]
    public void Rule20_LoopInsideAnotherLoop()
    {
        LoopHost host = LoopHost.On(_scheduler);
        var events = new List<string>();
        var click = new TaskCompletionSource();
        Task handler = host.RunAsync(async () =>
        {
            events.Add("coroutine waits");
            await click.Task;
            events.Add("coroutine sees the click");
        });
        _scheduler.RunAll();
        events.Add("outer loop gets a click");
        click.SetResult();
        Assert.False(handler.IsCompleted);
        _scheduler.RunAll();
        Assert.Equal(["coroutine waits", "outer loop gets a click", "coroutine sees the click"], events);
        Assert.True(handler.IsCompletedSuccessfully);
    }

    [Fact]
    public void SeveralWakeUpsAreOneTurn()
    {
        LoopHost host = LoopHost.On(_scheduler);
        var seen = new List<int>();
        for (int i = 0; i < 3; i++)
        {
            int number = i;
            host.Post(() => seen.Add(number));
        }

        Assert.Equal(1, _scheduler.Count);
        _scheduler.RunAll();
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public async Task QuantumOver_GivesTheThreadBackAfterTheIteration()
    {
        LoopHost host = LoopHost.On(_scheduler, new LoopHostOptions { Quantum = TimeSpan.FromTicks(1) });
        var steps = new List<string>();
        Task all = Task.WhenAll(host.RunAsync(() => Spin("a")), host.RunAsync(() => Spin("b")));
        Assert.InRange(_scheduler.RunAll(), 2, int.MaxValue);
        await all;
        Assert.Equal(["a0", "b0", "a1", "b1", "a2", "b2"], steps);

        async Coroutine Spin(string name)
        {
            for (int i = 0; i < 3; i++)
            {
                steps.Add(name + i);
                long start = host.Loop.Time.Ticks;
                while (host.Loop.Time.Ticks - start < 10)
                {
                    Thread.SpinWait(10);
                }

                await Asyncio.Yield();
            }
        }
    }

    [Fact]
    public void BetweenTurns_LoopObjectsThrow()
    {
        LoopHost host = LoopHost.On(_scheduler);
        LoopTask? task = null;
        host.Post(() => task = host.Loop.CreateTask(Forever(), name: null));
        _scheduler.RunAll();

        Assert.Throws<InvalidOperationException>(() => host.Loop.CallSoon(() => { }));
        Assert.Throws<InvalidOperationException>(() => task!.Cancel());
        Assert.Throws<InvalidOperationException>(() => host.Loop.CallLater(TimeSpan.Zero, () => { }));
        Assert.Throws<InvalidOperationException>(host.Loop.RunForever);
        Assert.Throws<InvalidOperationException>(host.Loop.Close);
        Assert.False(task!.IsDone);

        static async Coroutine Forever() => await new Future();
    }

    [Fact]
    public async Task AwaitOfATask_GoesOnInATurn_WithTheHostsScheduler()
    {
        LoopHost host = LoopHost.On(_scheduler);
        var foreign = new TaskCompletionSource();
        Task<bool> task = host.RunAsync(async Coroutine<bool> () =>
        {
            bool before = TaskScheduler.Current == _scheduler;
            await foreign.Task.ConfigureAwait(false);
            return before && TaskScheduler.Current == _scheduler;
        });
        _scheduler.RunAll();
        foreign.SetResult();
        while (!task.IsCompleted)
        {
            // The continuation of the foreign await may run on the thread pool, and only posts.
            _scheduler.RunAll();
            await Task.Yield();
        }

        Assert.True(await task);
    }

    [Fact]
    public async Task Turns_OnChangingThreads_KeepTheOrderAndTheFrames()
    {
        LoopHost host = LoopHost.On(_scheduler, new LoopHostOptions { Quantum = TimeSpan.FromTicks(1) });
        var threads = new HashSet<int>();
        Task<int> task = host.RunAsync(async Coroutine<int> () =>
        {
            int sum = 0;
            for (int i = 0; i < 8; i++)
            {
                threads.Add(Environment.CurrentManagedThreadId);
                sum += await Add(i);
            }

            return sum;
        });
        while (_scheduler.Count > 0)
        {
            var thread = new Thread(_scheduler.RunTurn);
            thread.Start();
            thread.Join();
        }

        Assert.Equal(28, await task);
        Assert.InRange(threads.Count, 1, 9);

        static async Coroutine<int> Add(int value)
        {
            await Asyncio.Yield();
            return value;
        }
    }

    // Frames go back to the loop's own pools, whichever thread has the turn.
    [Fact]
    public void Turns_OnChangingThreads_AllocateNothing()
    {
        using var loop = new EventLoop();
        LoopTask task = loop.CreateTask(CallForEver());
        loop.BeginHosting();
        var allocated = new List<long>();
        for (int i = 0; i < 40; i++)
        {
            var thread = new Thread(Turn);
            thread.Start();
            thread.Join();
        }

        Assert.Equal(0, allocated.Skip(20).Max());
        loop.EndHosting();
        task.Cancel();
        loop.RunUntilComplete(loop.CreateTask(Asyncio.Sleep(0)));

        void Turn()
        {
            // A thread's first turn makes what the thread needs for contexts.
            loop.RunTurn(TimeSpan.Zero);
            long before = GC.GetAllocatedBytesForCurrentThread();
            loop.RunTurn(TimeSpan.Zero);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        static async Coroutine CallForEver()
        {
            for (int i = 0; ; i++)
            {
                await Add(i);
            }
        }

        static async Coroutine<int> Add(int value)
        {
            await Asyncio.Yield();
            return value;
        }
    }

    [Fact]
    public void TurnLeavesTheThreadAsItFoundIt()
    {
        var context = new SynchronizationContext();
        var value = new AsyncLocal<string>();
        LoopHost host = LoopHost.On(_scheduler);
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            host.Post(() => value.Value = "in the loop");
            _scheduler.RunAll();
            Assert.Same(context, SynchronizationContext.Current);
            Assert.Null(value.Value);
            Assert.False(Asyncio.TryGetRunningLoop(out _));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    [Fact]
    public async Task CallersContextFlowsIn()
    {
        var local = new AsyncLocal<string> { Value = "request 7" };
        using Activity activity = new Activity("request").Start();
        LoopHost host = LoopHost.On(_scheduler);
        Task<string> task = host.RunAsync(async Coroutine<string> () =>
        {
            await Asyncio.Yield();
            return $"{local.Value} {Activity.Current?.Id == activity.Id}";
        });
        local.Value = "later";
        _scheduler.RunAll();
        Assert.Equal("request 7 True", await task);
    }

    [Fact]
    public void FailingCallback_IsReported_AndTheLoopGoesOn()
    {
        var reports = new List<string?>();
        LoopHost host = LoopHost.On(_scheduler, new LoopHostOptions { ExceptionHandler = (_, error) => reports.Add(error.Exception?.Message) });
        bool ran = false;
        host.Post(() => throw new FormatException("bad"));
        host.Post(() => ran = true);
        _scheduler.RunAll();
        Assert.Equal(["bad"], reports);
        Assert.True(ran);
    }

    // Finalizers queue reports, so their time depends on the garbage collector. The iterations must not.
    [Fact]
    public void ReportOfAFinalizer_IsSentInATurn_WithoutAnIteration()
    {
        var reports = new List<string>();
        LoopHost host = LoopHost.On(_scheduler, new LoopHostOptions { ExceptionHandler = (_, error) => reports.Add(error.Message) });
        _scheduler.RunAll();
        long before = host.Loop.Iteration;
        Assert.True(host.Loop.TryEnqueueReport(new LoopErrorContext { Message = "late" }));
        Assert.Equal(1, _scheduler.RunAll());
        Assert.Equal(["late"], reports);
        Assert.Equal(before, host.Loop.Iteration);

        // Work that waits beside a report still runs in that turn, in an iteration of its own.
        bool ran = false;
        Assert.True(host.Loop.TryEnqueueReport(new LoopErrorContext { Message = "later" }));
        host.Post(() => ran = true);
        Assert.Equal(1, _scheduler.RunAll());
        Assert.Equal(["late", "later"], reports);
        Assert.True(ran);
        Assert.Equal(before + 1, host.Loop.Iteration);
    }

    [Fact]
    public void ContextOfALoop_IsRefused() => Asyncio.Run(async Coroutine () =>
    {
        SynchronizationContext context = SynchronizationContext.Current!;
        Assert.Throws<ArgumentException>(() => LoopHost.On(context));
        await Asyncio.Yield();
    });

    [Fact]
    public async Task ContextThatCallsBackAtOnce_InAStepOfAnotherLoop_GetsItsTurnElsewhere()
    {
        LoopHost host = LoopHost.On(new InlineContext());
        Task<int>? task = null;
        Asyncio.Run(async Coroutine () =>
        {
            task = host.RunAsync(async Coroutine<int> () =>
            {
                await Asyncio.Yield();
                return 1;
            });
            await Asyncio.Yield();
        });
        Assert.Equal(1, await task!);
        await host.StopAsync();
    }

    private sealed class InlineContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => d(state);
    }
}
