using AsyncioSharp;

// Says on stdout when it can be interrupted, and what became of it. The argument tells what main does about its cancellation.
try
{
    Console.WriteLine(Asyncio.Run(Main(args[0])));
}
catch (ConsoleInterruptedException)
{
    Console.WriteLine("ConsoleInterruptedException");
}

static async Coroutine<string> Main(string reaction)
{
    EventLoop loop = Asyncio.RunningLoop;
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
