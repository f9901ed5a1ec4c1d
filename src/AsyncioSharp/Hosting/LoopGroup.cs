using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// Several event loops with a thread each, to use several cores. What shares state belongs on one loop: <see cref="For"/> always gives the
/// same loop for a key. asyncio has no counterpart; there it takes several processes.
/// </summary>
/// <remarks>Thread affinity: none. The objects of each loop belong to that loop, as ever, and are not shared.</remarks>
/// <example>
/// <code>
/// await using var group = new LoopGroup();
/// int balance = await group.For(accountId).RunAsync(() => Deposit(accountId, 10));
/// </code>
/// </example>
[DebuggerDisplay("Count = {Count}")]
public sealed partial class LoopGroup : IAsyncDisposable
{
    private readonly LoopHost[] _hosts;
    private uint _next;

    /// <summary>Starts the loops.</summary>
    /// <param name="count">How many; null: one for each core. At least 1.</param>
    /// <param name="options">How each runs; null for the defaults. Their threads have the name and a number.</param>
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

    /// <summary>How many loops there are.</summary>
    public int Count => _hosts.Length;

    /// <summary>The loops.</summary>
    public IReadOnlyList<LoopHost> Hosts => _hosts;

    /// <summary>The loop of a key: equal keys give the same one, as long as the group lives. Different keys may share a loop.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key; its hash code chooses.</param>
    public LoopHost For<TKey>(TKey key)
        where TKey : notnull => _hosts[(uint)key.GetHashCode() % (uint)_hosts.Length];

    /// <summary>One loop after the other, for work that shares nothing.</summary>
    public LoopHost Next() => _hosts[(Interlocked.Increment(ref _next) - 1) % (uint)_hosts.Length];

    /// <summary>Stops the servers and all loops at the same time. See <see cref="LoopHost.StopAsync"/>.</summary>
    /// <param name="grace">How long connections and tasks may go on before they are canceled.</param>
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

    /// <summary>Stops the group without a grace.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());
}
