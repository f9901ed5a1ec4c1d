namespace AsyncioSharp;

/// <content>The end of a group. The order of the checks is asyncio's, and observable.</content>
public sealed partial class TaskGroup
{
    // What the body threw, if that is a failure; a cancellation is kept with those that arrive while the run waits.
    private Exception? _bodyError;
    private Exception? _cancellation;

    /// <summary>The body is over, and has thrown <paramref name="error"/> if that is not null.</summary>
    private void BeginExit(Exception? error)
    {
        _exiting = true;
        if (error is null)
        {
            return;
        }

        _interrupt ??= error as ConsoleInterruptedException;
        if (_parent.AsCancellation(error) is not null)
        {
            _cancellation = error;
        }
        else
        {
            _bodyError = error;
        }

        if (!_aborting)
        {
            Abort();
        }
    }

    /// <summary>What the run waits for while children run. The parent may be cancelled again and again meanwhile.</summary>
    private Future AllDone() => _allDone = new Future(_loop);

    /// <summary>The wait is over; <paramref name="cancellation"/> is not null when the parent was cancelled in it.</summary>
    private void EndWait(LoopCanceledException? cancellation)
    {
        _allDone = null;
        if (cancellation is null)
        {
            return;
        }

        // Ours or one from outside: the counts tell in the end. Dropping it here would lose the outer one of a group that is ending.
        _cancellation = cancellation;
        if (!_aborting)
        {
            Abort();
        }
    }

    /// <summary>All children are done: throws what the run has to throw.</summary>
    private void EndExit()
    {
        if (_interrupt is not null)
        {
            throw _interrupt;
        }

        // Our own request has to be taken back; what is left then came from outside.
        if (_parentCancelRequested && _parent.Uncancel() == 0)
        {
            _cancellation = null;
        }

        if (_bodyError is not null)
        {
            (_errors ??= []).Add(_bodyError);
        }

        if (_errors is not null)
        {
            // A cancellation from outside is not lost behind the errors: the next await throws it (S181).
            if (_parent.CancelRequests > 0)
            {
                _parent.Uncancel();
                _parent.Cancel();
            }

            throw new TaskGroupException(_errors);
        }

        if (_cancellation is not null)
        {
            ThrowHelper.Throw(_cancellation);
        }
    }

    private void OnChildDone(LoopTask child)
    {
        if (--_running == 0)
        {
            _allDone?.TryComplete(FutureStatus.Succeeded, null);
        }

        if (child.Status != FutureStatus.Faulted)
        {
            return;
        }

        Exception error = child.TakeError()!;
        (_errors ??= []).Add(error);
        _interrupt ??= error as ConsoleInterruptedException;
        if (_parent.IsDone)
        {
            _loop.CallExceptionHandler(new LoopErrorContext
            {
                Message = $"{child} has failed but its parent task {_parent} is already completed",
                Exception = error,
                Future = child,
            });
        }
        else if (!_aborting && !_parentCancelRequested)
        {
            Abort();
            _parentCancelRequested = true;
            _parent.Cancel();
        }
    }
}
