using System;
using System.IO;
using System.Threading;
using AsyncioSharp;

namespace Catalogue;

public static class Both
{
    public static async Coroutine M(StreamReader r)
    {
        Thread.Sleep(1);
        Console.WriteLine(r.ReadLine());
        await Asyncio.Yield();
    }
}

// D49: in one target there is nothing to await.
public static class OneOnly
{
#if WINDOWS
    static void F() { }
#else
    static Coroutine F() => default;
#endif

    public static async Coroutine M()
    {
        F();
        await Asyncio.Yield();
    }
}
