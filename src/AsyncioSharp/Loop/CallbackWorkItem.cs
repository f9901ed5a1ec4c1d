namespace AsyncioSharp;

/// <summary>A callback of the user's in the ready queue or among the timers. Runs in the execution context of its registration (S273).</summary>
internal sealed class CallbackWorkItem : WorkItem
{
    // Null: an Action, which is the state then.
    private readonly Action<object?>? _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    // Null: cancelled.
    private EventLoop? _loop;

    internal CallbackWorkItem(EventLoop loop, Action<object?>? callback, object? state)
    {
        _loop = loop;
        _callback = callback;
        _state = state;
        if (loop.Debug)
        {
            CreationSites.Record(this);
        }
    }

    internal bool IsCanceled => _loop is null;

    internal void Cancel()
    {
        if (_loop is { } loop)
        {
            loop.CheckThread();
            loop.Timers.Cancel(this);
            _loop = null;
        }
    }

    /// <summary>For the text of its handle, and for reports: the method, and in debug mode where it was registered.</summary>
    internal string Describe() =>
        CreationSites.Find(this) is { } site ? $"{Name}{Environment.NewLine}Created at:{Environment.NewLine}{site}" : Name;

    internal override void Run(EventLoop loop, object? unused)
    {
        if (IsCanceled)
        {
            return;
        }

        loop.EnterCallback(_context ?? loop.RunContext);
        try
        {
            if (_callback is null)
            {
                ((Action)_state!)();
            }
            else
            {
                _callback(_state);
            }
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            loop.CallExceptionHandler(new LoopErrorContext { Kind = LoopErrorKind.CallbackFailed, Message = $"Exception in callback {Describe()}", Exception = e });
        }
    }

    public override string ToString() => $"callback {Name}";

    private string Name => ((Delegate)(_callback ?? _state)!).Method.Name;
}
