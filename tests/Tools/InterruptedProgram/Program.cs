using System.Runtime.InteropServices;
using AsyncioSharp;

// Says on stdout when it can be interrupted, and what became of it. The argument tells what main does about its cancellation.
string reaction = args[0];
if (reaction == "unhandled")
{
    Asyncio.Run(Main("end"));
}

try
{
    TimeSpan limit = reaction is "limit" or "blocked" ? TimeSpan.FromSeconds(0.2) : TimeSpan.FromSeconds(60);
    string end = Asyncio.Run(Main(reaction), new RunOptions { ShutdownTimeout = limit });
    if (end.Length > 0)
    {
        Console.WriteLine(end);
    }
}
catch (ConsoleInterruptedException)
{
    Console.WriteLine("ConsoleInterruptedException");
}

static async Coroutine<string> Main(string reaction)
{
    EventLoop loop = Asyncio.RunningLoop;
    switch (reaction)
    {
        case "foreign" or "limit":
            LoopTask poll = Asyncio.CreateTask(SayWhenCanceled(Asyncio.CurrentTask!));
            await new TaskCompletionSource().Task;
            return poll.Name;
        case "blocked":
            Console.WriteLine("ready");
#pragma warning disable AIO101 // A step that does not end is what this is about.
            Thread.Sleep(Timeout.Infinite);
#pragma warning restore AIO101
            return "woken";
        case "handler":
            Future done = loop.CreateFuture();
            loop.AddSignalHandler(PosixSignal.SIGTERM, () =>
            {
                Console.WriteLine("handler");
                done.SetResult();
            });
            Console.WriteLine("ready");
            await done;
            return string.Empty;
        default:
            return await Wait(reaction, loop);
    }
}

static async Coroutine<string> Wait(string reaction, EventLoop loop)
{
    try
    {
        await WaitForInterrupt(loop);
        return "not interrupted";
    }
    catch (LoopCanceledException)
    {
        Console.WriteLine($"CE in main {Asyncio.CurrentTask!.CancelRequests}");
        switch (reaction)
        {
            case "end":
                throw;
            case "swallow":
                return "clean";
            default:
                try
                {
                    await WaitForInterrupt(loop);
                }
                finally
                {
                    Console.WriteLine("cleanup of main");
                }

                return "not interrupted again";
        }
    }
}

// The callback runs after main has suspended.
static async Coroutine WaitForInterrupt(EventLoop loop)
{
    loop.CallSoon(static () => Console.WriteLine("ready"));
    await loop.CreateFuture();
}

// Before the first signal, and again when that has arrived and could not end main.
static async Coroutine SayWhenCanceled(LoopTask main)
{
    Console.WriteLine("ready");
    while (main.CancelRequests == 0)
    {
        await Asyncio.Sleep(0.01);
    }

    Console.WriteLine("ready");
}
