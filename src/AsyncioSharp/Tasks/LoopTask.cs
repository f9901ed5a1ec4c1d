using System.ComponentModel;
using System.Globalization;

namespace AsyncioSharp;

/// <summary>
/// A coroutine that the loop runs concurrently with its creator (asyncio: <c>Task</c>).
/// <see cref="Asyncio.CreateTask(Coroutine, string?, bool?)"/> creates one; it can be awaited any number of times.
/// </summary>
/// <remarks>
/// The loop keeps an unfinished task alive, so it is never collected early. Keep a reference anyway: without one, its exception is only
/// seen when the loop reports it. Cancellation: <see cref="Future.Cancel"/> throws an exception at the body's innermost await; the task is
/// canceled when a cancellation leaves its body. Thread affinity: as for <see cref="Future"/>.
/// </remarks>
/// <example>
/// <code>
/// static async Coroutine Poll()
/// {
///     while (true) { await Asyncio.Sleep(1); }
/// }
///
/// LoopTask poller = Asyncio.CreateTask(Poll(), name: "poller");
/// await Asyncio.Sleep(10);
/// poller.Cancel();
/// Task task = poller.AsTask();   // for APIs that take a .NET task
/// </code>
/// </example>
public partial class LoopTask : Future
{
    private static int s_lastNumber;

    private readonly LoopContext _context;

    // Its slot in the loop, which holds the task and its root frame; negative once the task is done.
    private int _slot;

    // The execution context, or the details, which then hold the context.
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
            StartNamed(name);
        }

        root.Task = this;
        _slot = loop.Add(this, root);
    }

    /// <summary>The name given at creation, otherwise <c>Task-1</c>, <c>Task-2</c>, ... numbered across the process.</summary>
    public string Name
    {
        get => Details?.Name ?? string.Create(CultureInfo.InvariantCulture, $"Task-{_context.TaskNumber}");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            MakeDetails().Name = value;
        }
    }

    /// <summary>The name given by the program; null without one.</summary>
    internal string? GivenName => Details?.Name;

    /// <summary>What the current recording knows of the task; null if it does not know it.</summary>
    internal TaskTrace? Trace
    {
        get => Details?.Trace;
        set => MakeDetails().Trace = value;
    }

    /// <summary>The frame that is running or waits for something other than a coroutine; null once the task is done.</summary>
    internal Frame? InnermostFrame => Root?.Innermost;

    /// <summary>The execution context of the next step; of the last step once the task is done.</summary>
    internal ExecutionContext? Execution => _extra is TaskDetails details ? details.Execution : (ExecutionContext?)_extra;

    /// <summary>The name of the coroutine that the task runs; null once the task is done.</summary>
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

    /// <summary>Not supported: only its coroutine completes a task.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A task is completed by its coroutine.", error: true)]
    public new void SetResult() => base.SetResult();

    /// <summary>Not supported: only its coroutine completes a task.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A task is completed by its coroutine.", error: true)]
    public new bool TrySetResult() => base.TrySetResult();

    /// <summary>Not supported: only its coroutine completes a task.</summary>
    /// <param name="exception">Ignored.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A task is completed by its coroutine.", error: true)]
    public new void SetException(Exception exception) => base.SetException(exception);

    /// <summary>Not supported: only its coroutine completes a task.</summary>
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

    /// <summary>The body threw: the task is canceled if the exception is a cancellation, and faulted otherwise.</summary>
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
            if (Details?.Activity is { } activity)
            {
                LoopActivities.Fail(activity, error);
            }

            // Described before it is left, because its frames are gone then.
            LostFailure? lost = TaskOrigin.Of(this) is { } origin ? new LostFailure(this, origin) : null;
            Leave(FutureStatus.Faulted);
            TryFail(error, lost);
        }
    }

    /// <summary>The body was canceled without an exception being thrown.</summary>
    /// <param name="cause">The exception if one exists already, otherwise its message, or null.</param>
    internal void FinishCanceled(object? cause)
    {
        Leave(FutureStatus.Canceled);
        TryCancel(cause);
    }

    protected private void EndAs(FutureStatus status)
    {
        Leave(_mustCancel ? FutureStatus.Canceled : status);

        // A cancellation that never reached the body still cancels the task (DESIGN.md, scheduling contract, rule 9).
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

    /// <summary>The loop has moved the task to another slot.</summary>
    internal void MoveTo(int slot) => _slot = slot;

    private void StartNamed(string name)
    {
        TaskDetails details = MakeDetails();
        details.Name = name;
        details.Activity = LoopActivities.StartTask(name, ref details.Execution);
    }

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
        if (Details is { } details)
        {
            LeaveDetails(details, outcome);
        }
    }

    private void LeaveDetails(TaskDetails details, FutureStatus outcome)
    {
        details.Trace?.End(outcome);
        if (details.Activity is { } activity)
        {
            LoopActivities.EndTask(activity, outcome);
        }

        if (details.InnerWaits is { Count: > 0 } waits)
        {
            // Plain async methods that were started and not awaited continue without the task.
            waits.ForEach(Loop.AddStrayWait);
            waits.Clear();
        }
    }

    // The caller of Run gets the exception directly, so it must not be reported again.
    private void PeekRetrieve() => TakeError();
}
