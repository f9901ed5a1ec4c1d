namespace AsyncioSharp;

/// <content>The end of a group. The order of the checks is asyncio's, and observable.</content>
public sealed partial class TaskGroup
{
    private async Coroutine Exit(Exception? error)
    {
        _exiting = true;
        _interrupt ??= error as ConsoleInterruptedException;
        bool isCancellation = error is not null && _parent.AsCancellation(error) is not null;
        Exception? cancellation = isCancellation ? error : null;
        if (error is not null && !_aborting)
        {
            Abort();
        }

        // A loop, because the parent may be cancelled again and again while it waits here.
        while (_running > 0)
        {
            _allDone ??= new Future(_loop);
            try
            {
                await _allDone;
            }
            catch (LoopCanceledException e)
            {
                // Ours or one from outside: the counts tell below. Dropping it here would lose the outer one of a group that is ending.
                cancellation = e;
                if (!_aborting)
                {
                    Abort();
                }
            }

            _allDone = null;
        }

        if (_interrupt is not null)
        {
            throw _interrupt;
        }

        // Our own request has to be taken back; what is left then came from outside.
        if (_parentCancelRequested && _parent.Uncancel() == 0)
        {
            cancellation = null;
        }

        if (error is not null && !isCancellation)
        {
            _errors.Add(error);
        }

        if (cancellation is not null && _errors.Count == 0)
        {
            Rethrow.Throw(cancellation);
        }

        if (_errors.Count > 0)
        {
            // A cancellation from outside is not lost behind the errors: the next await throws it (S181).
            if (_parent.CancelRequests > 0)
            {
                _parent.Uncancel();
                _parent.Cancel();
            }

            throw new TaskGroupException(_errors);
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
        _errors.Add(error);
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
