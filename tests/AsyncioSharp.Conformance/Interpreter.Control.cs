using System.Text.Json;

namespace AsyncioSharp.Conformance;

/// <content>Functions, blocks, and the operations that hold blocks.</content>
internal sealed partial class Interpreter
{
    /// <summary>A function of the program: what a task runs, or an inline call.</summary>
    private async Coroutine<object?> Function(int index, string me)
    {
        Log(me, "start");
        try
        {
            foreach (JsonElement json in _functions[index].EnumerateArray())
            {
                var op = new Op(json);

                // Only ever the last operation of a function, so it need not unwind anything.
                if (op.Name == "ret")
                {
                    object result = op.Number(1);
                    Log(me, $"ret {TraceText.Of(result)}");
                    return result;
                }

                await Step(op, me, null);
            }
        }
        catch (Exception e)
        {
            Log(me, $"exc {TraceText.Of(e)}");
            throw;
        }

        Log(me, "end");
        return null;
    }

    /// <summary>Operations one after the other. <paramref name="scope"/>: the timeout or task group directly around them.</summary>
    private async Coroutine Block(JsonElement block, string me, object? scope)
    {
        foreach (JsonElement op in block.EnumerateArray())
        {
            await Step(new Op(op), me, scope);
        }
    }

    private async Coroutine Loop(Op op, string me, object? scope)
    {
        for (int i = op.Number(1); i > 0; i--)
        {
            await Block(op.Block(2), me, scope);
        }
    }

    /// <summary><c>["try", body, [[kind, body, reraise]...], finally or null]</c>.</summary>
    private async Coroutine Try(Op op, string me, object? scope)
    {
        try
        {
            await Block(op.Block(1), me, scope);
        }
        catch (Exception e) when (HandlerFor(op, e) is not null)
        {
            Op handler = HandlerFor(op, e)!.Value;
            Log(me, $"caught {TraceText.Of(e)}");
            await Block(handler.Block(1), me, scope);
            if (handler.Flag(2))
            {
                throw;
            }
        }
        finally
        {
            if (!op.IsNull(3))
            {
                Log(me, "finally");
                await Block(op.Block(3), me, scope);
            }
        }
    }

    private static Op? HandlerFor(Op op, Exception error)
    {
        foreach (JsonElement json in op.Block(2).EnumerateArray())
        {
            var handler = new Op(json);
            if (TraceText.Matches(handler.Name, error))
            {
                return handler;
            }
        }

        return null;
    }

    private async Coroutine Timeout(Op op, string me)
    {
        TimeoutScope? entered = null;
        try
        {
            await Asyncio.Timeout(op.Time(1), scope =>
            {
                entered = scope;
                return Block(op.Block(2), me, scope);
            });
        }
        finally
        {
            Log(me, $"to {TraceText.Of(entered!.IsExpired)}");
        }
    }

    private void Reschedule(Op op, string me, object? scope)
    {
        if (scope is not TimeoutScope timeout)
        {
            Log(me, "noto");
            return;
        }

        timeout.Reschedule(_loop.Time + op.Time(1));
        Log(me, "resched");
    }

    private async Coroutine Group(Op op, string me)
    {
        await TaskGroup.Run(group => Block(op.Block(1), me, group));
        Log(me, "tg ok");
    }

    private void SpawnInGroup(Op op, string me, object? scope)
    {
        if (scope is not TaskGroup group || _taskCount >= MaxTasks)
        {
            Log(me, "notg");
            return;
        }

        _taskCount++;
        string child = Child(me);
        Log(me, $"tgspawn {op.Text(1)} {child}");
        _variables[op.Text(1)] = group.CreateTask(Function(op.Number(2), child));
    }
}
