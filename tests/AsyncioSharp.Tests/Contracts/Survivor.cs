using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>Runs a misuse on virtual time and checks that the loop goes on: tasks made before and after it, timers and callbacks.</summary>
internal static class Survivor
{
    /// <summary>Runs the body, which has to end well, and returns what was reported meanwhile.</summary>
    internal static IReadOnlyList<LoopErrorContext> Run(Func<Coroutine> body)
    {
        var reports = new List<LoopErrorContext>();
        bool wentOn = false;
        Asyncio.Run(Main, Options(reports.Add));
        Assert.True(wentOn);
        return reports;

        async Coroutine Main()
        {
            bool called = false;
            LoopTask before = Asyncio.CreateTask(Asyncio.Sleep(1));
            await body();
            LoopTask after = Asyncio.CreateTask(Asyncio.Sleep(1));
            Asyncio.RunningLoop.CallSoon(() => called = true);
            await Asyncio.Gather(before, after);
            Asyncio.RunningLoop.ReportUnretrieved();
            wentOn = called;
        }
    }

    /// <summary>Does it on another thread, to the end; virtual time stands still meanwhile. Returns what it threw.</summary>
    internal static Exception? Elsewhere(Action action)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(action));
        thread.Start();
        thread.Join();
        return error;
    }

    /// <summary>Virtual time, and every report to <paramref name="report"/>.</summary>
    internal static RunOptions Options(Action<LoopErrorContext> report) => new()
    {
        LoopFactory = TestLoop.Create,
        HandleInterrupt = false,
        ExceptionHandler = (_, context) => report(context),
    };
}
