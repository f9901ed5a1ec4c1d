namespace AsyncioSharp.Conformance;

/// <content>Tasks, combinators, time.</content>
internal sealed partial class Interpreter
{
    private async Coroutine Sleep(Op op, string me)
    {
        await Asyncio.Sleep(op.Time(1)!.Value);
        Log(me, $"slept {op.Number(1)}");
    }

    private async Coroutine Yield(string me)
    {
        await Asyncio.Sleep(0);
        Log(me, "s0");
    }

    private void Spawn(Op op, string me)
    {
        if (_taskCount >= MaxTasks)
        {
            Log(me, "nospawn");
            return;
        }

        _taskCount++;
        string child = Child(me);
        Log(me, $"spawn {op.Text(1)} {child}");
        _variables[op.Text(1)] = _loop.CreateTask(Function(op.Number(2), child));
    }

    private async Coroutine Call(Op op, string me)
    {
        object? result = await Function(op.Number(1), Child(me));
        Log(me, $"called {TraceText.Of(result)}");
    }

    private async Coroutine Await(Op op, string me)
    {
        if (Awaitable(op.Text(1)) is not { } task)
        {
            Log(me, "novar");
            return;
        }

        object? result = await task;
        Log(me, $"awaited {op.Text(1)} {TraceText.Of(result)}");
    }

    /// <summary><c>["gather", [variables], [functions], return_exceptions]</c>.</summary>
    private async Coroutine Gather(Op op, string me)
    {
        List<Awaitable<object?>> children = [.. Awaitables(op.Texts(1)).Select(static task => (Awaitable<object?>)task)];
        foreach (int function in op.Numbers(2))
        {
            if (_taskCount >= MaxTasks)
            {
                break;
            }

            _taskCount++;
            children.Add(Function(function, Child(me)));
        }

        object?[] results = op.Flag(3)
            ? [.. (await Asyncio.GatherSettled(children)).Select(static outcome => outcome.Exception ?? outcome.Result)]
            : await Asyncio.Gather(children);
        Log(me, $"gathered {TraceText.Of(results)}");
    }

    /// <summary><c>["wait", [variables], "F" or "E" or "A", timeout]</c>.</summary>
    private async Coroutine Wait(Op op, string me)
    {
        LoopTask<object?>[] tasks = [.. Awaitables(op.Texts(1))];
        if (tasks.Length == 0)
        {
            Log(me, "novar");
            return;
        }

        WaitMode mode = op.Text(2) switch
        {
            "F" => WaitMode.FirstCompleted,
            "E" => WaitMode.FirstException,
            _ => WaitMode.AllCompleted,
        };
        WaitResult<LoopTask<object?>> result = await Asyncio.Wait(tasks, mode, op.Time(3));

        // A variable may hold another task by now.
        var states = new List<string>();
        foreach (string name in op.Texts(1))
        {
            if (_variables.TryGetValue(name, out LoopTask<object?>? task) && Array.IndexOf(tasks, task) >= 0)
            {
                states.Add(name + (result.Done.Contains(task) ? "=d" : "=p"));
            }
        }

        Log(me, $"waited {string.Join(',', states)}");
    }

    /// <summary><c>["asc", [variables], timeout]</c>.</summary>
    private async Coroutine AsCompleted(Op op, string me)
    {
        foreach (Coroutine<object?> next in Asyncio.AsCompleted(Awaitables(op.Texts(1)), op.Time(2)))
        {
            try
            {
                object? result = await next;
                Log(me, $"asc {TraceText.Of(result)}");
            }
            catch (Exception e) when (e is UserException or TaskGroupException or ValueException or BrokenBarrierException
                || e.GetType() == typeof(InvalidOperationException))
            {
                Log(me, $"asc! {TraceText.Of(e)}");
            }
        }
    }

    private async Coroutine WaitFor(Op op, string me)
    {
        if (Awaitable(op.Text(1)) is not { } task)
        {
            Log(me, "novar");
            return;
        }

        object? result = await Asyncio.WaitFor(task, op.Time(2));
        Log(me, $"wf {TraceText.Of(result)}");
    }

    private async Coroutine WaitForCall(Op op, string me)
    {
        object? result = await Asyncio.WaitFor(Function(op.Number(1), Child(me)), op.Time(2));
        Log(me, $"wfc {TraceText.Of(result)}");
    }

    private async Coroutine Shield(Op op, string me)
    {
        if (Awaitable(op.Text(1)) is not { } task)
        {
            Log(me, "novar");
            return;
        }

        object? result = await Asyncio.Shield(task);
        Log(me, $"shielded {TraceText.Of(result)}");
    }

    private void Cancel(Op op, string me) => Log(
        me, _variables.TryGetValue(op.Text(1), out LoopTask<object?>? task) ? $"cancel {op.Text(1)} {TraceText.Of(task.Cancel())}" : "novar");

    private void LogState(Op op, string me)
    {
        if (!_variables.TryGetValue(op.Text(1), out LoopTask<object?>? task))
        {
            Log(me, "novar");
            return;
        }

        string state = task switch
        {
            { IsDone: false } => "pending",
            { IsCanceled: true } => "cancelled",
            { Exception: { } error } => $"exc {TraceText.Of(error)}",
            _ => $"res {TraceText.Of(task.Result)}",
        };
        Log(me, $"state {op.Text(1)} {state}");
    }

    private void AddDoneCallback(Op op, string me)
    {
        if (_variables.TryGetValue(op.Text(1), out LoopTask<object?>? task))
        {
            string label = op.Text(2);
            task.AddDoneCallback(_ => Log("cb", label));
        }
        else
        {
            Log(me, "novar");
        }
    }

    // A task cannot wait for itself: as a variable of its own it counts as not set.
    private LoopTask<object?>? Awaitable(string name) =>
        _variables.TryGetValue(name, out LoopTask<object?>? task) && task != Asyncio.CurrentTask ? task : null;

    private LoopTask<object?>[] Awaitables(string[] names) =>
        [.. names.Select(Awaitable).OfType<LoopTask<object?>>()];
}
