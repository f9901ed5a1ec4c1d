namespace AsyncioSharp.Hosting;

/// <summary>
/// How the loop of an application runs: <see cref="Microsoft.Extensions.DependencyInjection.AsyncioServices.AddAsyncio"/>.
/// </summary>
public sealed class AsyncioOptions
{
    /// <summary>A name for messages and for the thread. Default: <c>Asyncio</c>.</summary>
    public string Name { get; set; } = "Asyncio";

    /// <summary>
    /// Whether the loop has a thread of its own. False: it is a guest of the thread pool, which costs no thread. A loop that is busy, or
    /// serves sockets, is faster on its own. Default: false.
    /// </summary>
    public bool OwnThread { get; set; }

    /// <summary>How long a turn of a guest may take. See <see cref="LoopHostOptions.Quantum"/>. Default: 5 ms.</summary>
    public TimeSpan Quantum { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How long tasks may go on once all services have stopped, before they are canceled. The host's own shutdown timeout ends it. Default:
    /// zero.
    /// </summary>
    public TimeSpan Grace { get; set; }

    /// <summary>How long canceled tasks are waited for. See <see cref="LoopHostOptions.CancellationLimit"/>. Default: 10 s.</summary>
    public TimeSpan CancellationLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Debug mode; null leaves it to the environment (<c>ASYNCIO_DEBUG=1</c>).</summary>
    public bool? Debug { get; set; }

    internal LoopHostOptions ToLoopHostOptions() => new()
    {
        Name = Name,
        Quantum = Quantum,
        CancellationLimit = CancellationLimit,
        Debug = Debug,
    };
}
