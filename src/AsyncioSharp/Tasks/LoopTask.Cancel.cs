using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Cancellation: requests, delivery, the token.</content>
public partial class LoopTask
{
    private bool _mustCancel;

    // A task has two bytes to spare; requests beyond their range are counted in the details.
    private ushort _cancelRequests;

    /// <summary>The number of <see cref="Cancel"/> calls not taken back by <see cref="Uncancel"/> (asyncio: <c>cancelling()</c>).</summary>
    public int CancelRequests => _cancelRequests + (Details?.MoreCancelRequests ?? 0);

    /// <summary>
    /// A token that <see cref="Cancel"/> cancels. Pass it to APIs that do not belong to the loop, so that a cancellation ends their awaits
    /// immediately. Read it at each call: the task gets a new token after a cancellation has been delivered.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public CancellationToken Token
    {
        get
        {
            Loop.CheckThread();
            if (IsDone)
            {
                return new CancellationToken(canceled: IsCanceled);
            }

            TaskDetails details = MakeDetails();
            if (details.TokenSource is null)
            {
                details.TokenSource = new CancellationTokenSource();
                if (_mustCancel)
                {
                    details.TokenSource.Cancel();
                }
            }

            return details.TokenSource.Token;
        }
    }

    /// <summary>
    /// Requests cancellation: <see cref="LoopCanceledException"/> is thrown at the task's innermost await in the next iteration. Whatever
    /// that await waits for is canceled too, even a task that others also await (<see cref="Asyncio.Shield(Future)"/> protects it). The
    /// body of a task that has not started never runs. The body may catch the exception and continue.
    /// </summary>
    /// <param name="message">The message of the exception.</param>
    /// <returns>False if the task was already done.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    /// <remarks>
    /// <see cref="Token"/> cancels an await of an awaitable that is not the loop's. If that awaitable does not observe the token, it
    /// completes first, and the cancellation is thrown at the next await of the loop.
    /// </remarks>
    public override bool Cancel(string? message = null)
    {
        Loop.CheckThread();
        if (IsDone)
        {
            MarkRetrieved();
            return false;
        }

        if (_context.InCancelWalk)
        {
            Loop.CancelCycle = true;
            return false;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            // The stack is nearly used up: this many tasks await each other through gathers or plain methods, and those recurse here.
            Loop.Enqueue(new CancelTaskWorkItem(this, message), null);
            return true;
        }

        // Walks the chain of tasks that await each other without recursion: a chain may be long, or even a cycle.
        LoopTask last = this;
        while (last.Request(message) is { } inner)
        {
            last = inner;
        }

        for (LoopTask? task = this; task is { _context.InCancelWalk: true }; task = task.AwaitedTask)
        {
            task._context.InCancelWalk = false;
        }

        return true;
    }

    /// <summary>
    /// Takes one request back (asyncio: <c>uncancel()</c>). When none is left, a cancellation that has not been delivered yet is withdrawn
    /// (S155).
    /// </summary>
    /// <returns>The number of requests left; never below 0.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public int Uncancel()
    {
        Loop.CheckThread();
        if (Details is { MoreCancelRequests: > 0 } details)
        {
            details.MoreCancelRequests--;
        }
        else if (_cancelRequests > 0 && --_cancelRequests == 0)
        {
            _mustCancel = false;
            DropCanceledToken();
        }

        return CancelRequests;
    }

    /// <summary>Returns the cancellation if an exception that leaves the body cancels the task, else null.</summary>
    internal LoopCanceledException? AsCancellation(Exception error) => error switch
    {
        LoopCanceledException canceled => canceled,

        // Our token canceled an await that is not the loop's. Without a request, the exception is the await's own timeout: an ordinary
        // failure.
        OperationCanceledException when _cancelRequests > 0 && error is not ConsoleInterruptedException
            => new LoopCanceledException(Details?.CancelMessage, error),
        _ => null,
    };

    /// <summary>True if a cancellation has not been thrown yet.</summary>
    internal bool HasUndeliveredCancellation => _mustCancel;

    /// <summary>True if <paramref name="token"/> is this task's token and is canceled.</summary>
    internal bool IsOwnCanceledToken(CancellationToken token) =>
        token.IsCancellationRequested && Details?.TokenSource is { } source && source.Token == token;

    /// <summary>
    /// Called when an await that is not the loop's has completed in this task. If the token is being canceled at this moment, it caused
    /// that.
    /// </summary>
    internal void NoteEndOfForeignWait()
    {
        if (Loop.TaskOfCanceledToken == this)
        {
            _context.TokenEndedWait = true;
        }
    }

    internal void CancellationDelivered()
    {
        _mustCancel = false;
        DropCanceledToken();
    }

    private LoopTask? AwaitedTask => DescribeWait().Task;

    // Counts the request. Returns the task that this one waits for, which must be canceled next.
    private LoopTask? Request(string? message)
    {
        _context.InCancelWalk = true;
        if (_cancelRequests < ushort.MaxValue)
        {
            _cancelRequests++;
        }
        else
        {
            MakeDetails().MoreCancelRequests++;
        }

        if (message is not null || Details is not null)
        {
            MakeDetails().CancelMessage = message;
        }

        Frame? leaf = InnermostFrame;
        if (leaf?.WaitingOn is LoopTask { IsDone: false, _context.InCancelWalk: false } inner)
        {
            CancelToken();
            DropCanceledToken();
            return inner;
        }

        if (leaf is null || !(leaf.WaitingOn is ForeignWait ? CancelInnerWaits(message) : CancelWait(leaf, message)))
        {
            _mustCancel = true;
            CancelToken();
        }
        else
        {
            CancelToken();
            DropCanceledToken();
        }

        return null;
    }

    // In a cycle of awaits, nothing ever wakes the last task. It abandons its wait, and then the others complete in turn.
    private bool CancelWait(Frame leaf, string? message)
    {
        Loop.CancelCycle = false;
        if (leaf.CancelWait(message))
        {
            return true;
        }

        if (Loop.CancelCycle && leaf.WaitingOn is Future { IsDone: false } future)
        {
            Loop.CancelCycle = false;
            future.RemoveCallback(leaf);
            leaf.WaitingOn = null;
            Loop.Enqueue(leaf, null);
        }

        return false;
    }

    private bool CancelInnerWaits(string? message)
    {
        if (Details?.InnerWaits is not { Count: > 0 } waits)
        {
            return false;
        }

        bool reached = false;
        foreach (ContinuationFrame wait in waits.ToArray())
        {
            Frame leaf = wait.Innermost;

            // A plain method's coroutine awaits another plain method. That method either has an entry in this list or is reached only by
            // the token.
            if (leaf.WaitingOn is ForeignWait)
            {
                continue;
            }

            reached = true;
            if (!CancelWait(leaf, message))
            {
                wait.MustCancel = true;
                _mustCancel = true;
            }
        }

        // Waits that could not be canceled are marked; the task itself has nothing left to throw.
        return reached && !_mustCancel;
    }

    /// <summary>Runs the step of a task with a pending cancellation. Returns false if there is nothing to resume.</summary>
    private bool PrepareCancellation(EventLoop loop, Frame frame)
    {
        if (frame.State == FrameState.Claimed)
        {
            // Before the first step: the body never runs (S144).
            frame.DiscardBody();
            frame.Recycle();
            Leave(FutureStatus.Canceled);
            _mustCancel = false;
            TryCancel(Details?.CancelMessage);
            return false;
        }

        if (frame.WaitingOn is ForeignWait)
        {
            // We cannot throw from an awaiter that is not ours. If it throws a cancellation, that was the delivery; otherwise the next wait
            // gets it.
            using ForeignCancellation? watch = ForeignCancellation.Watch(loop, this, _context.TokenEndedWait);
            _context.TokenEndedWait = false;
            frame.WaitingOn = null;
            loop.Depth = 0;
            loop.Drive(frame);
            return false;
        }

        if (loop.Injected is not null || !TakesPendingException(frame))
        {
            return true;
        }

        if (!frame.PassesCancellation)
        {
            loop.Injected = new LoopCanceledException(Details?.CancelMessage);
            return true;
        }

        frame.WaitingOn = null;
        loop.Depth = 0;
        loop.Unwind(frame, Details?.CancelMessage);
        return false;
    }

    // A frame of the task itself takes the task's cancellation. A frame in a plain async method takes only a cancellation meant for it.
    private bool TakesPendingException(Frame frame)
    {
        if (Details?.InnerWaits is not { Count: > 0 } waits)
        {
            CancellationDelivered();
            return true;
        }

        Frame bottom = frame;
        while (bottom.Parent is { } parent)
        {
            bottom = parent;
        }

        if (bottom is not ContinuationFrame { MustCancel: true } inner)
        {
            // If another wait is marked, the cancellation is meant for that one. If none is, the request came while this one was running.
            if (bottom is ContinuationFrame && waits.Exists(static wait => wait.MustCancel))
            {
                return false;
            }

            CancellationDelivered();
            return true;
        }

        inner.MustCancel = false;
        if (!waits.Exists(static wait => wait.MustCancel))
        {
            CancellationDelivered();
        }

        return true;
    }

    private void CancelToken()
    {
        if (Details?.TokenSource is not { IsCancellationRequested: false } source)
        {
            return;
        }

        LoopTask? outer = Loop.TaskOfCanceledToken;
        Loop.TaskOfCanceledToken = this;
        _context.TokenEndedWait = false;
        try
        {
            source.Cancel();
        }
        catch (AggregateException e)
        {
            Loop.Report(LoopErrorKind.CallbackFailed, "Exception in a callback of a task's cancellation token", e, this);
        }
        finally
        {
            Loop.TaskOfCanceledToken = outer;
        }
    }

    private void DropCanceledToken()
    {
        if (Details is { TokenSource.IsCancellationRequested: true } details)
        {
            details.TokenSource = null;
        }
    }
}
