using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// The heap half of a coroutine: its state machine, who awaits it, and what it waits for. A suspended frame is the work item that its
/// wake-up queues, so resuming needs no delegate.
/// </summary>
/// <remarks>
/// Frames form a chain: <see cref="Parent"/> leads outwards to the frame that awaits this one, <see cref="WaitingOn"/> leads inwards. Only the
/// innermost frame waits on something else than a frame. Loop thread only, except for the creation and <see cref="Close"/>.
/// </remarks>
internal abstract class Frame : WorkItem
{
    /// <summary>The frame that awaits this one, or null at the root of a task.</summary>
    internal Frame? Parent;

    /// <summary>
    /// A child frame, a <see cref="Future"/>, a <see cref="ForeignWait"/>, or null (running, or in the ready queue by its own doing).
    /// </summary>
    internal object? WaitingOn;

    /// <summary>
    /// The task whose step runs this frame, as far as it is known: set when the frame suspends on a leaf, and at the root.
    /// </summary>
    internal LoopTask? Task;

    /// <summary>What the body threw, once <see cref="FrameState.Completed"/>.</summary>
    internal Exception? Error;

    /// <summary>
    /// Counts the lives of this object: a coroutine of an earlier life is told by it. 32 bits, so it does not wrap in practice.
    /// </summary>
    internal uint Version = 1;

    internal FrameState State;

    // Number of the loop in which the coroutine was called; 0 outside of any. Fits into the padding.
    private ushort _creator;

    // Where it came from and goes back to; none once it has moved to another thread.
    private FramePool _pool;

    private protected Frame(FramePool pool)
    {
        _pool = pool;
        pool.CountMade();
    }

    /// <summary>Runs the body until it suspends or completes. Never throws what the body throws: see <see cref="Error"/>.</summary>
    internal abstract void MoveNext(EventLoop loop);

    /// <summary>Moves the outcome into the task that this frame is the root of, and recycles the frame.</summary>
    internal abstract void CompleteTask(LoopTask task);

    /// <summary>The name of the coroutine for messages, for example <c>Program.Main</c>.</summary>
    internal abstract string Name { get; }

    /// <summary>Whether it only passes on what it awaits, and stacks leave it out.</summary>
    internal virtual bool IsTransparent => false;

    /// <summary>The task that was made of the coroutine and has not had its first step; null otherwise.</summary>
    internal LoopTask? UnstartedTask(uint version) => State == FrameState.Claimed && Version == version ? Task : null;

    /// <summary>Makes a task of the coroutine.</summary>
    internal abstract LoopTask Schedule(EventLoop loop, uint version);

    /// <summary>The coroutine where its result does not matter.</summary>
    internal abstract Coroutine WithoutResult(uint version);

    internal sealed override LoopTask? Resumes => Task;

    /// <summary>Frames that wait by themselves (a timer) withdraw the wait and return true; others ask what they wait on.</summary>
    internal virtual bool CancelWait(string? message) => WaitingOn is Future future && future.Cancel(message);

    /// <summary>Whether its body has no handler that a cancellation thrown by its await would run: then nothing has to be thrown.</summary>
    internal virtual bool PassesCancellation => false;

    /// <summary>Ends it as if its await had thrown the cancellation. Only frames that pass it on.</summary>
    internal virtual void EndCanceled(LoopCanceledException cancellation) => throw NotACoroutine();

    /// <summary>The primitive in whose line it waits, for task dumps.</summary>
    internal virtual object? WaitingIn => null;

    /// <summary>Begins a life of the frame: the coroutine method was called on this thread.</summary>
    internal void Begin(LoopThread thread)
    {
        State = FrameState.Created;
        _creator = thread.LoopNumber;
    }

    /// <summary>A loop suspends for one task again and again: then there is nothing to store.</summary>
    internal void SetTask(LoopTask? task)
    {
        if (Task != task)
        {
            Task = task;
        }
    }

    internal override void Run(EventLoop loop, object? state)
    {
        if (Task is { } task)
        {
            if (state is Future { IsCanceled: true } canceled && PassesCancellation)
            {
                task.StepCanceled(loop, this, canceled);
            }
            else
            {
                task.Step(loop, this);
            }
        }
        else
        {
            loop.StepWithoutTask(this);
        }
    }

    /// <summary>
    /// Await of a coroutine, first half: claims it, and runs it inline while the stack is shallow. Returns whether it has completed.
    /// Beyond the limit the trampoline (<see cref="EventLoop.Drive"/>) runs it, so that depth is bounded by memory only.
    /// </summary>
    internal bool Start(uint version)
    {
        if (Version != version || State != FrameState.Created)
        {
            ThrowReused(version);
        }

        LoopThread thread = LoopThread.Current;
        if (thread.Loop is not { } loop)
        {
            // Nobody will await it again, and what is wrong has been said.
            Close(version);
            throw EventLoop.NoRunningLoop();
        }

        if (_pool.Owner != thread)
        {
            LeavePool();
        }

        if (loop.Depth >= EventLoop.InlineDepth)
        {
            State = FrameState.Claimed;
            return false;
        }

        State = FrameState.Started;
        loop.Depth++;
        MoveNext(loop);
        loop.Depth--;
        return State == FrameState.Completed;
    }

    /// <summary>Await of a coroutine, second half: it has not completed, so its awaiter suspends on it.</summary>
    internal void SuspendParent(Frame parent)
    {
        Parent = parent;
        parent.WaitingOn = this;
        if (State == FrameState.Claimed)
        {
            EventLoop.CurrentOrThrow().Next = this;
        }
    }

    /// <summary>The same for a plain async method: <paramref name="continuation"/> runs when the coroutine has completed.</summary>
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

    /// <summary>Claims the coroutine for a task: its first step will run it.</summary>
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

    /// <summary>Gives up a coroutine that was never started; later uses of it throw. Nothing when it is claimed, running or over.</summary>
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

    /// <summary>Drops what a body that never ran would have used.</summary>
    internal abstract void DiscardBody();

    /// <summary>
    /// The loop for reports about this frame: the one in which the coroutine was called. Null when that does not run any more.
    /// </summary>
    private protected EventLoop? HomeLoop => _pool.Owner.Loop is { } loop && loop.Number == _creator ? loop : null;

    /// <summary>
    /// Ends this life of the frame: the version moves on, what the life left behind is cleared, the object goes back to its pool.
    /// </summary>
    internal void Recycle()
    {
        Version++;
        State = FrameState.Free;
        Error = null;
        WaitingOn = null;
        Task = null;
        Parent = null;
        _pool.Add(this);
    }

    // It goes on on another thread than the one whose pool it is from, which does not get it back.
    private void LeavePool()
    {
        _pool.Lose();
        _pool = FramePool.None;
    }

    /// <summary>Of frames that no coroutine stands for.</summary>
    private protected static InvalidOperationException NotACoroutine() => new("This frame is not a coroutine's.");

    /// <summary>The slow end of an await: it failed, or this is not its await.</summary>
    [StackTraceHidden]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void ThrowFailed(uint version)
    {
        if (Version != version || State != FrameState.Completed)
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
            // Used up by this, so that it is not reported as never awaited as well.
            Close(version);
            throw new InvalidOperationException(
                $"coroutine '{Name}' cannot be waited for synchronously: await it, or run it with Asyncio.Run(...) where no loop runs");
        }

        if (Version != version || State != FrameState.Started)
        {
            throw new InvalidOperationException(
                $"cannot reuse already awaited coroutine '{Name}': to await it more than once, make it a task with Asyncio.CreateTask(...)");
        }

        if (Parent is ContinuationFrame { IsAbandoned: true })
        {
            throw EventLoop.ClosedDuringAwait();
        }

        throw new InvalidOperationException(
            $"coroutine '{Name}' is being awaited already: to await it in several places, make it a task with Asyncio.CreateTask(...)");
    }

    /// <summary>
    /// Ends the wait for something foreign, once. Any thread. The loop that has to resume the frame; null when there is no such wait.
    /// </summary>
    internal EventLoop? TryEndForeignWait()
    {
        if (WaitingOn is not ForeignWait { Ended: { } ended } wait)
        {
            return null;
        }

        return Interlocked.CompareExchange(ref WaitingOn, ended, wait) == wait ? wait.Loop : null;
    }

    // Called by a foreign awaiter: on any thread, or on the loop thread in the middle of another step. So it only queues.
    private protected void ResumeFromForeign()
    {
        TryEndForeignWait()?.EndForeignWait(this);
    }
}
