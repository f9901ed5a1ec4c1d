using AsyncioSharp;

// Programs that hang are what this is about.
#pragma warning disable AIO101, AIO106, AIO503

namespace HangingProgram;

/// <summary>Ways to hang.</summary>
internal static class Hangs
{
    internal static async Coroutine Sleeps()
    {
        LoopTask import = Asyncio.CreateTask(Import(), "importer");
        await import;
    }

    internal static async Coroutine Computes() => await Asyncio.CreateTask(Compute(), "optimizer");

    internal static async Coroutine BlocksInACallback()
    {
        Asyncio.RunningLoop.CallSoon(static () =>
        {
            Console.WriteLine("ready");
            Thread.Sleep(Timeout.Infinite);
        });
        await Asyncio.Sleep(3600);
    }

    internal static async Coroutine AwaitInACircle()
    {
        var tasks = new LoopTask[2];
        tasks[0] = Asyncio.CreateTask(AwaitOther(tasks, 1), "buyer");
        tasks[1] = Asyncio.CreateTask(AwaitOther(tasks, 0), "seller");
        SayReady();
        await Asyncio.Wait(tasks);
    }

    internal static async Coroutine LockInDifferentOrders()
    {
        AsyncLock first = new();
        AsyncLock second = new();
        LoopTask debit = Asyncio.CreateTask(LockBoth(first, second), "debit");
        LoopTask credit = Asyncio.CreateTask(LockBoth(second, first), "credit");
        SayReady();
        await Asyncio.Wait([debit, credit]);
    }

    internal static async Coroutine LosesAWakeUp()
    {
        AsyncEvent arrived = new();

        // Nobody is there yet to hear of it.
        arrived.Set();
        arrived.Clear();
        LoopTask consumer = Asyncio.CreateTask(Consume(arrived), "consumer");
        SayReady();
        await consumer;
    }

    internal static async Coroutine SleepsWhenItIsTold()
    {
        SayReady();
        LoopTask ticks = Asyncio.CreateTask(Ticks(), "ticks");
        await Asyncio.ToThread(static () => Console.In.ReadLine());
        await Asyncio.CreateTask(Import(), "importer");
        await ticks;
    }

    // Does not hang: something to look at.
    internal static async Coroutine Ticks()
    {
        SayReady();
        while (true)
        {
            await Asyncio.CreateTask(Asyncio.Sleep(0.001), "tick");
        }
    }

    internal static async Coroutine Once() => await Asyncio.CreateTask(Asyncio.Sleep(0.001), "child");

    private static async Coroutine Import()
    {
        await Asyncio.Sleep(0.001);
        Console.WriteLine("ready");
        Thread.Sleep(Timeout.Infinite);
    }

    private static async Coroutine Compute()
    {
        await Asyncio.Sleep(0.001);
        Console.WriteLine("ready");
        while (true)
        {
            Thread.SpinWait(100);
        }
    }

    private static async Coroutine AwaitOther(LoopTask[] tasks, int other) => await tasks[other];

    private static async Coroutine LockBoth(AsyncLock outer, AsyncLock inner)
    {
        using (await outer.AcquireAsync())
        {
            await Asyncio.Yield();
            using (await inner.AcquireAsync())
            {
                await Asyncio.Yield();
            }
        }
    }

    private static async Coroutine Consume(AsyncEvent arrived) => await arrived.WaitAsync();

    // When the tasks have had time to come to their waits.
    private static void SayReady() =>
        Asyncio.RunningLoop.CallLater(TimeSpan.FromMilliseconds(10), static () => Console.WriteLine("ready"));
}
