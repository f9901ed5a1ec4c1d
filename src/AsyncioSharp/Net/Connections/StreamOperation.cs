using System.Threading.Tasks.Sources;

namespace AsyncioSharp;

/// <summary>
/// A reusable read or write of a <see cref="ConnectionStream"/>. It is the work item that tries the operation on the loop's thread, and
/// also the source of the caller's <see cref="ValueTask"/>, whose continuation runs inside the work item.
/// </summary>
internal abstract class StreamOperation : WorkItem, IValueTaskSource<int>, IValueTaskSource
{
    // Continuations run inline, on the loop.
    private ManualResetValueTaskSourceCore<int> _core;
    private CancellationTokenRegistration _registration;
    private int _busy; // 1 from the call until its await completes
    private bool _waits; // loop thread only

    private protected StreamOperation(Connection connection)
    {
        Connection = connection;
    }

    private protected Connection Connection { get; }

    internal override void Run(EventLoop loop, object? state)
    {
        if (_waits)
        {
            EnterLibrary(loop);
            TryAgain();
        }
    }

    /// <summary>Completes a pending operation of a loop that no longer runs.</summary>
    internal void Abandon(Exception error)
    {
        if (_waits)
        {
            Finish(0, error);
        }
    }

    /// <summary>
    /// Tries the operation. Returns false if <see cref="WorkItem.Run"/> will be called when it is worth another try. Loop thread.
    /// </summary>
    private protected abstract bool Try(out int result);

    /// <summary>Cancels the wait that a try started. Loop thread.</summary>
    private protected abstract void Withdraw();

    /// <summary>Releases the caller's memory.</summary>
    private protected abstract void ReleaseReferences();

    /// <summary>Claims the operation until its await has completed, so that only one call is pending at a time.</summary>
    private protected void Claim(string name)
    {
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            throw new InvalidOperationException($"{name} was called while another one is pending");
        }
    }

    /// <summary>Starts with a first try, on the loop's thread. Returns true if the operation has already completed.</summary>
    private protected bool Begin(CancellationToken token, out int result)
    {
        EventLoop loop = Connection.Loop;
        result = 0;
        if (EventLoop.Current == loop)
        {
            if (TryOnce(out result))
            {
                return true;
            }

            _waits = true;
        }
        else if (!loop.TryEnqueueFromAnywhere(new BeginWorkItem(this), null))
        {
            Release();
            throw new ConnectionLostException("The connection's loop is closed");
        }

        if (token.CanBeCanceled)
        {
            var request = new CancelWorkItem(this, _core.Version, token);
            _registration = token.UnsafeRegister(static item => ((CancelWorkItem)item!).Send(), request);
        }

        return false;
    }

    private protected ValueTask<int> ResultTask => new(this, _core.Version);

    private protected ValueTask Task => new(this, _core.Version);

    int IValueTaskSource<int>.GetResult(short token) => TakeResult(token);

    void IValueTaskSource.GetResult(short token) => TakeResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // A task that completes under a synchronization context queues continuations that do not want the context to the thread pool.
    private static void EnterLibrary(EventLoop loop)
    {
        loop.LeaveTask();
        loop.SetContext(null);
    }

    private bool TryOnce(out int result)
    {
        bool done = true;
        try
        {
            done = Try(out result);
        }
        finally
        {
            if (done)
            {
                Release();
            }
        }

        return done;
    }

    private void TryAgain()
    {
        int result;
        try
        {
            if (!Try(out result))
            {
                return;
            }
        }
        catch (Exception e)
        {
            Finish(0, e);
            return;
        }

        Finish(result, null);
    }

    private void Finish(int result, Exception? error)
    {
        _waits = false;
        ReleaseReferences();
        if (error is null)
        {
            _core.SetResult(result);
        }
        else
        {
            _core.SetException(error);
        }
    }

    private int TakeResult(short token)
    {
        _registration.Unregister();
        _registration = default;
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Release();
        }
    }

    private void Release()
    {
        ReleaseReferences();
        Volatile.Write(ref _busy, 0);
    }

    /// <summary>The first try of a call from another thread.</summary>
    private sealed class BeginWorkItem(StreamOperation operation) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            operation._waits = true;
            operation.Run(loop, state);
        }
    }

    /// <summary>The token of a call was canceled. By the time this runs on the loop, the call may have completed.</summary>
    private sealed class CancelWorkItem(StreamOperation operation, short version, CancellationToken token) : WorkItem
    {
        internal void Send() => operation.Connection.Loop.EnqueueFromAnywhere(this);

        internal override void Run(EventLoop loop, object? state)
        {
            if (operation._waits && operation._core.Version == version)
            {
                EnterLibrary(loop);
                operation.Withdraw();
                operation.Finish(0, new OperationCanceledException(token));
            }
        }
    }
}
