using System.Collections.Concurrent;

namespace AsyncioSharp.Hosting.Tests.Grains;

/// <summary>As in samples/Cluster: the loop is a guest of the grain's scheduler, and ends with the activation.</summary>
public sealed class Worker(ConcurrentQueue<string> events) : Grain, IWorker
{
    private LoopHost? _loop;
    private TaskScheduler? _scheduler;
    private LoopTask? _left;

    private LoopHost Loop => _loop!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _scheduler = TaskScheduler.Current;
        _loop = LoopHost.On(_scheduler, new LoopHostOptions
        {
            CancellationLimit = TimeSpan.FromMilliseconds(200),
            ExceptionHandler = (_, error) => events.Enqueue(error.Message),
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Loop.StopAsync(TimeSpan.Zero, cancellationToken);
        events.Enqueue("deactivated");
    }

    /// <inheritdoc/>
    public Task<int> AskOnTheScheduler(int other) => Loop.RunAsync(async Coroutine<int> () =>
    {
        int steps = 0;
        Count();
        await Asyncio.Sleep(0.001);
        Count();
        await Task.Delay(1).ConfigureAwait(true);
        Count();
        await Asyncio.FromTask(GrainFactory.GetGrain<IWorker>(other).Leave(ignoresCancellation: false));
        Count();
        return steps;

        void Count() => steps += TaskScheduler.Current == _scheduler ? 1 : 100;
    });

    /// <inheritdoc/>
    public Task<bool> IsTooSlow(int other) => Loop.RunAsync(async Coroutine<bool> () =>
    {
        try
        {
            await Asyncio.WaitFor(Asyncio.FromTask(GrainFactory.GetGrain<IWorker>(other).Hang()), 0.05);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    });

    /// <inheritdoc/>
    public Task Hang() => Loop.RunAsync(async Coroutine () => await new Future());

    /// <inheritdoc/>
    public Task Leave(bool ignoresCancellation) => Loop.RunAsync(async Coroutine () =>
    {
        _left = Asyncio.CreateTask(ignoresCancellation ? Ignore() : CleanUp(), name: "left over");
        await Asyncio.Yield();
    });

    /// <inheritdoc/>
    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Coroutine CleanUp()
    {
        try
        {
            await new Future();
        }
        finally
        {
            await Asyncio.Sleep(0.001);
            events.Enqueue(TaskScheduler.Current == _scheduler ? "cleaned up in the grain" : "cleaned up elsewhere");
        }
    }

    private static async Coroutine Ignore()
    {
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
    }
}
