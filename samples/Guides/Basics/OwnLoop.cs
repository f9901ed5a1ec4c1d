namespace AsyncioSharp.Samples.Guides;

/// <summary>What Asyncio.Run does for you: a loop of your own, which runs until something stops it.</summary>
public static class OwnLoop
{
    public static void Run()
    {
        using var loop = new EventLoop();
        loop.CallSoon(() => Console.WriteLine("The loop runs"));
        loop.CallLater(TimeSpan.FromMilliseconds(10), loop.Stop);
        loop.RunForever();
        Console.WriteLine("The loop has stopped");
    }
}
