using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Eager start: the first step runs inside the call that creates the task.</content>
public partial class LoopTask
{
    /// <summary>Starts a task that has just been made: eagerly if that is asked for and the loop runs, else in the next iteration.</summary>
    internal void Begin(Frame root, bool eagerly)
    {
        // Eager tasks that start eager tasks use the stack. Before it ends, one has to wait for the loop instead.
        if (eagerly && Loop.IsRunning && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            StepEagerly(root);
        }
        else
        {
            Loop.Enqueue(root, null);
        }
    }

    /// <summary>A step within the step, or the callback, of the creator, who finds everything as it was.</summary>
    [StackTraceHidden]
    private void StepEagerly(Frame root)
    {
        EventLoop loop = Loop;
        LoopTask? creator = loop.CurrentTaskOrNull;
        SynchronizationContext? context = SynchronizationContext.Current;
        Exception? injected = loop.Injected;
        int depth = loop.Depth;
        loop.CurrentTaskOrNull = this;
        loop.Injected = null;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            loop.Drive(root);
        }
        finally
        {
            // The task began with the creator's execution context, as it was when the task was made.
            ExecutionContext? creatorExecution = Execution;
            KeepExecution(ExecutionContext.Capture());
            if (creatorExecution is not null)
            {
                ExecutionContext.Restore(creatorExecution);
            }

            SynchronizationContext.SetSynchronizationContext(context);
            loop.Depth = depth;
            loop.Injected = injected;
            loop.CurrentTaskOrNull = creator;
        }
    }
}
