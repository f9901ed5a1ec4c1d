using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Statements;

/// <summary>Runs a statement about asyncio's scheduling on virtual time and compares its trace with the one recorded on CPython 3.13.</summary>
public static class Statement
{
    /// <summary>A statement told by a main coroutine, which takes its first step in iteration 1.</summary>
    public static void Check(Func<Trace, Coroutine> body, params string[] expected)
    {
        using EventLoop loop = TestLoop.Create();
        Trace trace = Watch(loop);
        LoopTask main = loop.CreateTask(body(trace), "main");
        try
        {
            loop.RunUntilComplete(main);
        }
        catch (DeadlockException)
        {
            trace.Log("DEADLOCK");
        }
        catch (Exception e)
        {
            trace.Log("main raised", e.GetType().Name);
        }

        string[] lines = [.. trace.Lines];
        CancelRest(loop);
        Assert.Equal(expected, lines);
    }

    /// <summary>A statement told by plain code that drives the loop itself.</summary>
    public static void CheckLoop(Action<Trace, EventLoop> body, params string[] expected)
    {
        using EventLoop loop = TestLoop.Create();
        Trace trace = Watch(loop);
        body(trace, loop);
        string[] lines = [.. trace.Lines];
        CancelRest(loop);
        Assert.Equal(expected, lines);
    }

    /// <summary>Logs x, yields n times, logs "x." if it yielded, and returns the result or throws the error.</summary>
    public static async Coroutine<object?> Say(Trace trace, string label, int yields = 0, object? result = null, Exception? error = null)
    {
        trace.Log(label);
        for (int i = 0; i < yields; i++)
        {
            await Asyncio.Sleep(0);
        }

        if (error is not null)
        {
            throw error;
        }

        if (yields > 0)
        {
            trace.Log(label + ".");
        }

        return result;
    }

    /// <summary>Logs the label n times, yielding after each.</summary>
    public static async Coroutine Ticks(Trace trace, int count, string label = "i")
    {
        for (int i = 0; i < count; i++)
        {
            trace.Log(label);
            await Asyncio.Sleep(0);
        }
    }

    /// <summary>A statement that runs on a real loop, which the body makes: the trace has neither iterations nor times.</summary>
    public static void CheckReal(Action<Trace> body, params string[] expected)
    {
        var trace = new Trace(null);
        body(trace);
        Assert.Equal(expected, trace.Lines);
    }

    /// <summary>One task for each label, made in order.</summary>
    public static LoopTask[] Tasks(Func<string, Coroutine> body, params string[] labels) =>
        [.. labels.Select(label => Asyncio.CreateTask(body(label)))];

    private static Trace Watch(EventLoop loop)
    {
        var trace = new Trace(loop);

        // As the recording does: the message up to what names the object, and the type of the exception.
        loop.ExceptionHandler = (_, context) => trace.Log(
            "EXH", context.Message.Split(" <")[0].Split(" in callback")[0], context.Exception?.GetType().Name ?? string.Empty);
        return trace;
    }

    private static void CancelRest(EventLoop loop)
    {
        loop.ExceptionHandler = static (_, _) => { };
        IReadOnlyList<LoopTask> rest = loop.AllTasks();
        foreach (LoopTask task in rest)
        {
            task.Cancel();
        }

        try
        {
            loop.RunUntilComplete(Asyncio.GatherSettled(rest.Count > 0 ? rest : [loop.CreateTask(Coroutine.Completed)]));
        }
        catch (DeadlockException)
        {
            // A statement may leave tasks that nothing can end.
        }
    }
}
