namespace AsyncioSharp;

/// <summary>A callback that the loop runs at a given time (asyncio: <c>TimerHandle</c>). Loop thread only.</summary>
/// <remarks>A struct, so that a timer is one object. <c>default</c> is the handle of nothing.</remarks>
public readonly struct TimerHandle
{
    private readonly Handle _handle;

    internal TimerHandle(CallbackWorkItem item, TimeSpan when)
    {
        _handle = new Handle(item);
        When = when;
    }

    /// <summary>The time that was asked for, on the loop's clock (<see cref="EventLoop.Time"/>).</summary>
    public TimeSpan When { get; }

    /// <summary>Whether <see cref="Cancel"/> was called.</summary>
    public bool IsCanceled => _handle.IsCanceled;

    /// <summary>The same handle without the time.</summary>
    /// <param name="timer">The handle.</param>
    public static implicit operator Handle(TimerHandle timer) => timer._handle;

    /// <summary>The callback will not run. Nothing when it ran already, or was cancelled before.</summary>
    public void Cancel() => _handle.Cancel();

    /// <summary>The time, the callback and whether it is cancelled. See <see cref="Handle.ToString"/>.</summary>
    public override string ToString() => _handle.Describe(FormattableString.Invariant($"TimerHandle when={When.TotalSeconds}"));
}
