using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Awaits that do not suspend.</summary>
internal static class Awaits
{
    /// <summary>Await of a coroutine that returns at once.</summary>
    internal static async Coroutine<Cost> Completed(int n)
    {
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await Noop.Run();
        }

        return meter.Stop();
    }

    /// <summary>A chain of ten nested coroutines below one, the innermost returns at once; per chain.</summary>
    internal static async Coroutine<Cost> Deep10(int n)
    {
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await Deep(10);
        }

        return meter.Stop();
    }

    /// <summary>Await of a future that is done.</summary>
    internal static async Coroutine<Cost> DoneFuture(int n)
    {
        Future<int> future = Asyncio.RunningLoop.CreateFuture<int>();
        future.SetResult(1);
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await future;
        }

        return meter.Stop();
    }

    private static async Coroutine Deep(int n)
    {
        if (n > 0)
        {
            await Deep(n - 1);
        }
    }
}
