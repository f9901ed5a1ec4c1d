using Orleans.Placement;

namespace AsyncioSharp.Samples.Cluster;

/// <summary>A grain whose methods are coroutines on its own event loop, a guest of the grain's scheduler.</summary>
/// <remarks>The key decides the process. By default the load does, and a busy process may get no shard at all.</remarks>
[HashBasedPlacement]
public sealed class Shard([PersistentState("pages")] IPersistentState<ShardState> state) : Grain, IShard
{
    private LoopHost? _loop;

    private LoopHost Loop => _loop ?? throw new InvalidOperationException("The grain is not active.");

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _loop = LoopHost.On(TaskScheduler.Current);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Loop.StopAsync(TimeSpan.FromSeconds(1), cancellationToken);

    /// <inheritdoc/>
    public Task<ShardReport> Crawl(int pages) => Loop.RunAsync(async Coroutine<ShardReport> () =>
    {
        int before = state.State.Done.Count;
        var limit = new AsyncSemaphore(4);
        for (int first = 0; first < pages; first += 8)
        {
            int batch = first;
            await TaskGroup.Run(async Coroutine (group) =>
            {
                for (int page = batch; page < Math.Min(batch + 8, pages); page++)
                {
                    group.CreateTask(Fetch(page, limit));
                }

                await Asyncio.Yield();
            });
            await state.WriteStateAsync();
            Console.WriteLine($"shard {this.GetPrimaryKeyLong()}: {state.State.Done.Count} pages");
        }

        return new ShardReport(Environment.ProcessId, state.State.Done.Count, before);
    });

    private async Coroutine Fetch(int page, AsyncSemaphore limit)
    {
        if (state.State.Done.Contains(page))
        {
            return;
        }

        using (await limit.AcquireAsync())
        {
            try
            {
                await Asyncio.WaitFor(Download(page), 0.5);
            }
            catch (TimeoutException)
            {
                await Download(0);
            }
        }

        state.State.Done.Add(page);
    }

    // One page of ten is slow, and its time runs out.
    private static Coroutine Download(int page) => Asyncio.Sleep(page % 10 == 9 ? 60 : 0.1);
}
