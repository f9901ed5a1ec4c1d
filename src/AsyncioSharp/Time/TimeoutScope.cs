using System.Diagnostics;
using System.Globalization;

namespace AsyncioSharp;

/// <summary>
/// The scope passed to the body of <see cref="Asyncio.Timeout(TimeLimit, Func{TimeoutScope, Coroutine})"/> (asyncio: <c>Timeout</c>). It
/// shows the deadline and can move it.
/// </summary>
/// <remarks>Loop thread only; useful only while the body runs.</remarks>
/// <example>
/// <code>
/// await Asyncio.Timeout(5.0, async scope =&gt;
/// {
///     await Asyncio.Sleep(1);   // connect
///     scope.Reschedule(Asyncio.RunningLoop.Time + TimeSpan.FromMinutes(1));   // connected: allow more time
///     await Asyncio.Sleep(30);   // download
/// });
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TimeoutScope
{
    private const long Never = long.MinValue;

    private readonly LoopTask _task;
    private readonly int _cancelRequests;
    private State _state = State.Entered;
    private TimerWorkItem? _timer;
    private bool _isMoved;
    private long _deadline = Never;

    private TimeoutScope(LoopTask task)
    {
        _task = task;
        _cancelRequests = task.CancelRequests;
    }

    private enum State : byte
    {
        Entered,
        Expiring,
        Expired,
        Finished,
    }

    /// <summary>The deadline on the loop's clock (<see cref="EventLoop.Time"/>); null if there is none.</summary>
    public TimeSpan? When => _deadline == Never ? null : new TimeSpan(_deadline);

    /// <summary>Whether the deadline passed and the body was canceled, however the body reacted.</summary>
    public bool IsExpired => _state is State.Expiring or State.Expired;

    /// <summary>Moves the deadline. A deadline in the past expires in the next iteration.</summary>
    /// <param name="when">The new deadline on the loop's clock; null or <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <exception cref="InvalidOperationException">The scope has expired or finished, or the loop runs on another thread.</exception>
    public void Reschedule(TimeSpan? when)
    {
        _task.Loop.CheckThread();
        if (_state != State.Entered)
        {
            throw new InvalidOperationException($"Cannot change state of {_state.ToString().ToLowerInvariant()} Timeout");
        }

        _timer?.Cancel();
        _timer = null;
        _isMoved = true;
        _deadline = Never;
        if (when is { } deadline && !LoopTime.IsNever(deadline))
        {
            Arm(deadline.Ticks, _task.Loop.Clock.Now);
        }
    }

    /// <summary>Describes the state and deadline, for messages.</summary>
    public override string ToString() => _state != State.Entered
        ? $"<Timeout [{_state.ToString().ToLowerInvariant()}]>"
        : $"<Timeout [active] when={When?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) ?? "none"}>";

    /// <summary>Starts a scope in the current task.</summary>
    /// <param name="time">A delay from now, or a time on the loop's clock; null for no deadline.</param>
    /// <param name="isDelay">True for a delay, false for a time on the loop's clock.</param>
    internal static TimeoutScope Enter(TimeSpan? time, bool isDelay)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        LoopTask task = loop.CurrentTaskOrNull ?? throw new InvalidOperationException("Timeout should be used inside a task");
        var scope = new TimeoutScope(task);
        if (time is { } given && !LoopTime.IsNever(given))
        {
            long now = loop.Clock.Now;
            scope.Arm((isDelay ? LoopTime.After(now, given) : given).Ticks, now);
        }

        return scope;
    }

    /// <summary>
    /// The body has completed. Returns true if <paramref name="error"/> is the cancellation requested by this scope and must become a
    /// <see cref="TimeoutException"/>. A request from outside takes precedence: its cancellation propagates (S120).
    /// </summary>
    internal bool Exit(Exception? error)
    {
        _timer?.Cancel();
        _timer = null;
        if (_state != State.Expiring)
        {
            _state = State.Finished;
            return false;
        }

        _state = State.Expired;
        bool wasCancellation = error is not null && _task.AsCancellation(error) is not null;
        return _task.Uncancel() <= _cancelRequests && wasCancellation;
    }

    /// <summary>
    /// Creates the exception for the body's caller. For a deadline, or once the deadline was moved, the timeout would be misleading.
    /// </summary>
    internal TimeoutException Exceeded(object? subject, TimeLimit limit, Exception cause) => _isMoved || limit == TimeLimit.None
        ? new TimeoutException($"{CoroutineName.OfSubject(subject)} did not end by its deadline.", cause)
        : limit.Exceeded(subject, cause);

    private void Arm(long deadline, long now)
    {
        // The smallest number means no deadline; one tick later is equivalent here.
        _deadline = Math.Max(deadline, Never + 1);
        _timer = new TimerWorkItem(this);
        if (deadline <= now)
        {
            _task.Loop.Enqueue(_timer, null);
        }
        else
        {
            _task.Loop.Timers.Add(deadline, _timer);
        }
    }

    private void OnTimeout()
    {
        _timer = null;
        _state = State.Expiring;
        _task.Cancel();
    }

    private sealed class TimerWorkItem(TimeoutScope scope) : WorkItem
    {
        // Null once canceled.
        private TimeoutScope? _scope = scope;

        internal void Cancel()
        {
            _scope?._task.Loop.Timers.Cancel(this);
            _scope = null;
        }

        internal override void Run(EventLoop loop, object? state)
        {
            if (_scope is { } scope)
            {
                loop.EnterCallback(null);
                scope.OnTimeout();
            }
        }
    }
}
