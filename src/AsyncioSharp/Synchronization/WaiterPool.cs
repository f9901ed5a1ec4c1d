namespace AsyncioSharp;

/// <summary>A loop's free waiters, bounded. Loop thread only.</summary>
internal sealed class WaiterPool(EventLoop loop)
{
    private const int Capacity = 1 << 12;

    private Waiter? _top;
    private int _count;

    internal Waiter Rent()
    {
        if (_top is not { } waiter)
        {
            return new Waiter(loop);
        }

        _top = waiter.Next;
        waiter.Next = null;
        _count--;
        return waiter;
    }

    internal void Add(Waiter waiter)
    {
        if (_count < Capacity)
        {
            waiter.Next = _top;
            _top = waiter;
            _count++;
        }
    }
}
