using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// A promise that is completed once and that any number of coroutines can await (asyncio: <c>Future</c>). A <see cref="Future"/> has no
/// value; a <see cref="Future{T}"/> does. A <see cref="LoopTask"/> is a future that its coroutine completes.
/// </summary>
/// <remarks>
/// Ordering: completing a future runs nothing immediately. Waiters and done callbacks are queued in registration order and run in the next
/// iteration. Awaiting a future that is done does not suspend. Canceling a task that awaits a future cancels the future.
/// Thread affinity: the loop's thread, or any thread while the loop is not running.
/// </remarks>
/// <example>
/// <code>
/// var ready = new Future();
/// Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(0.1), ready.SetResult);
/// await ready;
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public partial class Future
{
    // Pending: what to queue on completion (null, a WorkItem, or a CallbackList). Faulted: an UnretrievedException.
    // Canceled: the LoopCanceledException that canceled it, its message, or null.
    private object? _payload;

    /// <summary>Creates a pending future on the loop that runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public Future()
        : this(EventLoop.CurrentOrThrow())
    {
    }

    /// <summary>Creates a pending future on the given loop.</summary>
    /// <param name="loop">The loop whose coroutines will await it.</param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public Future(EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        loop.ThrowIfClosed();
        loop.CheckThread();
        Loop = loop;
    }

    /// <summary>The loop that this future belongs to.</summary>
    public EventLoop Loop { get; }

    /// <summary>Whether the future has a result or an exception, or was canceled.</summary>
    public bool IsDone => Status != FutureStatus.Pending;

    /// <summary>Whether the future was canceled.</summary>
    public bool IsCanceled => Status == FutureStatus.Canceled;

    /// <summary>The exception that the future failed with, or null if it succeeded. Reading it marks the exception as retrieved.</summary>
    /// <exception cref="InvalidStateException">The future is not done.</exception>
    /// <exception cref="LoopCanceledException">The future was canceled.</exception>
    public Exception? Exception
    {
        get
        {
            if (Status == FutureStatus.Pending)
            {
                throw new InvalidStateException($"Exception is not set. Await it first: {this} is not done.");
            }

            ThrowIfCanceled();
            return (_payload as UnretrievedException)?.Retrieve();
        }
    }

    internal FutureStatus Status { get; private set; }

    /// <summary>The result as text for messages.</summary>
    internal virtual string ResultText => string.Empty;

    /// <summary>Completes the future. Waiters run in the next iteration.</summary>
    /// <exception cref="InvalidStateException">The future is already done.</exception>
    /// <exception cref="InvalidOperationException">
    /// The future is a task or needs a value, or the loop is running on another thread.
    /// </exception>
    public void SetResult()
    {
        if (!TrySetResult())
        {
            ThrowDone();
        }
    }

    /// <summary>Completes the future if it is pending. See <see cref="SetResult"/>.</summary>
    /// <returns>False if the future was already done.</returns>
    /// <exception cref="InvalidOperationException">
    /// The future is a task or needs a value, or the loop is running on another thread.
    /// </exception>
    public bool TrySetResult()
    {
        ThrowIfNotSettable("SetResult");
        if (GetType() != typeof(Future))
        {
            throw new InvalidOperationException("This future has a value: use SetResult(value).");
        }

        Loop.CheckThread();
        return TryComplete(FutureStatus.Succeeded, null);
    }

    /// <summary>Fails the future with an exception. Every await of the future throws this same exception object.</summary>
    /// <param name="exception">
    /// The exception. A <see cref="LoopCanceledException"/> does not cancel the future; <see cref="Cancel"/> does.
    /// </param>
    /// <exception cref="InvalidStateException">The future is already done.</exception>
    /// <exception cref="InvalidOperationException">The future is a task, or the loop is running on another thread.</exception>
    public void SetException(Exception exception)
    {
        if (!TrySetException(exception))
        {
            ThrowDone();
        }
    }

    /// <summary>Fails the future with an exception if it is pending. See <see cref="SetException"/>.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>False if the future was already done.</returns>
    /// <exception cref="InvalidOperationException">The future is a task, or the loop is running on another thread.</exception>
    public bool TrySetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ThrowIfNotSettable("SetException");
        Loop.CheckThread();
        return TryFail(exception);
    }

    /// <summary>
    /// Cancels the future. It is done immediately, and its waiters get <see cref="LoopCanceledException"/> in the next iteration.
    /// On a task, this requests cancellation instead: see <see cref="LoopTask"/>.
    /// </summary>
    /// <param name="message">The message of the exception; see <see cref="LoopCanceledException.CancelMessage"/>.</param>
    /// <returns>False if the future was already done. Its exception, if any, is then marked as retrieved.</returns>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public virtual bool Cancel(string? message = null)
    {
        Loop.CheckThread();
        if (TryComplete(FutureStatus.Canceled, message))
        {
            return true;
        }

        MarkRetrieved();
        return false;
    }

    /// <summary>Returns if the future succeeded; otherwise throws its exception or <see cref="LoopCanceledException"/>.</summary>
    /// <exception cref="InvalidStateException">The future is not done. This method never waits.</exception>
    [StackTraceHidden]
    public void GetResult()
    {
        if (Status != FutureStatus.Succeeded)
        {
            ThrowNotSucceeded();
        }
    }

    /// <summary>
    /// Returns a <see cref="Task"/> that completes with this future's outcome, for APIs that take one. It is canceled if the loop is closed
    /// first. The exception counts as retrieved.
    /// </summary>
    public Task AsTask() => FutureToTaskAdapter.Of<VoidResult>(this, static _ => default);

    /// <summary>Returns the awaiter. For use by the compiler.</summary>
    public FutureAwaiter GetAwaiter() => new(this);

    /// <summary>Returns the kind and the state, for messages.</summary>
    public override string ToString() => FutureText.Describe(this);

    internal bool TryFail(Exception exception, LostFailure? task = null) => TryFail(ExceptionDispatchInfo.Capture(exception), task);

    /// <summary>Fails with another future's failure, keeping its stack trace.</summary>
    internal bool TryFail(ExceptionDispatchInfo failure, LostFailure? task = null)
    {
        if (Status != FutureStatus.Pending)
        {
            return false;
        }

        var holder = new UnretrievedException(Loop, this is LoopTask, failure) { Task = task };
        Loop.Watch(holder);
        holder.Waiters = _payload switch
        {
            null => 0,
            CallbackList list => list.Items.Count,
            _ => 1,
        };
        TryComplete(FutureStatus.Faulted, holder);
        if (ReportsFailure && holder.Waiters == 0)
        {
            ReportShieldedFailure();
        }

        return true;
    }

    internal bool TryCancel(object? exceptionOrMessage) => TryComplete(FutureStatus.Canceled, exceptionOrMessage);

    /// <summary>Completes the future and queues its callbacks. The caller has already set the value.</summary>
    internal bool TryComplete(FutureStatus status, object? payload)
    {
        if (Status != FutureStatus.Pending)
        {
            return false;
        }

        Debug.Assert(status != FutureStatus.Pending, "A completed future has an outcome.");
        object? callbacks = _payload;
        _payload = payload;
        Status = status;
        if (callbacks is WorkItem single)
        {
            Loop.Enqueue(single, this);
        }
        else
        {
            ((CallbackList?)callbacks)?.QueueAll(Loop, this);
        }

        return true;
    }

    /// <summary>Marks the exception, if any, as retrieved, so that it is not reported.</summary>
    internal void MarkRetrieved() => (_payload as UnretrievedException)?.Retrieve();

    /// <summary>The exception, without marking it as retrieved, or null.</summary>
    internal Exception? PeekException() => (_payload as UnretrievedException)?.Exception;

    /// <summary>The exception or cancellation that an await throws, or null on success. Marks it as retrieved.</summary>
    internal Exception? TakeError() => Status switch
    {
        FutureStatus.Faulted => ((UnretrievedException)_payload!).Retrieve(),
        FutureStatus.Canceled => MakeCanceled(),
        _ => null,
    };

    /// <summary>The failure of a faulted future, marked as retrieved.</summary>
    internal ExceptionDispatchInfo TakeFailure() => ((UnretrievedException)_payload!).RetrieveFailure();

    /// <summary>
    /// The exception that an await of a canceled future throws: first the one that ended the task, then new ones (S169).
    /// </summary>
    internal LoopCanceledException MakeCanceled()
    {
        if (_payload is LoopCanceledException exception)
        {
            _payload = exception.CancelMessage;
            return exception;
        }

        return new LoopCanceledException(_payload as string);
    }

    /// <summary>Like <see cref="MakeCanceled"/>, without creating an exception: the exception if there is one, else the message.</summary>
    internal object? TakeCancellation()
    {
        object? cause = _payload;
        if (cause is LoopCanceledException exception)
        {
            _payload = exception.CancelMessage;
        }

        return cause;
    }

    /// <summary>
    /// The exception of a canceled future for a caller that does not await: the same object until an await throws it.
    /// </summary>
    internal LoopCanceledException PeekCanceled()
    {
        if (_payload is not LoopCanceledException exception)
        {
            _payload = exception = new LoopCanceledException(_payload as string);
        }

        return exception;
    }

    internal void ThrowIfNotSettable(string operation)
    {
        if (this is LoopTask)
        {
            throw new InvalidOperationException($"Task does not support {operation}: only its coroutine completes it.");
        }
    }

    internal static void ThrowDone() => throw new InvalidStateException("The future is done already.");

    [StackTraceHidden]
    internal void ThrowNotSucceeded()
    {
        if (Status == FutureStatus.Pending)
        {
            throw new InvalidStateException($"Result is not set. Await it first: {this} is not done.");
        }

        if (Status == FutureStatus.Canceled)
        {
            throw MakeCanceled();
        }

        ThrowHelper.Throw(TakeFailure());
    }

    private void ThrowIfCanceled()
    {
        if (Status == FutureStatus.Canceled)
        {
            throw MakeCanceled();
        }
    }
}
