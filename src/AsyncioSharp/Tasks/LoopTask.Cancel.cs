using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Cancellation: requests, delivery, the token.</content>
public partial class LoopTask
{
    private bool _mustCancel;

    // Two bytes are free in a task; more requests than they hold are counted in the details.
    private ushort _cancelRequests;

    /// <summary>How many <see cref="Cancel"/> calls were not taken back by <see cref="Uncancel"/> (asyncio: <c>cancelling()</c>).</summary>
    public int CancelRequests => _cancelRequests + (Details?.MoreCancelRequests ?? 0);

    /// <summary>
    /// A token that is tripped by <see cref="Cancel"/>, for APIs that are not of the loop: with it their awaits end at once. Read it where
    /// you pass it on: after a cancellation was delivered the task has a new one.
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
    /// Asks the task to end: <see cref="LoopCanceledException"/> is thrown at its innermost await in the next iteration. What that await waits
    /// for is cancelled too, a task that others share included (<see cref="Asyncio.Shield(Future)"/> protects it). A task that has not
    /// started never runs its body. The body may catch the exception and go on.
    /// </summary>
    /// <param name="message">Travels in the exception.</param>
    /// <returns>False when the task was done already.</returns>
    /// <remarks>
    /// An await of something foreign is reached through <see cref="Token"/>; one that does not observe it ends first, and the cancellation is
    /// thrown at the next await of the loop.
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
            Loop.CancelCircle = true;
            return false;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            // So many tasks that await each other through gathers or plain methods: those call each other here.
            Loop.Enqueue(new CancelWorkItem(this, message), null);
            return true;
        }

        // Down the chain of tasks that await each other, without recursion: chains may be long, and even circular.
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
    /// Takes one request back (asyncio: <c>uncancel()</c>). At zero, a cancellation that was not delivered yet is withdrawn (S155).
    /// </summary>
    /// <returns>The requests that remain; never below 0.</returns>
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
            DropTrippedToken();
        }

        return CancelRequests;
    }

    /// <summary>Whether an exception that leaves the body cancels the task; the exception to keep, or null.</summary>
    internal LoopCanceledException? AsCancellation(Exception error) => error switch
    {
        LoopCanceledException canceled => canceled,

        // A foreign await ended by our token. Without a request it is somebody's own timeout, and a failure like any other.
        OperationCanceledException when _cancelRequests > 0 && error is not ConsoleInterruptedException
            => new LoopCanceledException(Details?.CancelMessage, error),
        _ => null,
    };

    /// <summary>Whether a cancellation has still to be thrown somewhere.</summary>
    internal bool HasUndeliveredCancellation => _mustCancel;

    /// <summary>Whether the token is this task's, and tripped.</summary>
    internal bool Tripped(CancellationToken token) =>
        token.IsCancellationRequested && Details?.TokenSource is { } source && source.Token == token;

    /// <summary>A foreign await of this task ended. The tripping of the token caused it if that is going on now.</summary>
    internal void NoteEndOfForeignWait()
    {
        if (Loop.Tripping == this)
        {
            _context.TokenEndedWait = true;
        }
    }

    internal void CancellationDelivered()
    {
        _mustCancel = false;
        DropTrippedToken();
    }

    private LoopTask? AwaitedTask => InnermostFrame?.WaitingOn as LoopTask;

    // Counts the request. Returns the task that this one waits for: it has to be asked next.
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
            Trip();
            DropTrippedToken();
            return inner;
        }

        if (leaf is null || !(leaf.WaitingOn is ForeignWait ? CancelInnerWaits(message) : CancelWait(leaf, message)))
        {
            _mustCancel = true;
            Trip();
        }
        else
        {
            Trip();
            DropTrippedToken();
        }

        return null;
    }

    // In a circle of awaits nobody ever wakes the last one: it leaves its wait, and the others end one after the other.
    private bool CancelWait(Frame leaf, string? message)
    {
        Loop.CancelCircle = false;
        if (leaf.CancelWait(message))
        {
            return true;
        }

        if (Loop.CancelCircle && leaf.WaitingOn is Future { IsDone: false } future)
        {
            Loop.CancelCircle = false;
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
            Frame leaf = wait;
            while (leaf.WaitingOn is Frame child)
            {
                leaf = child;
            }

            // A coroutine in a plain method that awaits another plain method: that one has its own wait here, or only the token.
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

        // What could not be cancelled is marked; the task itself has nothing more to throw.
        return reached && !_mustCancel;
    }

    /// <summary>The step of a task with a cancellation due. False when there is nothing to resume.</summary>
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
            // Its awaiter is not ours to throw from. If it throws a cancellation itself, that was the delivery; else the next wait gets it.
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

    // A frame of the task itself takes the task's cancellation; one in a plain async method only the one that was meant for it.
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
            // Not marked, but another one is: the cancellation is for that one. None is: it came while this one was running.
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

    private void Trip()
    {
        if (Details?.TokenSource is not { IsCancellationRequested: false } source)
        {
            return;
        }

        LoopTask? outer = Loop.Tripping;
        Loop.Tripping = this;
        _context.TokenEndedWait = false;
        try
        {
            source.Cancel();
        }
        catch (AggregateException e)
        {
            Loop.CallExceptionHandler(new LoopErrorContext { Kind = LoopErrorKind.CallbackFailed, Message = "Exception in a callback of a task's cancellation token", Exception = e, Future = this });
        }
        finally
        {
            Loop.Tripping = outer;
        }
    }

    private void DropTrippedToken()
    {
        if (Details is { TokenSource.IsCancellationRequested: true } details)
        {
            details.TokenSource = null;
        }
    }

    private sealed class CancelWorkItem(LoopTask task, string? message) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(null);
            task.Cancel(message);
        }
    }
}
