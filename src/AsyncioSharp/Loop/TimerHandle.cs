using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A handle to cancel a callback that the loop will run at a given time (asyncio: <c>TimerHandle</c>). Loop thread only.</summary>
/// <remarks>A struct, so that a timer is a single object. <c>default</c> is a handle without a callback.</remarks>
/// <example>
/// <code>
/// TimerHandle timer = Asyncio.RunningLoop.CallLater(TimeSpan.FromMinutes(1), () =&gt; Console.WriteLine("too late"));
/// timer.Cancel();
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct TimerHandle
{
    private readonly Handle _handle;

    internal TimerHandle(CallbackWorkItem item, TimeSpan when)
    {
        _handle = new Handle(item);
        When = when;
    }

    /// <summary>The requested time, on the loop's clock (<see cref="EventLoop.Time"/>).</summary>
    public TimeSpan When { get; }

    /// <summary>Whether <see cref="Cancel"/> was called.</summary>
    public bool IsCanceled => _handle.IsCanceled;

    /// <summary>Converts to a handle without the time.</summary>
    /// <param name="timer">The timer.</param>
    public static implicit operator Handle(TimerHandle timer) => timer._handle;

    /// <summary>Cancels the callback. Does nothing if it has run or was already canceled.</summary>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public void Cancel() => _handle.Cancel();

    /// <summary>Returns the time, the callback and whether it is canceled. See <see cref="Handle.ToString"/>.</summary>
    public override string ToString() => _handle.Describe(FormattableString.Invariant($"TimerHandle when={When.TotalSeconds}"));
}
