namespace AsyncioSharp.Tests;

/// <summary>The awaits of the loop that a cancellation has to end, one of each kind of wait.</summary>
public static class LoopAwait
{
    /// <summary>What is awaited.</summary>
    public enum Kind
    {
        /// <summary>A timer.</summary>
        Sleep,

        /// <summary>A bare yield, as a coroutine.</summary>
        SleepZero,

        /// <summary>A bare yield.</summary>
        Yield,

        /// <summary>A future that nobody completes.</summary>
        Future,

        /// <summary>Another task.</summary>
        Task,

        /// <summary>A coroutine that awaits another one.</summary>
        Coroutine,

        /// <summary>An empty queue.</summary>
        Queue,
    }

    /// <summary>Awaits it. Written in a plain method, so that its awaiters are used as such a method does.</summary>
    public static async Task Of(Kind kind)
    {
        switch (kind)
        {
            case Kind.Sleep:
                await Asyncio.Sleep(9);
                break;
            case Kind.SleepZero:
                await Asyncio.Sleep(0);
                break;
            case Kind.Yield:
                await Asyncio.Yield();
                break;
            case Kind.Future:
                await new Future<int>();
                break;
            case Kind.Task:
                await Asyncio.CreateTask(Asyncio.Sleep(9));
                break;
            case Kind.Coroutine:
                await Deeper();
                break;
            default:
                await new AsyncQueue<int>().GetAsync();
                break;
        }

        static async Coroutine Deeper() => await Asyncio.Sleep(9);
    }

    /// <summary>Awaits it and logs how that ended: the type and the message of the cancellation, or "passed".</summary>
    public static async Task Logged(List<string> log, Kind kind)
    {
        try
        {
            await Of(kind);
            log.Add("passed");
        }
        catch (OperationCanceledException e)
        {
            log.Add($"{e.GetType().Name} {(e as LoopCanceledException)?.CancelMessage}");
            throw;
        }
    }
}
