namespace AsyncioSharp;

/// <summary>Debug mode: which coroutine of a step took the longest by itself, without those that it called.</summary>
internal sealed class StepWatch
{
    private long _inner;
    private long _longest;

    /// <summary>The name of that coroutine; null when no coroutine ran.</summary>
    internal string? Longest { get; private set; }

    /// <summary>Before a body runs.</summary>
    /// <returns>What <see cref="End"/> needs to know.</returns>
    internal (long Start, long Inner) Begin()
    {
        long inner = _inner;
        _inner = 0;
        return (SystemClock.Timestamp(), inner);
    }

    /// <summary>The body of the frame with this name has suspended or completed.</summary>
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
