using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Eager start: the first step runs inside the call that creates the task.</content>
public partial class LoopTask
{
    /// <summary>Starts a new task: eagerly if requested and the loop is running, otherwise in the next iteration.</summary>
    internal void Begin(Frame root, bool eagerly)
    {
        // Eager tasks that start eager tasks nest on the stack. Before it overflows, a task is queued instead.
        if (eagerly && Loop.IsRunning && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            StepEagerly(root);
        }
        else
        {
            Loop.Enqueue(root, null);
        }
    }

    /// <summary>Runs a step inside the creator's step or callback, and restores the creator's state afterwards.</summary>
    [StackTraceHidden]
    private void StepEagerly(Frame root)
    {
        EventLoop loop = Loop;
        LoopTask? creator = loop.CurrentTaskOrNull;
        SynchronizationContext? context = SynchronizationContext.Current;
        Exception? injected = loop.TakeInjected();
        int depth = loop.Depth;
        loop.CurrentTaskOrNull = this;
        SynchronizationContext.SetSynchronizationContext(_context);
        loop.Recorder?.BeginEagerStep(this);
        ExecutionContext? creatorExecution = EnterExecution();
        try
        {
            loop.Drive(root);
        }
        finally
        {
            KeepExecution(ExecutionContext.Capture());
            if (creatorExecution is not null)
            {
                ExecutionContext.Restore(creatorExecution);
            }

            SynchronizationContext.SetSynchronizationContext(context);
            loop.Depth = depth;
            loop.Injected = injected;
            loop.CurrentTaskOrNull = creator;
            loop.Recorder?.EndEagerStep(this);
        }
    }

    // The task starts with a copy of the creator's execution context, taken when it was created. Only its span may be new in it.
    private ExecutionContext? EnterExecution()
    {
        if (Details?.Activity is null)
        {
            return Execution;
        }

        ExecutionContext? creatorExecution = ExecutionContext.Capture();
        ExecutionContext.Restore(Execution!);
        return creatorExecution;
    }
}
