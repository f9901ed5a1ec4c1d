namespace AsyncioSharp;

/// <summary>
/// One coroutine that waits in a primitive: a future that stands in a <see cref="WaiterQueue"/>. Awaited once, by the primitive's own
/// coroutine, which gives it back afterwards; so a wait allocates nothing in steady state.
/// </summary>
internal sealed class Waiter(EventLoop loop) : Future(loop)
{
    internal Waiter? Next;
    internal Waiter? Previous;
    internal bool IsQueued;

    /// <summary>Whose line it stands in, for task dumps.</summary>
    internal object? Primitive;

    /// <summary>Wakes the coroutine in the next iteration. The caller knows that it is pending.</summary>
    internal void Wake() => TryComplete(FutureStatus.Succeeded, null);

    internal void Recycle()
    {
        Reset();
        Primitive = null;
        Loop.Waiters.Add(this);
    }
}
