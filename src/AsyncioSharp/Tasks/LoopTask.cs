using System.ComponentModel;
using System.Globalization;

namespace AsyncioSharp;

/// <summary>
/// A coroutine that the loop runs by itself (asyncio: <c>Task</c>). Made by <see cref="Asyncio.CreateTask(Coroutine, string?, bool?)"/>; await it as
/// often as you like.
/// </summary>
/// <remarks>
/// The loop keeps an unfinished task alive, so it cannot vanish; but keep a reference all the same, or nobody sees its exception until it is
/// reported. Cancellation: <see cref="Future.Cancel"/> asks the body to end, by an exception at its innermost await; the task is cancelled
/// when a cancellation leaves its body. Thread affinity: as for <see cref="Future"/>.
/// </remarks>
/// <example>
/// <code>
/// LoopTask poller = Asyncio.CreateTask(Poll(), name: "poller");
/// await Asyncio.Sleep(10);
/// poller.Cancel();
/// Task outside = poller.AsTask();   // for APIs that want a task of .NET
/// </code>
/// </example>
public partial class LoopTask : Future
{
    private static int s_lastNumber;

    private readonly LoopContext _context;

    // Where the loop keeps it and its root frame; negative when it is done.
    private int _slot;

    // Its execution context, or the details, which have it then.
    private object? _extra;

    internal LoopTask(EventLoop loop, Frame root, string? name)
        : base(loop)
    {
        _context = new LoopContext(this);
        _extra = ExecutionContext.Capture();
        if (name is null)
        {
            _context.TaskNumber = Interlocked.Increment(ref s_lastNumber);
        }
        else
        {
            MakeDetails().Name = name;
        }

        root.Task = this;
        _slot = loop.Add(this, root);
    }

    /// <summary>The name given at creation, else <c>Task-1</c>, <c>Task-2</c>, ... counted over the whole process.</summary>
    public string Name
    {
        get => Details?.Name ?? string.Create(CultureInfo.InvariantCulture, $"Task-{_context.TaskNumber}");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            MakeDetails().Name = value;
        }
    }

    /// <summary>The frame that runs, or waits for something that is not a coroutine; null when the task is done.</summary>
    internal Frame? InnermostFrame
    {
        get
        {
            Frame? frame = Root;
            while (frame?.WaitingOn is Frame child)
            {
                frame = child;
            }

            return frame;
        }
    }

    /// <summary>The context of its next step; of its last one when it is done.</summary>
    internal ExecutionContext? Execution => _extra is TaskDetails details ? details.Execution : (ExecutionContext?)_extra;

    /// <summary>The name of the coroutine that it runs; null when it is done.</summary>
    internal string? CoroutineName
    {
        get
        {
            Frame? frame = Root;
            while (frame is { IsTransparent: true, WaitingOn: Frame child })
            {
                frame = child;
            }

            return frame?.Name;
        }
    }

    private Frame? Root => _slot >= 0 ? Loop.RootOf(_slot) : null;

    private TaskDetails? Details => _extra as TaskDetails;

    /// <summary>Not for tasks: only the coroutine completes one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A task is completed by its coroutine.", error: true)]
    public new void SetResult() => base.SetResult();

    /// <summary>Not for tasks: only the coroutine completes one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A task is completed by its coroutine.", error: true)]
    public new bool TrySetResult() => base.TrySetResult();

    /// <summary>Not for tasks: only the coroutine completes one.</summary>
    /// <param name="exception">Ignored.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A task is completed by its coroutine.", error: true)]
    public new void SetException(Exception exception) => base.SetException(exception);

    /// <summary>Not for tasks: only the coroutine completes one.</summary>
    /// <param name="exception">Ignored.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A task is completed by its coroutine.", error: true)]
    public new bool TrySetException(Exception exception) => base.TrySetException(exception);

    internal static LoopTask Schedule(EventLoop loop, Coroutine coroutine, string? name, bool? eagerStart = null)
    {
        loop.ThrowIfClosed();
        loop.CheckThread();
        Frame root = coroutine.Claim();
        var task = new LoopTask(loop, root, name);
        task.Begin(root, eagerStart ?? loop.EagerTasks);
        return task;
    }

    /// <summary>The body returned.</summary>
    internal void Finish() => EndAs(FutureStatus.Succeeded);

    /// <summary>The body threw: the task is cancelled if it was a cancellation, and has failed otherwise.</summary>
    internal void FinishWithError(Exception error)
    {
        if (error is ConsoleInterruptedException)
        {
            Leave(FutureStatus.Faulted);
            TryFail(error);
            PeekRetrieve();
            throw error;
        }

        if (AsCancellation(error) is { } cancellation)
        {
            Leave(FutureStatus.Canceled);
            TryCancel(cancellation);
        }
        else
        {
            Leave(FutureStatus.Faulted);
            TryFail(error);
        }
    }

    /// <summary>The body was canceled, and nothing was thrown.</summary>
    /// <param name="cause">The exception if there is one already; else its message, or null.</param>
    internal void FinishCanceled(object? cause)
    {
        Leave(FutureStatus.Canceled);
        TryCancel(cause);
    }

    protected private void EndAs(FutureStatus status)
    {
        Leave(_mustCancel ? FutureStatus.Canceled : status);

        // A cancellation that the body never got to see still cancels the task (DESIGN.md, scheduling contract, rule 9).
        if (_mustCancel)
        {
            _mustCancel = false;
            TryCancel(Details?.CancelMessage);
        }
        else
        {
            TryComplete(status, null);
        }
    }

    /// <summary>The loop keeps it at another place from now on.</summary>
    internal void MoveTo(int slot) => _slot = slot;

    private TaskDetails MakeDetails()
    {
        if (_extra is not TaskDetails details)
        {
            _extra = details = new TaskDetails { Execution = (ExecutionContext?)_extra };
        }

        return details;
    }

    private void Leave(FutureStatus outcome)
    {
        Loop.CountEnd(outcome);
        Loop.Remove(_slot);
        _slot = -1;
        if (Details?.InnerWaits is { Count: > 0 } waits)
        {
            // Plain async methods that were started and not awaited: they go on without the task.
            waits.ForEach(Loop.AddStrayWait);
            waits.Clear();
        }
    }

    // The exception goes to the caller of Run at once; nobody needs to be told again.
    private void PeekRetrieve() => TakeError();
}
