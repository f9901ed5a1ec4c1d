using System.Text.Json;
using AsyncioSharp.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AsyncioSharp.Conformance;

/// <summary>
/// Runs one program on a loop with virtual time and writes down what happens, as <c>iteration|time|task|event</c>. It adds no iteration of
/// its own: functions and nested blocks are awaited coroutines.
/// </summary>
internal sealed partial class Interpreter : IDisposable
{
    private const int MaxTasks = 120;
    private const int MaxTrace = 3000;

    private readonly LoopDriver _driver;
    private readonly EventLoop _loop;
    private readonly JsonElement[] _functions;
    private readonly Dictionary<string, object> _objects = [];
    private readonly Dictionary<string, LoopTask<object?>> _variables = [];
    private readonly Dictionary<string, int> _children = [];
    private readonly AsyncLocal<int> _contextVariable = new();
    private readonly List<string> _trace = [];
    private int _taskCount;

    private Interpreter(JsonElement program, LoopDriver driver)
    {
        _driver = driver;
        _loop = driver.Loop;
        _functions = [.. program.GetProperty("fns").EnumerateArray()];
        _loop.EagerTasks = program.TryGetProperty("eager", out JsonElement eager) && eager.GetInt32() != 0;
        _loop.ExceptionHandler = OnLoopError;

        // For what the garbage collector finds after the program's end.
        _loop.Logger = NullLogger.Instance;
        foreach (JsonProperty item in program.GetProperty("objs").EnumerateObject())
        {
            _objects[item.Name] = Make(item.Value);
        }
    }

    public void Dispose()
    {
        // What is left of a deadlocked program has nothing to say any more.
        _loop.ExceptionHandler = static (_, _) => { };
        _loop.Dispose();
    }

    internal static IReadOnlyList<string> Run(JsonElement program, LoopDriver driver)
    {
        using var interpreter = new Interpreter(program, driver);
        interpreter.Run();
        return interpreter._trace;
    }

    private void Run()
    {
        try
        {
            LoopTask<object?> main = _loop.CreateTask(Function(0, "m"));
            _driver.RunUntilComplete(main);
            Log("loop", $"RESULT {TraceText.Of(main.Result)}");
        }
        catch (DeadlockException)
        {
            Log("loop", "DEADLOCK");
        }
        catch (Exception e)
        {
            Log("loop", $"RAISED {TraceText.Of(e)}");
        }

        try
        {
            Log("loop", $"SHUTDOWN {CancelRest()}");
        }
        catch (DeadlockException)
        {
            Log("loop", "SHUTDOWN-DEADLOCK");
        }
    }

    /// <summary>What asyncio.run does with the tasks that main leaves behind.</summary>
    private int CancelRest()
    {
        IReadOnlyList<LoopTask> rest = _loop.AllTasks();
        if (rest.Count == 0)
        {
            return 0;
        }

        foreach (LoopTask task in rest)
        {
            task.Cancel();
        }

        _driver.RunUntilComplete(Asyncio.GatherSettled(rest));
        foreach (LoopTask task in rest)
        {
            if (task is { IsCanceled: false, Exception: { } error })
            {
                Log("loop", $"EXH unhandled exception during asyncio.run() shutdown {TraceText.Of(error)}");
            }
        }

        return rest.Count;
    }

    private void OnLoopError(EventLoop loop, LoopErrorContext context)
    {
        // See deviations.md: when the first two come depends on the garbage collector, the third is new in CPython 3.14 (S142).
        if (!context.Message.Contains("never retrieved", StringComparison.Ordinal)
            && !context.Message.Contains("never awaited", StringComparison.Ordinal)
            && !context.Message.Contains("in shielded future", StringComparison.Ordinal))
        {
            Log("loop", $"EXH {context.Message} {(context.Exception is { } error ? TraceText.Of(error) : "-")}");
        }
    }

    private void Log(string who, string what)
    {
        if (_trace.Count < MaxTrace)
        {
            _trace.Add($"{_loop.Iteration}|{VirtualTime.ToTicks(_loop.Time)}|{who}|{what}");
        }
    }

    /// <summary>The name of the next child: tasks and calls are named by their place in the tree, not by a global count.</summary>
    private string Child(string parent)
    {
        int number = _children.GetValueOrDefault(parent) + 1;
        _children[parent] = number;
        return $"{parent}/{number}";
    }

    private object Make(JsonElement description)
    {
        int Number(string name) => description.GetProperty(name).GetInt32();
        return description.GetProperty("k").GetString() switch
        {
            "queue" => new AsyncQueue<int>(Number("max")),
            "pqueue" => new AsyncPriorityQueue<int>(Number("max")),
            "lqueue" => new AsyncLifoQueue<int>(Number("max")),
            "lock" => new AsyncLock(),
            "sem" => new AsyncSemaphore(Number("n")),
            "bsem" => new AsyncSemaphore(Number("n"), Number("n")),
            "event" => new AsyncEvent(),
            "cond" => new AsyncCondition(),
            "barrier" => new AsyncBarrier(Number("n")),
            "fut" => _loop.CreateFuture<object?>(),
            var kind => throw new InvalidDataException($"unknown kind of object: {kind}"),
        };
    }
}
