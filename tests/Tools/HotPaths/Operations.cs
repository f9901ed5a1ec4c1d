using AsyncioSharp;

namespace HotPaths;

/// <summary>A hundred times the same operation.</summary>
internal static class Operations
{
    internal static async Coroutine Await()
    {
        for (int i = 0; i < 100; i++)
        {
            await Nothing();
        }
    }

    internal static async Coroutine Switch()
    {
        for (int i = 0; i < 100; i++)
        {
            await Asyncio.Yield();
        }
    }

    internal static async Coroutine Queue()
    {
        var queue = new AsyncQueue<int>();
        for (int i = 0; i < 100; i++)
        {
            await queue.PutAsync(i);
            await queue.GetAsync();
        }
    }

#pragma warning disable CS1998 // A coroutine without an await completes at once.
    private static async Coroutine Nothing()
    {
    }
#pragma warning restore CS1998
}
