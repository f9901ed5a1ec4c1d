namespace AsyncioSharp;

/// <summary>A callback that the loop will run, and the means to withdraw it (asyncio: <c>Handle</c>). Loop thread only.</summary>
public class Handle
{
    private protected Handle(CallbackItem item)
    {
        Item = item;
    }

    internal Handle(EventLoop loop, Action<object?> callback, object? state)
        : this(new CallbackItem(loop, callback, state))
    {
    }

    /// <summary>Whether <see cref="Cancel"/> was called.</summary>
    public bool IsCanceled => Item.IsCanceled;

    internal CallbackItem Item { get; }

    /// <summary>The callback will not run. Nothing when it ran already, or was cancelled before.</summary>
    public void Cancel() => Item.Cancel();
}

/// <summary>A callback that the loop runs at a given time (asyncio: <c>TimerHandle</c>). Loop thread only.</summary>
public sealed class TimerHandle : Handle
{
    internal TimerHandle(EventLoop loop, TimeSpan when, Action<object?> callback, object? state)
        : base(new CallbackItem(loop, callback, state))
    {
        When = when;
    }

    /// <summary>The time that was asked for, on the loop's clock (<see cref="EventLoop.Time"/>).</summary>
    public TimeSpan When { get; }
}
