namespace AsyncioSharp;

/// <content>The exit of a group. The order of the checks is asyncio's and is observable.</content>
public sealed partial class TaskGroup
{
    // The failure thrown by the body. A cancellation is stored in the other field, as are those that arrive during the wait for the
    // children.
    private Exception? _bodyError;
    private Exception? _cancellation;

    /// <summary>The body has completed; <paramref name="error"/> is the exception it threw, or null.</summary>
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

    /// <summary>A future to wait on while children run. The parent may be canceled repeatedly during that wait.</summary>
    private Future AllDone() => _allDone = new Future(_loop);

    /// <summary>The wait has ended; <paramref name="cancellation"/> is not null if the parent was canceled during the wait.</summary>
    private void EndWait(LoopCanceledException? cancellation)
    {
        _allDone = null;
        if (cancellation is null)
        {
            return;
        }

        // This is our own request or one from outside; the count decides at the end. Dropping it would lose an outer request while the
        // group exits.
        _cancellation = cancellation;
        if (!_aborting)
        {
            Abort();
        }
    }

    /// <summary>All children are done: throws the exception of the run, if any.</summary>
    private void EndExit()
    {
        if (_activity is { } activity)
        {
            LoopActivities.EndGroup(activity, _bodyError ?? _errors?[0]);
        }

        if (_interrupt is not null)
        {
            throw _interrupt;
        }

        // Take our own request back; any request left came from outside.
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
            // The errors do not hide a cancellation from outside: the next await throws it (S181).
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
            _loop.Report(LoopErrorKind.Other, $"{child} has failed but its parent task {_parent} is already completed", error, child);
        }
        else if (!_aborting && !_parentCancelRequested)
        {
            Abort();
            _parentCancelRequested = true;
            _parent.Cancel();
        }
    }
}
