using AsyncioSharp.Testing;
using AsyncioSharp.Tests.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Errors of callbacks and tasks, interrupts, debug mode.</summary>
public sealed class LoopErrorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_default_exc_handler_callback")]
    public void ErrorOfACallbackIsLogged(bool timer)
    {
        using var log = new StringWriter();
        using EventLoop loop = TestLoop.Create();
        loop.Logger = new TextLogger(log);
        Future future = loop.CreateFuture();
        future.AddDoneCallback(_ => loop.Stop());
        if (timer)
        {
            loop.CallLater(TimeSpan.FromMilliseconds(10), DivideByZero);
        }
        else
        {
            loop.CallSoon(DivideByZero);
        }

        loop.RunForever();
        string line = log.ToString().TrimEnd();
        Assert.StartsWith("Error: Exception in callback", line, StringComparison.Ordinal);
        Assert.Contains(nameof(DivideByZero), line, StringComparison.Ordinal);
        Assert.EndsWith(nameof(DivideByZeroException), line, StringComparison.Ordinal);

        void DivideByZero()
        {
            future.SetResult();
            throw new DivideByZeroException();
        }
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_default_exc_handler_coro")]
    public void ErrorThatNobodyRetrievesIsLogged()
    {
        using var log = new StringWriter();
        Asyncio.Run(
            static async () =>
            {
                Forgotten.CreateFailing(new DivideByZeroException());
                await Asyncio.Sleep(1);
                Forgotten.Collect();
                await Asyncio.Yield();
            },
            new RunOptions { LoopFactory = TestLoop.Create, HandleInterrupt = false, Logger = new TextLogger(log) });
        Assert.Equal("Error: Task exception was never retrieved DivideByZeroException", log.ToString().TrimEnd());
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_set_exc_handler_custom")]
    public void HandlerGetsTheReportsUntilItIsTakenAway()
    {
        using var log = new StringWriter();
        using EventLoop loop = TestLoop.Create();
        loop.Debug = true;
        loop.Logger = new TextLogger(log);
        Assert.Null(loop.ExceptionHandler);
        var reports = new List<(EventLoop Loop, LoopErrorContext Context)>();
        Action<EventLoop, LoopErrorContext> handler = (source, context) => reports.Add((source, context));
        loop.ExceptionHandler = handler;
        Assert.Same(handler, loop.ExceptionHandler);
        RunFailing();
        (EventLoop source, LoopErrorContext context) = Assert.Single(reports);
        Assert.Same(loop, source);
        Assert.StartsWith("Exception in callback", context.Message, StringComparison.Ordinal);
        Assert.IsType<DivideByZeroException>(context.Exception);
        Assert.Empty(log.ToString());
        loop.ExceptionHandler = null;
        RunFailing();
        Assert.Single(reports);
        Assert.StartsWith("Error: Exception in callback", log.ToString(), StringComparison.Ordinal);

        void RunFailing()
        {
            loop.CallSoon(static () => throw new DivideByZeroException());
            loop.Stop();
            loop.RunForever();
        }
    }

    // The place where reports go by default fails, called by the loop or because the handler has failed.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_default_exc_handler_broken")]
    public void LoggerThatThrowsDoesNotEndTheLoop(bool brokenHandler)
    {
        var logged = new List<Exception?>();
        using EventLoop loop = TestLoop.Create();
        loop.Logger = new BrokenLogger(logged.Add);
        loop.ExceptionHandler = brokenHandler ? static (_, _) => throw new InvalidCastException() : null;
        loop.CallSoon(static () => throw new DivideByZeroException());
        bool wentOn = false;
        loop.CallSoon(() =>
        {
            wentOn = true;
            loop.Stop();
        });
        loop.RunForever();
        Assert.True(wentOn);

        // It was told of the handler, and of what the handler was called for.
        Type[] expected = brokenHandler ? [typeof(InvalidCastException), typeof(DivideByZeroException)] : [typeof(DivideByZeroException)];
        Assert.Equal(expected, logged.Select(static exception => exception?.GetType()));
    }

    // The stop that was queued for the first future must not end the second run.
    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_run_until_complete_loop_orphan_future_close_loop")]
    public void FutureOfAnInterruptedRunDoesNotStopTheNext()
    {
        using EventLoop loop = TestLoop.Create();
        loop.CallSoon(static () => throw new ConsoleInterruptedException());
        Assert.Throws<ConsoleInterruptedException>(() => loop.RunUntilComplete(Asyncio.Sleep(0.1)));
        loop.RunUntilComplete(Asyncio.Sleep(0.2));
        Assert.Equal(TimeSpan.FromSeconds(0.2), loop.Time);
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_run_forever_keyboard_interrupt")]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_run_until_complete_baseexception")]
    public void InterruptOfMainIsThrownNotReportedAndStopsOneRunOnly()
    {
        var reports = new List<LoopErrorContext>();
        EventLoop loop = TestLoop.Create();
        loop.ExceptionHandler = (_, context) => reports.Add(context);
        Assert.Throws<ConsoleInterruptedException>(() => loop.RunUntilComplete(Interrupted()));
        bool called = false;

        // Two iterations later: a stop left over from the first run would come before it.
        loop.CallSoon(() => loop.CallSoon(() =>
        {
            loop.Stop();
            called = true;
        }));
        loop.RunForever();
        Assert.True(called);
        loop.Close();
        Forgotten.Collect();
        Assert.Empty(reports);

        static async Coroutine Interrupted()
        {
            await Coroutine.Completed;
            throw new ConsoleInterruptedException();
        }
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_set_debug")]
    public void DebugModeGoesOnAndOff()
    {
        using EventLoop loop = TestLoop.Create();
        loop.Debug = true;
        Assert.True(loop.Debug);
        loop.Debug = false;
        Assert.False(loop.Debug);
    }

    // No clock decides: the threshold is zero, so every step is slow.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_base_events::BaseEventLoopWithSelectorTests.test_log_slow_callbacks")]
    public void SlowCallbacksAndStepsAreReported(bool task)
    {
        var messages = new List<string>();
        using var loop = new EventLoop { Debug = true, SlowCallbackThreshold = TimeSpan.Zero };
        loop.ExceptionHandler = (_, context) => messages.Add(context.Message);
        LoopTask? stopping = null;
        if (task)
        {
            stopping = loop.CreateTask(StopInATask());
        }
        else
        {
            loop.CallSoon(StopInACallback);
        }

        loop.RunForever();
        Assert.Matches(task ? "^Executing <Task.*StopInATask.* took .* seconds" : "^Executing .*StopInACallback.* took .* seconds", Assert.Single(messages));
        Assert.Equal(task, stopping?.IsDone ?? false);

        void StopInACallback() => loop.Stop();

        async Coroutine StopInATask()
        {
            await Coroutine.Completed;
            loop.Stop();
        }
    }

    private sealed class BrokenLogger(Action<Exception?> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log(exception);
            throw new InvalidOperationException("no place left");
        }
    }
}
