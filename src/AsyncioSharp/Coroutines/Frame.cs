using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// The heap part of a coroutine: its state machine, the frame that awaits it, and the object it waits for. A suspended frame is itself the
/// work item that its wake-up queues, so resuming needs no delegate.
/// </summary>
/// <remarks>
/// Frames form a chain. <see cref="Parent"/> points outward to the frame that awaits this one; <see cref="WaitingOn"/> points inward. Only
/// the innermost frame waits for something other than a frame. Loop thread only, except for creation and <see cref="Close"/>.
/// </remarks>
internal abstract class Frame : WorkItem
{
    /// <summary>The frame that awaits this one, or null at the root of a task.</summary>
    internal Frame? Parent;

    /// <summary>
    /// A child frame, a <see cref="Future"/>, a <see cref="ForeignWait"/>, or null (running, or queued by the frame itself).
    /// </summary>
    internal object? WaitingOn;

    /// <summary>
    /// The task whose step runs this frame. Known only at the root, and in a frame that has suspended on a leaf.
    /// </summary>
    internal LoopTask? Task;

    /// <summary>The exception of the body, once <see cref="FrameState.Failed"/>.</summary>
    internal Exception? Error;

    /// <summary>
    /// Incremented each time the object is recycled, so that a coroutine of an earlier use is recognized. 32 bits do not wrap in practice.
    /// </summary>
    internal uint Version = 1;

    internal FrameState State;

    // The number of the loop in which the coroutine was called, or 0. Fits into the padding.
    private ushort _creator;

    // The pool that created the frame and takes it back; FramePool.None once the frame has moved to another thread.
    private FramePool _pool;

    private protected Frame(FramePool pool)
    {
        _pool = pool;
        pool.CountMade();
    }

    /// <summary>
    /// Runs the body until it suspends or ends. Exceptions of the body do not propagate; they are stored in <see cref="Error"/>.
    /// </summary>
    /// <returns>Whether the body has ended.</returns>
    internal abstract bool MoveNext(EventLoop loop);

    /// <summary>Moves the outcome to the task whose root this frame is, and recycles the frame.</summary>
    internal abstract void CompleteTask(LoopTask task);

    /// <summary>The name of the coroutine for messages, for example <c>Program.Main</c>.</summary>
    internal abstract string Name { get; }

    /// <summary>Whether the frame only forwards its await and is left out of stacks.</summary>
    internal virtual bool IsTransparent => false;

    /// <summary>Whether its code belongs to the runtime and not to the program.</summary>
    internal virtual bool IsOfTheRuntime => true;

    /// <summary>The coroutine's task, if it has one that has not run its first step; otherwise null.</summary>
    internal LoopTask? UnstartedTask(uint version) => State == FrameState.Claimed && Version == version ? Task : null;

    /// <summary>Creates a task for the coroutine.</summary>
    internal abstract LoopTask Schedule(EventLoop loop, uint version);

    /// <summary>The coroutine without its result.</summary>
    internal abstract Coroutine WithoutResult(uint version);

    internal sealed override LoopTask? Resumes => Task;

    /// <summary>
    /// Cancels the wait. A frame that is its own wait (a timer) withdraws it and returns true; other frames cancel the future they wait
    /// for.
    /// </summary>
    internal virtual bool CancelWait(string? message) => WaitingOn is Future future && future.Cancel(message);

    /// <summary>
    /// True if the body has no handler that a cancellation of its await would run, so that the exception need not be thrown.
    /// </summary>
    internal virtual bool PassesCancellation => false;

    /// <summary>
    /// Completes the frame as if its await had thrown the cancellation. Only valid if <see cref="PassesCancellation"/> is true.
    /// </summary>
    internal virtual void EndCanceled(LoopCanceledException cancellation) => throw NotACoroutine();

    /// <summary>The end of the chain of awaits that starts here: a frame that runs or waits for something other than a frame.</summary>
    internal Frame Innermost
    {
        get
        {
            Frame frame = this;
            while (frame.WaitingOn is Frame child)
            {
                frame = child;
            }

            return frame;
        }
    }

    /// <summary>Describes the wait of a suspended frame. Overridden by frames that wait without <see cref="WaitingOn"/>.</summary>
    internal virtual FrameWait DescribeWait() => WaitingOn switch
    {
        Frame child => new(WaitKind.Child, child),
        Future future => new(WaitKind.Future, future),
        ForeignWait => new(WaitKind.Foreign),
        _ => default,
    };

    /// <summary>Prepares the frame for a new call of the coroutine method on this thread.</summary>
    internal void Begin(LoopThread thread)
    {
        Debug.Assert(State == FrameState.Free, "A frame is rented out of its pool only.");
        State = FrameState.Created;
        _creator = thread.LoopNumber;
    }

    /// <summary>Sets <see cref="Task"/>. Skips the store if it is unchanged, which is the common case.</summary>
    internal void SetTask(LoopTask? task)
    {
        if (Task != task)
        {
            Task = task;
        }
    }

    internal override void Run(EventLoop loop, object? state)
    {
        if (Task is not { } task)
        {
            loop.StepWithoutTask(this);
            return;
        }

        // Not a type test, which would be a call on each switch between tasks.
        Debug.Assert(state is null or Future, "A frame is queued with the future that it waited for.");
        if (state is not null && Unsafe.As<Future>(state).IsCanceled && PassesCancellation)
        {
            task.StepCanceled(loop, this, Unsafe.As<Future>(state));
        }
        else
        {
            task.Step(loop, this);
        }
    }

    /// <summary>
    /// First half of an await: claims the coroutine and, while the stack is shallow, runs it inline. Returns whether it has ended.
    /// Beyond <see cref="EventLoop.InlineDepth"/> the trampoline (<see cref="EventLoop.Drive"/>) runs it, so only memory bounds the depth.
    /// </summary>
    [SkipLocalsInit]
    internal bool Start(uint version)
    {
        if (Version != version || State != FrameState.Created)
        {
            ThrowReused(version);
        }

        // Nearly always, the thread that called the coroutine method also awaits the coroutine.
        Unsafe.SkipInit(out byte here);
        LoopThread owner = _pool.Owner;
        EventLoop loop = owner.HasOnStack(ref here) ? owner.Loop! : FindLoop(version);
        if (loop.Depth >= EventLoop.InlineDepth)
        {
            State = FrameState.Claimed;
            return false;
        }

        State = FrameState.Started;
        loop.Depth++;
        bool hasEnded = MoveNext(loop);
        loop.Depth--;
        return hasEnded;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private EventLoop FindLoop(uint version)
    {
        LoopThread thread = LoopThread.Current;
        if (thread.Loop is not { } loop)
        {
            // The exception reports the mistake, so the coroutine is not also reported as never awaited.
            Close(version);
            throw EventLoop.NoRunningLoop();
        }

        if (_pool.Owner != thread)
        {
            LeavePool();
        }

        return loop;
    }

    /// <summary>Second half of an await: the coroutine has not completed, so the awaiting frame suspends on it.</summary>
    internal void SuspendParent(Frame parent)
    {
        Debug.Assert(Parent is null, "A coroutine is awaited once.");
        Debug.Assert(parent.WaitingOn is null, "A frame waits for one thing at a time.");
        Parent = parent;
        parent.WaitingOn = this;
        if (State == FrameState.Claimed)
        {
            EventLoop.CurrentOrThrow().Next = this;
        }
    }

    /// <summary>
    /// Like <see cref="SuspendParent(Frame)"/> for a plain async method: <paramref name="continuation"/> runs when the coroutine completes.
    /// </summary>
    internal void SuspendParent(Action continuation)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        var parent = new ContinuationFrame(continuation, loop.CurrentTaskOrNull);
        Parent = parent;
        parent.WaitingOn = this;
        parent.Register(loop);
        if (State == FrameState.Claimed)
        {
            loop.Drive(this);
        }
    }

    /// <summary>Claims the coroutine for a task, whose first step will run it.</summary>
    internal void Claim(uint version)
    {
        if (Version != version || State != FrameState.Created)
        {
            ThrowReused(version);
        }

        State = FrameState.Claimed;
        if (_pool.Owner != LoopThread.Current)
        {
            LeavePool();
        }
    }

    /// <summary>
    /// Discards a coroutine that has not started; later uses of it throw. Does nothing if the coroutine is claimed, running or completed.
    /// </summary>
    internal void Close(uint version)
    {
        if (Version == version && State == FrameState.Created)
        {
            if (_pool.Owner != LoopThread.Current)
            {
                LeavePool();
            }

            DiscardBody();
            Recycle();
        }
    }

    /// <summary>Releases the objects that the body holds.</summary>
    internal abstract void DiscardBody();

    /// <summary>
    /// The loop for reports about this frame: the one in which the coroutine was called. Null if that loop is no longer running.
    /// </summary>
    private protected EventLoop? HomeLoop => _pool.Owner.Loop is { } loop && loop.Number == _creator ? loop : null;

    /// <summary>
    /// Returns the frame to its pool: increments the version and clears the state.
    /// </summary>
    internal void Recycle()
    {
        Debug.Assert(State != FrameState.Free, "A frame is recycled once.");
        Version++;
        State = FrameState.Free;
        Error = null;
        WaitingOn = null;
        Task = null;
        Parent = null;
        _pool.Add(this);
    }

    // The frame continues on a thread other than its pool's owner, so it does not return to that pool.
    private void LeavePool()
    {
        _pool.Lose();
        _pool = FramePool.None;
    }

    /// <summary>Thrown by frames that have no coroutine.</summary>
    private protected static InvalidOperationException NotACoroutine() => new("This frame is not a coroutine's.");

    /// <summary>The slow path at the end of an await: the coroutine failed, or was used a second time.</summary>
    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void ThrowFailed(uint version)
    {
        if (Version != version || State != FrameState.Failed)
        {
            ThrowReused(version);
        }

        Exception error = Error!;
        Recycle();
        ThrowHelper.Throw(error);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [StackTraceHidden]
    private void ThrowReused(uint version)
    {
        if (Version == version && State == FrameState.Created)
        {
            // Closed, so that it is not also reported as never awaited.
            Close(version);
            throw new InvalidOperationException(
                $"coroutine '{Name}' cannot be waited for synchronously: await it, or run it with Asyncio.Run(...) where no loop runs");
        }

        if (Version != version || State != FrameState.Started)
        {
            throw new InvalidOperationException(
                $"cannot reuse already awaited coroutine '{Name}': to await it more than once, "
                + "make it a task with Asyncio.CreateTask(...)");
        }

        if (Parent is ContinuationFrame { IsAbandoned: true })
        {
            throw EventLoop.ClosedDuringAwait();
        }

        throw new InvalidOperationException(
            $"coroutine '{Name}' is being awaited already: to await it in several places, make it a task with Asyncio.CreateTask(...)");
    }

    /// <summary>
    /// Ends a foreign wait, once. Any thread. Returns the loop that must resume the frame, or null if there is no such wait.
    /// </summary>
    internal EventLoop? TryEndForeignWait()
    {
        if (WaitingOn is not ForeignWait { Ended: { } ended } wait)
        {
            return null;
        }

        return Interlocked.CompareExchange(ref WaitingOn, ended, wait) == wait ? wait.Loop : null;
    }

    // Called by a foreign awaiter, on any thread, or on the loop's thread during another step. Therefore it only queues the frame.
    private protected void ResumeFromForeign()
    {
        TryEndForeignWait()?.EndForeignWait(this);
    }
}
