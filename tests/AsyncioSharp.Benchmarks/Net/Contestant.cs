using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>One way to do an operation: a name, and a run of that many operations.</summary>
internal sealed record Contestant(string Label, Func<int, Cost> Run)
{
    private static readonly RunOptions s_options = new() { HandleInterrupt = false };

    /// <summary>On our loop.</summary>
    internal static Contestant OnLoop(Func<int, Coroutine<Cost>> body) => new("AsyncioSharp", n => Asyncio.Run(body(n), s_options));

    /// <summary>On the thread pool, as in a program without a synchronization context.</summary>
    internal static Contestant OnPool(string label, Func<int, Task<Cost>> body) => new(label, n => Task.Run(() => body(n)).GetAwaiter().GetResult());

    /// <summary>On one thread, under a plain synchronization context.</summary>
    internal static Contestant OnPump(string label, Func<int, Task<Cost>> body) => new(label, n => Pump.Run(() => body(n)));
}
