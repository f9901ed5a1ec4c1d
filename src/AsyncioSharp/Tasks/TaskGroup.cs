using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>A group of tasks that complete together (asyncio: <c>TaskGroup</c>).</summary>
/// <remarks>
/// The run completes when the body and all children have completed. If one of them fails, the others are canceled and awaited, and the
/// errors are thrown as one <see cref="TaskGroupException"/>. A child that is canceled individually does not affect the group. Loop thread
/// only.
/// </remarks>
/// <example>
/// <code>
/// static async Coroutine Say(string text) =&gt; Console.WriteLine(await Asyncio.Sleep(0.1, text));
///
/// await TaskGroup.Run(async group =&gt;
/// {
///     group.CreateTask(Say("first"));
///     group.CreateTask(async () =&gt; await Say("second"));
///     group.CreateTask(File.WriteAllTextAsync("third.txt", "third"));
/// });
/// </code>
/// </example>
public sealed partial class TaskGroup
{
    private const int FewChildren = 8;

    private readonly EventLoop _loop;
    private readonly LoopTask _parent;
    private readonly ChildDoneWorkItem _childDone;

    // Children in creation order; finished ones are removed only when the array is full.
    private LoopTask[] _children = [];
    private int _count;
    private int _running;
    private List<Exception>? _errors;
    private Future? _allDone;
    private ConsoleInterruptedException? _interrupt;
    private bool _exiting;
    private bool _aborting;
    private bool _canceled;
    private bool _parentCancelRequested;
    private Activity? _activity;

    private TaskGroup(EventLoop loop, LoopTask parent)
    {
        _loop = loop;
        _parent = parent;
        _childDone = new ChildDoneWorkItem(this);
    }

    /// <summary>Runs a body that creates tasks in the group, and waits for all of them.</summary>
    /// <param name="body">The body; it runs in the current task.</param>
    /// <returns>A coroutine that completes when the body and all children have completed.</returns>
    /// <exception cref="TaskGroupException">A child or the body failed.</exception>
    /// <exception cref="LoopCanceledException">
    /// The current task was canceled, and nothing failed. The children were canceled and awaited.
    /// </exception>
    /// <exception cref="InvalidOperationException">Awaited outside a task.</exception>
    [OverloadResolutionPriority(1)]
    public static Coroutine Run(Func<TaskGroup, Coroutine> body) => RunBody<VoidResult>(body).WithoutResult();

    /// <summary>Runs a body with a result. See <see cref="Run(Func{TaskGroup, Coroutine})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="body">The body; it runs in the current task.</param>
    /// <returns>The body's result; <c>default</c> if <see cref="Cancel"/> ended the body early.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine<T> Run<T>(Func<TaskGroup, Coroutine<T>> body) => RunBody<T>(body);

    /// <summary>Runs a body that returns a task. See <see cref="Run(Func{TaskGroup, Coroutine})"/>.</summary>
    /// <param name="body">The body; it runs in the current task.</param>
    /// <returns>A coroutine that completes when the body and all children have completed.</returns>
    public static Coroutine Run(Func<TaskGroup, Task> body) => RunBody<VoidResult>(body).WithoutResult();

    /// <summary>Runs a body that returns a task with a result. See <see cref="Run{T}(Func{TaskGroup, Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="body">The body; it runs in the current task.</param>
    /// <returns>The body's result; <c>default</c> if <see cref="Cancel"/> ended the body early.</returns>
    public static Coroutine<T> Run<T>(Func<TaskGroup, Task<T>> body) => RunBody<T>(body);

    /// <summary>Runs a body that returns a value task. See <see cref="Run(Func{TaskGroup, Coroutine})"/>.</summary>
    /// <param name="body">The body; it runs in the current task.</param>
    /// <returns>A coroutine that completes when the body and all children have completed.</returns>
    public static Coroutine Run(Func<TaskGroup, ValueTask> body) => RunBody<VoidResult>(body).WithoutResult();

    /// <summary>Runs a body that returns a value task with a result. See <see cref="Run{T}(Func{TaskGroup, Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="body">The body; it runs in the current task.</param>
    /// <returns>The body's result; <c>default</c> if <see cref="Cancel"/> ended the body early.</returns>
    public static Coroutine<T> Run<T>(Func<TaskGroup, ValueTask<T>> body) => RunBody<T>(body);

    /// <summary>Creates a task in the group; its first step runs in the next iteration.</summary>
    /// <param name="coroutine">The coroutine. It is closed if the group refuses it.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">
    /// Whether the first step runs immediately; null uses <see cref="EventLoop.EagerTasks"/>. If a child completes or fails in that step,
    /// the group learns of it in the next iteration, as for any other child (S247).
    /// </param>
    /// <returns>The new task.</returns>
    /// <exception cref="InvalidOperationException">The group is finished or shutting down.</exception>
    public LoopTask CreateTask(Coroutine coroutine, string? name = null, bool? eagerStart = null)
    {
        if (Refusal() is { } refusal)
        {
            coroutine.Close();
            throw refusal;
        }

        LoopTask task = _loop.CreateTask(coroutine, name, eagerStart);
        Watch(task);
        return task;
    }

    /// <summary>Creates a task in the group. See <see cref="CreateTask(Coroutine, string?, bool?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine. It is closed if the group refuses it.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs immediately; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The new task.</returns>
    /// <exception cref="InvalidOperationException">The group is finished or shutting down.</exception>
    public LoopTask<T> CreateTask<T>(Coroutine<T> coroutine, string? name = null, bool? eagerStart = null)
    {
        if (Refusal() is { } refusal)
        {
            coroutine.Close();
            throw refusal;
        }

        LoopTask<T> task = _loop.CreateTask(coroutine, name, eagerStart);
        Watch(task);
        return task;
    }

    /// <summary>
    /// Ends the group early without an error: the children and the body are canceled, and <c>Run</c> returns normally. Idempotent.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public void Cancel()
    {
        _loop.CheckThread();
        if (_canceled || (_exiting && _running == 0))
        {
            return;
        }

        _canceled = true;
        if (!_aborting)
        {
            Abort();
        }

        if (!_exiting && !_parentCancelRequested)
        {
            _parentCancelRequested = true;
            _parent.Cancel();
        }
    }

    // Not async itself: a null body throws at the call, not at the await.
    private static Coroutine<T> RunBody<T>(Delegate body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Run<T>(body);
    }

    private static async Coroutine<T> Run<T>(Delegate body)
    {
        var group = Enter();
        group._activity = LoopActivities.StartGroup(body);
        Exception? error = null;
        T result = default!;
        try
        {
            result = await FunctionCall.Call<TaskGroup, T>(body, group);
        }
        catch (Exception e)
        {
            error = e;
        }

        group.BeginExit(error);
        while (group._running > 0)
        {
            LoopCanceledException? cancellation = null;
            try
            {
                await group.AllDone();
            }
            catch (LoopCanceledException e)
            {
                cancellation = e;
            }

            group.EndWait(cancellation);
        }

        group.EndExit();
        return result;
    }

    private static TaskGroup Enter()
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        return loop.CurrentTaskOrNull is { } parent
            ? new TaskGroup(loop, parent)
            : throw new InvalidOperationException("TaskGroup cannot determine the parent task");
    }

    private InvalidOperationException? Refusal()
    {
        if (_exiting && _running == 0)
        {
            return new InvalidOperationException("TaskGroup is finished");
        }

        return _aborting ? new InvalidOperationException("TaskGroup is shutting down") : null;
    }

    private void Watch(LoopTask task)
    {
        if (_count == _children.Length)
        {
            MakeRoom();
        }

        _children[_count++] = task;
        _running++;
        task.AddCallback(_childDone);

        // The child's eager step ended the group.
        if (_aborting && !task.IsDone)
        {
            task.Cancel();
        }
    }

    // In creation order; CPython uses the order of a set (S187).
    private void Abort()
    {
        _aborting = true;
        foreach (LoopTask child in _children.AsSpan(0, _count).ToArray())
        {
            child.Cancel();
        }
    }

    private void MakeRoom()
    {
        LoopTask[] running = _count > 2 * _running ? Array.FindAll(_children, static child => !child.IsDone) : _children;
        _count = running.Length;
        Array.Resize(ref running, Math.Max(FewChildren, _count * 2));
        _children = running;
    }

    private sealed class ChildDoneWorkItem(TaskGroup group) : WorkItem
    {
        internal override LoopTask? Resumes => group._parent;

        internal override void Run(EventLoop loop, object? state)
        {
            var child = (LoopTask)state!;
            if (child.Status == FutureStatus.Faulted)
            {
                // Canceling the other children may call user code. Counting does not.
                loop.EnterCallback(null);
            }

            group.OnChildDone(child);
        }
    }
}
