namespace AsyncioSharp.Tests.Facade;

/// <summary>One method of each kind that a user may have, each with an await of the loop in it.</summary>
internal static class Kinds
{
    internal static async Coroutine C() => await Asyncio.Yield();

    internal static async Coroutine<int> C1()
    {
        await Asyncio.Yield();
        return 1;
    }

    internal static async Task T() => await Asyncio.Yield();

    internal static async Task<int> T1()
    {
        await Asyncio.Yield();
        return 1;
    }

    internal static async ValueTask V() => await Asyncio.Yield();

    internal static async ValueTask<int> V1()
    {
        await Asyncio.Yield();
        return 1;
    }

    internal static Future<T> F<T>(T value)
    {
        var future = new Future<T>();
        Asyncio.RunningLoop.CallSoon(() => future.SetResult(value));
        return future;
    }

    /// <summary>Never ends, and tells when it is canceled.</summary>
    internal static async Coroutine<int> Endless(Action onCancel)
    {
        try
        {
            await new Future();
            return 0;
        }
        catch (LoopCanceledException)
        {
            onCancel();
            throw;
        }
    }
}
