using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>An error says what happened, to which coroutine, and what to write.</summary>
public sealed class CureTests
{
    [Fact]
    public void NoLoop_NamesTheTwoWaysToOne()
    {
        Coroutine coroutine = Once();
        string message = Assert.Throws<InvalidOperationException>(() => Asyncio.CreateTask(coroutine)).Message;
        coroutine.Close();
        Assert.Equal("no running event loop: start one with Asyncio.Run(Main), or reach one that runs elsewhere with loop.SubmitThreadSafe(...)", message);
    }

    [Fact]
    public void SynchronousWait_IsNotASecondAwait() => TestLoop.Run(static async () =>
    {
        string message = Assert.Throws<InvalidOperationException>(static () => Once().GetAwaiter().GetResult()).Message;
        Assert.Equal("coroutine 'CureTests.Once' cannot be waited for synchronously: await it, or run it with Asyncio.Run(...) where no loop runs", message);
        await Asyncio.Yield();
    });

    [Fact]
    public void SecondAwait_NamesTheCoroutine() => TestLoop.Run(static async () =>
    {
        Coroutine coroutine = Once();
        await coroutine;
        string message = (await Assert.ThrowsAsync<InvalidOperationException>(async () => await coroutine)).Message;
        Assert.Equal("cannot reuse already awaited coroutine 'CureTests.Once': to await it more than once, make it a task with Asyncio.CreateTask(...)", message);
    });

    [Fact]
    public void AwaitInTwoPlaces_NamesTheCoroutine() => TestLoop.Run(static async () =>
    {
        Coroutine coroutine = Once();
        LoopTask first = Asyncio.CreateTask(async () => await coroutine);
        await Asyncio.Yield();
        string message = (await Assert.ThrowsAsync<InvalidOperationException>(async () => await coroutine)).Message;
        Assert.Equal("coroutine 'CureTests.Once' is being awaited already: to await it in several places, make it a task with Asyncio.CreateTask(...)", message);
        await first;
    });

    [Fact]
    public void ResultOfAPendingTask_NamesTheTask() => TestLoop.Run(static async () =>
    {
        LoopTask<int> task = Asyncio.CreateTask(Asyncio.Sleep(1, 1), name: "answer");
        Assert.Equal(
            "Result is not set. Await it first: <Task pending name='answer' coro=<Asyncio.Sleep>> is not done.",
            Assert.Throws<InvalidStateException>(() => task.Result).Message);
        Assert.Equal(
            "Exception is not set. Await it first: <Task pending name='answer' coro=<Asyncio.Sleep>> is not done.",
            Assert.Throws<InvalidStateException>(() => task.Exception).Message);
        await task;
    });

    [Fact]
    public void EndOfTheRun_SaysThatItHasCanceled()
    {
        LoopTask? left = null;
        TestLoop.Run(async () =>
        {
            left = Asyncio.CreateTask(Asyncio.Sleep(1000));
            await Asyncio.Yield();
        });
        Assert.Equal("The run has ended: it cancels the tasks that are left.", Assert.Throws<LoopCanceledException>(() => left!.GetResult()).Message);
    }

    [Fact]
    public void SlowStep_NamesTheCoroutineThatTookTheTime()
    {
        var messages = new List<string>();
        Asyncio.Run(
            static async () =>
            {
                Asyncio.RunningLoop.SlowCallbackThreshold = TimeSpan.FromMilliseconds(20);
                await Asyncio.Sleep(0.001);
                await Outer();
            },
            new RunOptions { Debug = true, HandleInterrupt = false, ExceptionHandler = (_, context) => messages.Add(context.Message) });
        Assert.Contains(messages, static message => message.Contains("coro=<CureTests.SlowStep_NamesTheCoroutineThatTookTheTime>", StringComparison.Ordinal)
            && message.Contains("seconds, most of them in 'CureTests.Blocks' (a blocking call?", StringComparison.Ordinal));
    }

    [Fact]
    public void Dump_ShowsWhatTheUserWrote() => TestLoop.Run(static async () =>
    {
        LoopTask group = Asyncio.CreateTask(static () => TaskGroup.Run(static async group => await Once()));
        LoopTask limited = Asyncio.CreateTask(static () => Asyncio.Timeout(5, static async () => await Once()));
        LoopTask waiting = Asyncio.CreateTask(static async () => await Asyncio.WaitFor(new Future(), 5));
        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.Equal(["TaskGroup.Run", "CureTests.Dump_ShowsWhatTheUserWrote", "CureTests.Once"], group.AwaitStack);
        Assert.Equal(["Asyncio.Timeout", "CureTests.Dump_ShowsWhatTheUserWrote", "CureTests.Once"], limited.AwaitStack);
        Assert.Equal(["CureTests.Dump_ShowsWhatTheUserWrote", "Asyncio.WaitFor"], waiting.AwaitStack);
        waiting.Cancel();
        await Asyncio.GatherSettled(group, limited, waiting);
    });

    private static async Coroutine Once()
    {
        await Asyncio.Yield();
        await Asyncio.Yield();
    }

    private static async Coroutine Outer()
    {
        await Blocks();
        await Asyncio.Yield();
    }

    private static async Coroutine Blocks()
    {
#pragma warning disable AIO101, AIO151 // The mistake that is reported.
        Thread.Sleep(300);
#pragma warning restore AIO101, AIO151
        await Coroutine.Completed;
    }
}
