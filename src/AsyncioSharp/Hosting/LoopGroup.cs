using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// Several event loops, each with its own thread, to use several cores. Work that shares state belongs on one loop: <see cref="For"/>
/// always returns the same loop for a key. asyncio has no counterpart; Python programs use several processes.
/// </summary>
/// <remarks>Thread affinity: none. The objects of a loop belong to that loop and must not be shared with the others.</remarks>
/// <example>
/// <code>
/// async Coroutine&lt;int&gt; Deposit(string account, int amount) =&gt; await Asyncio.Sleep(0.1, amount);
///
/// await using var group = new LoopGroup();
/// int balance = await group.For("account-1").RunAsync(() =&gt; Deposit("account-1", 10));
/// </code>
/// </example>
[DebuggerDisplay("Count = {Count}")]
public sealed partial class LoopGroup : IAsyncDisposable
{
    private readonly LoopHost[] _hosts;
    private uint _next;

    /// <summary>Starts the loops.</summary>
    /// <param name="count">The number of loops, at least 1; null for one per core.</param>
    /// <param name="options">The options of each loop; null for the defaults. Thread names are the options' name and a number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public LoopGroup(int? count = null, LoopHostOptions? options = null)
    {
        int loops = count ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(loops, 1, nameof(count));
        LoopHostOptions each = options ?? new LoopHostOptions();
        _hosts = new LoopHost[loops];
        for (int i = 0; i < loops; i++)
        {
            _hosts[i] = LoopHost.OnNewThread(each with { Name = $"{each.Name ?? nameof(LoopGroup)}-{i}" });
        }
    }

    /// <summary>The number of loops.</summary>
    public int Count => _hosts.Length;

    /// <summary>The loops.</summary>
    public IReadOnlyList<LoopHost> Hosts => _hosts;

    /// <summary>Returns the loop of a key. Equal keys always have the same loop; different keys may share one.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key, whose hash code selects the loop.</param>
    public LoopHost For<TKey>(TKey key)
        where TKey : notnull => _hosts[(uint)key.GetHashCode() % (uint)_hosts.Length];

    /// <summary>Returns the loops in turn (round robin), for work that shares no state.</summary>
    public LoopHost Next() => _hosts[(Interlocked.Increment(ref _next) - 1) % (uint)_hosts.Length];

    /// <summary>Stops the servers and all loops at the same time. See <see cref="LoopHost.StopAsync"/>.</summary>
    /// <param name="grace">How long connections and tasks may continue before they are canceled.</param>
    /// <returns>A task that completes when the servers and all loops have stopped.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="grace"/> is negative.</exception>
    public Task StopAsync(TimeSpan grace = default)
    {
        if (!LoopTime.IsNever(grace))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        }

        Task servers = StopServersAsync(grace);
        return Task.WhenAll([servers, .. _hosts.Select(host => host.StopAsync(grace))]);
    }

    /// <summary>Stops the group without a grace period.</summary>
    /// <returns>A task that completes when the servers and all loops have stopped.</returns>
    public ValueTask DisposeAsync() => new(StopAsync());
}
