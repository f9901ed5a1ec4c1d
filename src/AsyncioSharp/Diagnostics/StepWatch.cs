namespace AsyncioSharp;

/// <summary>Debug mode: finds the coroutine of a step that took the longest, excluding the coroutines it called.</summary>
internal sealed class StepWatch
{
    private long _inner;
    private long _longest;

    /// <summary>The name of that coroutine, or null if no coroutine ran.</summary>
    internal string? Longest { get; private set; }

    /// <summary>Called before a body runs.</summary>
    /// <returns>The argument for <see cref="End"/>.</returns>
    internal (long Start, long Inner) Begin()
    {
        long inner = _inner;
        _inner = 0;
        return (SystemClock.Timestamp(), inner);
    }

    /// <summary>Called when the body of the frame has suspended or completed.</summary>
    internal void End((long Start, long Inner) begun, Frame frame)
    {
        long total = SystemClock.Timestamp() - begun.Start;
        long own = total - _inner;
        _inner = begun.Inner + total;
        if (own > _longest)
        {
            _longest = own;
            Longest = frame.Name;
        }
    }
}
