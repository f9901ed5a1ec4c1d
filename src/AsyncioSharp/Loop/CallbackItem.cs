namespace AsyncioSharp;

/// <summary>A callback of the user's in the ready queue or among the timers. Runs in the execution context of its registration (S273).</summary>
internal sealed class CallbackItem : WorkItem
{
    /// <summary>Calls an <see cref="Action"/> that travels as the state.</summary>
    internal static readonly Action<object?> CallAction = static action => ((Action)action!)();

    private readonly EventLoop _loop;
    private readonly Action<object?> _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    internal CallbackItem(EventLoop loop, Action<object?> callback, object? state)
    {
        _loop = loop;
        _callback = callback;
        _state = state;
        if (loop.Debug)
        {
            CreationSites.Record(this);
        }
    }

    internal bool IsCanceled { get; private set; }

    internal void Cancel()
    {
        _loop.CheckThread();
        IsCanceled = true;
        _loop.Timers.Cancel(this);
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

        loop.EnterCallback(_context);
        try
        {
            _callback(_state);
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            loop.CallExceptionHandler(new LoopErrorContext { Message = $"Exception in callback {Describe()}", Exception = e });
        }
    }

    public override string ToString() => $"callback {Name}";

    private string Name => (_state is Action action && ReferenceEquals(_callback, CallAction) ? action.Method : _callback.Method).Name;
}
