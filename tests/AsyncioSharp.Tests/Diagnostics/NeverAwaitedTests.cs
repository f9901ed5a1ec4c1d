using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>A coroutine that was called and never awaited is reported when the garbage collector finds it.</summary>
public sealed class NeverAwaitedTests
{
    private const string Message = "coroutine 'Forgotten.NeverAwaited'" + Rest;
    private const string Rest = " was never awaited, so it never ran: await it (ASYNCIO_DEBUG=1 shows where it was called)";

    [Fact]
    public void GoesToTheExceptionHandler()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static () => CollectAfter(static () => Forgotten.Call(Forgotten.NeverAwaited)));
        LoopErrorContext report = Assert.Single(reports);
        Assert.Equal(Message, report.Message);
        Assert.Null(report.Exception);
    }

    [Fact]
    public void GoesToTheLogger()
    {
        using var log = new StringWriter();
        Asyncio.Run(
            static () => CollectAfter(static () => Forgotten.Call(Forgotten.NeverAwaited)),
            new RunOptions { LoopFactory = TestLoop.Create, HandleInterrupt = false, Logger = new TextLogger(log) });
        Assert.Equal($"Error: {Message} {Environment.NewLine}", log.ToString());
    }

    [Fact]
    public void GoesToTheStandardErrorWithoutALoop()
    {
        // The only test that replaces it. What other tests write meanwhile arrives here too.
        TextWriter before = Console.Error;
        using var error = new StringWriter();
        try
        {
            Console.SetError(TextWriter.Synchronized(error));
            Forgotten.Call(OutsideOfAnyLoop);
            Forgotten.Collect();
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains(
            $"AsyncioSharp: coroutine 'NeverAwaitedTests.OutsideOfAnyLoop'{Rest}{Environment.NewLine}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void IsReportedOnce()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static async () =>
        {
            await CollectAfter(static () => Forgotten.Call(Forgotten.NeverAwaited));
            await CollectAfter(static () => { });
        });
        Assert.Single(reports);
    }

    [Fact]
    public void DebugModeSaysWhereItWasCalled()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static async () =>
        {
            Asyncio.RunningLoop.Debug = true;
            await CollectAfter(static () => Forgotten.Call(Forgotten.NeverAwaited));
        });
        string report = Assert.Single(reports).Message;
        Assert.Contains(nameof(DebugModeSaysWhereItWasCalled), report, StringComparison.Ordinal);

        // The first line under "Created at:" is the program's.
        Assert.Contains(nameof(Forgotten), report.Split(Environment.NewLine)[2], StringComparison.Ordinal);
        Assert.DoesNotContain("EventLoop", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsReportedAtTheEndOfRun_WithoutACollectionOfOnesOwn(bool debug)
    {
        var messages = new List<string>();
        Asyncio.Run(
            static async () =>
            {
                Forgotten.Call(Forgotten.NeverAwaited);
                await Coroutine.Completed;
            },
            Survivor.Options(context => messages.Add(context.Message)) with { Debug = debug });
        Assert.Single(messages, static message => message.StartsWith("coroutine 'Forgotten.NeverAwaited' was never awaited", StringComparison.Ordinal));
        Assert.Equal(debug, messages[0].Contains("Created at:", StringComparison.Ordinal));
    }

    // The end of a run collects garbage if a coroutine is out, and only then: whatever a correct program does brings its frames back.
    [Fact]
    public void RunWithoutAMistake_LeavesNoCoroutineOut()
    {
        LoopThread.Current.TakeForgotten();
        TestLoop.Run(static async () =>
        {
            LoopTask left = Asyncio.CreateTask(Asyncio.Sleep(100));
            Forgotten.NeverAwaited().Close();
            Asyncio.CreateTask(Forgotten.NeverAwaited()).Cancel();
            await Asyncio.GatherSettled(Asyncio.Sleep(1), Asyncio.WaitFor(new Future(), 1), Asyncio.Timeout(1, static async () => await new Future()));
            await Asyncio.Gather(Enumerable.Range(0, 70_000).Select(static i => Asyncio.Sleep(i % 3, i)));
            await TaskGroup.Run(static async group => _ = group.CreateTask(static async () => await Asyncio.Yield()));
            await Asyncio.ToThread(static () => Asyncio.Run(static async () => await Asyncio.Yield(), new RunOptions { HandleInterrupt = false }));
            using (await new AsyncLock().AcquireAsync())
            {
                await new AsyncQueue<int>(1).PutAsync(1);
            }

            try
            {
                await Assert.ThrowsAsync<InvalidOperationException>(static async () => await Fails());
            }
            finally
            {
                left.Cancel();
            }
        });
        Assert.False(LoopThread.Current.TakeForgotten());
    }

    // Called on the loop, and used where none runs: the exception has said it.
    [Fact]
    public void AwaitWithoutALoop_IsNotReportedAsWell() => Assert.Empty(Survivor.Run(static () => CollectAfter(static () => Forgotten.Call(static () =>
    {
        Coroutine awaited = Forgotten.NeverAwaited();
        Coroutine waitedFor = Forgotten.NeverAwaited();
        Assert.IsType<InvalidOperationException>(Survivor.Elsewhere(() => _ = awaited.GetAwaiter().IsCompleted));
        Assert.IsType<InvalidOperationException>(Survivor.Elsewhere(() => waitedFor.GetAwaiter().GetResult()));
        return awaited;
    }))));

    [Fact]
    public void PrimitivesAndSleepsAreReportedToo()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static () => CollectAfter(static () =>
        {
            Forgotten.Call(static () => Asyncio.Sleep(1));
            Forgotten.Call(static () => new AsyncEvent().WaitAsync());
        }));
        Assert.Equal(
            ["coroutine 'AsyncEvent.WaitAsync'" + Rest, "coroutine 'Asyncio.Sleep'" + Rest],
            reports.Select(static report => report.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CloseSuppressesTheReport() => Assert.Empty(Survivor.Run(static () => CollectAfter(static () => Forgotten.Call(static () =>
    {
        Coroutine coroutine = Forgotten.NeverAwaited();
        coroutine.Close();
        return coroutine;
    }))));

    [Fact]
    public void WhatWasStartedIsNotReported() => Assert.Empty(Survivor.Run(static () => CollectAfter(static () =>
    {
        // A task that its loop drops, in mid-flight and before its first step.
        using EventLoop other = TestLoop.Create();
        other.CreateTask(Forgotten.NeverAwaited());
    })));

    [Fact]
    public void CanceledBeforeItsFirstStepIsNotReported() => Assert.Empty(Survivor.Run(static () => CollectAfter(static () =>
        Asyncio.CreateTask(Forgotten.NeverAwaited()).Cancel())));

    // The one that called it is over; a later loop on the same thread has nothing to do with it.
    [Fact]
    public void LoopOfAnotherRunIsNotTold()
    {
        Asyncio.Run(
            static async () =>
            {
                await Coroutine.Completed;
                Forgotten.Call(Forgotten.NeverAwaited);
            },
            Survivor.Options(static _ => { }));
        Forgotten.Call(Forgotten.NeverAwaited);
        Assert.Empty(Survivor.Run(static () => CollectAfter(static () => { })));
    }

    private static async Coroutine CollectAfter(Action forget)
    {
        forget();
        await Asyncio.Yield();
        Forgotten.Collect();
        await Asyncio.Yield();
    }

    private static async Coroutine OutsideOfAnyLoop() => await Asyncio.Yield();

    private static async Coroutine Fails()
    {
        await Asyncio.Yield();
        throw new InvalidOperationException();
    }
}
