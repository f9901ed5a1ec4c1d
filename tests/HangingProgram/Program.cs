using AsyncioSharp;
using HangingProgram;

if (args is ["twice"])
{
    // Does not hang: two runs, one after the other.
    Asyncio.Run(Hangs.Once);
    Asyncio.Run(Hangs.Once);
    Console.WriteLine("done");
    return;
}

// Says "ready" on stdout when it hangs, and ends when it is killed, or when its stdin ends and something still runs.
Func<Coroutine>? main = args switch
{
    ["sleeps"] => Hangs.Sleeps,
    ["computes"] => Hangs.Computes,
    ["callback"] => Hangs.BlocksInACallback,
    ["circle"] => Hangs.AwaitInACircle,
    ["locks"] => Hangs.LockInDifferentOrders,
    ["lost"] => Hangs.LosesAWakeUp,
    ["ticks"] => Hangs.Ticks,
    ["later"] => Hangs.SleepsWhenItIsTold,
    _ => null,
};
if (main is null)
{
    // No loop at all.
    Console.WriteLine("ready");
    Console.In.ReadToEnd();
    return;
}

Asyncio.Run(main, new RunOptions { Name = "orders" });
