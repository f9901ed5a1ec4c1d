using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace AsyncioSharp;

/// <summary>
/// A promise (asyncio: <c>Future</c>): somebody completes it once, any number of coroutines await it. This one carries no value;
/// <see cref="Future{T}"/> does, and a <see cref="LoopTask"/> is a future that its coroutine completes.
/// </summary>
/// <remarks>
/// Ordering: completing it runs nothing; waiters and done callbacks are queued in the order of their registration and run in the next
/// iteration. Awaiting one that is done does not suspend. Cancelling a task that awaits it cancels the future.
/// Thread affinity: the loop's thread, or any thread while the loop does not run.
/// </remarks>
public partial class Future
{
    // Pending: what to queue on completion (null, a WorkItem, or a CallbackList). Faulted: an UnretrievedException.
    // Cancelled: the LoopCanceledException that did it, its message, or null.
    private object? _payload;

    /// <summary>A promise on the loop that runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">No loop is running.</exception>
    public Future()
        : this(EventLoop.CurrentOrThrow())
    {
    }

    /// <summary>A promise on the given loop.</summary>
    /// <param name="loop">The loop whose coroutines will await it.</param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public Future(EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        loop.ThrowIfClosed();
        loop.CheckThread();
        Loop = loop;
    }

    /// <summary>The loop that it belongs to.</summary>
    public EventLoop Loop { get; }

    /// <summary>Whether it has a result, an exception, or was cancelled.</summary>
    public bool IsDone => Status != FutureStatus.Pending;

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCanceled => Status == FutureStatus.Canceled;

    /// <summary>The exception it failed with, or null when it has a result. Reading it counts as retrieving it.</summary>
    /// <exception cref="InvalidStateException">It is not done.</exception>
    /// <exception cref="LoopCanceledException">It was cancelled.</exception>
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

    /// <summary>The result in messages.</summary>
    internal virtual string ResultText => string.Empty;

    /// <summary>Completes it. Waiters run in the next iteration.</summary>
    /// <exception cref="InvalidStateException">It is done already.</exception>
    /// <exception cref="InvalidOperationException">It is a task, or has a value to set; or this is not the loop's thread.</exception>
    public void SetResult()
    {
        if (!TrySetResult())
        {
            ThrowDone();
        }
    }

    /// <summary>Completes it if it is pending; false otherwise. See <see cref="SetResult"/>.</summary>
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

    /// <summary>Completes it with an exception, which every await of it throws, the same object each time.</summary>
    /// <param name="exception">
    /// The exception. A <see cref="LoopCanceledException"/> does not cancel the future; <see cref="Cancel"/> does.
    /// </param>
    /// <exception cref="InvalidStateException">It is done already.</exception>
    /// <exception cref="InvalidOperationException">It is a task; or this is not the loop's thread.</exception>
    public void SetException(Exception exception)
    {
        if (!TrySetException(exception))
        {
            ThrowDone();
        }
    }

    /// <summary>Completes it with an exception if it is pending; false otherwise. See <see cref="SetException"/>.</summary>
    /// <param name="exception">The exception.</param>
    public bool TrySetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ThrowIfNotSettable("SetException");
        Loop.CheckThread();
        return TryFail(exception);
    }

    /// <summary>
    /// Cancels it: it is done at once, and its waiters get <see cref="LoopCanceledException"/> in the next iteration.
    /// On a task it asks the task to end instead: see <see cref="LoopTask"/>.
    /// </summary>
    /// <param name="message">Travels in the exception.</param>
    /// <returns>False when it was done already. Who cancels it does not want its exception either: that counts as retrieving it.</returns>
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

    /// <summary>Returns when it has a result, throws its exception or <see cref="LoopCanceledException"/> otherwise.</summary>
    /// <exception cref="InvalidStateException">It is not done: nothing here waits.</exception>
    [StackTraceHidden]
    public void GetResult()
    {
        if (Status != FutureStatus.Succeeded)
        {
            ThrowNotSucceeded();
        }
    }

    /// <summary>
    /// A task of the thread pool's world that ends as this future does, for APIs that want one; canceled when the loop is closed before
    /// that. It counts as retrieving the exception.
    /// </summary>
    public Task AsTask() => FutureToTaskAdapter.Of<VoidResult>(this, static _ => default);

    /// <summary>Makes it awaitable. Meant for the compiler.</summary>
    public FutureAwaiter GetAwaiter() => new(this);

    /// <summary>State and kind, for messages.</summary>
    public override string ToString() => FutureText.Describe(this);

    internal bool TryFail(Exception exception) => TryFail(ExceptionDispatchInfo.Capture(exception));

    /// <summary>Fails as another future did, which keeps that one's stack trace.</summary>
    internal bool TryFail(ExceptionDispatchInfo failure)
    {
        if (Status != FutureStatus.Pending)
        {
            return false;
        }

        var holder = new UnretrievedException(Loop, this is LoopTask, failure);
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

    /// <summary>Completes it and queues its callbacks. The caller has set the value before.</summary>
    internal bool TryComplete(FutureStatus status, object? payload)
    {
        if (Status != FutureStatus.Pending)
        {
            return false;
        }

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

    /// <summary>Its exception, if it has one, needs no report any more.</summary>
    internal void MarkRetrieved() => (_payload as UnretrievedException)?.Retrieve();

    /// <summary>The exception without marking it as retrieved; null when there is none.</summary>
    internal Exception? PeekException() => (_payload as UnretrievedException)?.Exception;

    /// <summary>The exception or cancellation that an await throws; null on success. Retrieves it.</summary>
    internal Exception? TakeError() => Status switch
    {
        FutureStatus.Faulted => ((UnretrievedException)_payload!).Retrieve(),
        FutureStatus.Canceled => MakeCanceled(),
        _ => null,
    };

    /// <summary>How it failed, when it is known that it did. Retrieves it.</summary>
    internal ExceptionDispatchInfo TakeFailure() => ((UnretrievedException)_payload!).RetrieveFailure();

    /// <summary>
    /// What its await throws when it was cancelled: the exception that ended the task the first time, new ones later (S169).
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

    /// <summary>The same for an await that throws nothing: the exception if there is one, else the message.</summary>
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
    /// The exception of a cancelled future for somebody who looks and does not await: the same one until an await throws it.
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
