namespace AsyncioSharp;

/// <summary>A callback of the user's in the ready queue or among the timers. Runs in the execution context of its registration (S273).</summary>
internal sealed class CallbackItem(EventLoop loop, Action<object?> callback, object? state) : WorkItem
{
    /// <summary>Calls an <see cref="Action"/> that travels as the state.</summary>
    internal static readonly Action<object?> CallAction = static action => ((Action)action!)();

    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    internal bool IsCanceled { get; private set; }

    internal void Cancel()
    {
        loop.CheckThread();
        IsCanceled = true;
        loop.Timers.Cancel(this);
    }

    internal override void Run(EventLoop loop, object? unused)
    {
        if (IsCanceled)
        {
            return;
        }

        loop.EnterCallback(_context);
        try
        {
            callback(state);
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            loop.CallExceptionHandler(new LoopErrorContext { Message = $"Exception in callback {Name}", Exception = e });
        }
    }

    public override string ToString() => $"callback {Name}";

    private string Name => (state is Action action && ReferenceEquals(callback, CallAction) ? action.Method : callback.Method).Name;
}
