namespace AsyncioSharp;

/// <summary>
/// A user callback in the ready queue or the timer queue. It runs in the execution context captured at its registration (S273).
/// </summary>
internal sealed class CallbackWorkItem : WorkItem
{
    // Null if the callback is an Action, which is then in _state.
    private readonly Action<object?>? _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    // Null once canceled.
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

    /// <summary>The method, and in debug mode the place of registration, for handles and reports.</summary>
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
            loop.Report(LoopErrorKind.CallbackFailed, $"Exception in callback {Describe()}", e);
        }
    }

    public override string ToString() => $"callback {Name}";

    private string Name => ((Delegate)(_callback ?? _state)!).Method.Name;
}
