namespace AsyncioSharp;

/// <summary>
/// How long a loop has run, and how much of that time it waited. The loop's thread writes it when a run or an idle wait begins or ends, so
/// that steps do not pay for it. Any thread may read it.
/// </summary>
internal sealed class LoopTimes(LoopClock clock)
{
    private const long Never = long.MinValue;

    // Odd while the loop's thread is changing the fields below.
    private int _version;
    private long _ran;
    private long _waited;
    private long _runBegan = Never;
    private long _waitBegan = Never;
    private long _waitEnded = Never;
    private long _iteration;

    internal void BeginRun()
    {
        _version++;
        Interlocked.MemoryBarrier();
        _runBegan = _waitEnded = clock.Now;
        _iteration = 0;
        Volatile.Write(ref _version, _version + 1);
    }

    internal void EndRun()
    {
        _version++;
        Interlocked.MemoryBarrier();
        long now = clock.Now;
        if (_waitBegan != Never)
        {
            // The wait threw: a deadlock on virtual time.
            _waited += now - _waitBegan;
            _waitBegan = Never;
        }

        _ran += now - _runBegan;
        _runBegan = Never;
        Volatile.Write(ref _version, _version + 1);
    }

    internal void BeginWait()
    {
        _version++;
        Interlocked.MemoryBarrier();
        _waitBegan = clock.Now;
        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>Records the end of a wait, in the iteration with this number.</summary>
    internal void EndWait(long iteration)
    {
        _version++;
        Interlocked.MemoryBarrier();
        long now = clock.Now;
        _waited += now - _waitBegan;
        _waitBegan = Never;
        _waitEnded = now;
        _iteration = iteration;
        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>Returns a consistent snapshot. Any thread.</summary>
    internal LoopTimesReading Read()
    {
        var spin = default(SpinWait);
        while (true)
        {
            int before = Volatile.Read(ref _version);
            LoopTimesReading reading = ReadFields();
            Interlocked.MemoryBarrier();
            if ((before & 1) == 0 && before == Volatile.Read(ref _version))
            {
                return reading;
            }

            spin.SpinOnce();
        }
    }

    private LoopTimesReading ReadFields()
    {
        long now = clock.Now;
        long ran = _ran;
        long waited = _waited;
        long runBegan = _runBegan;
        long waitBegan = _waitBegan;
        if (runBegan != Never)
        {
            ran += Math.Max(0, now - runBegan);
        }

        if (waitBegan != Never)
        {
            waited += Math.Max(0, now - waitBegan);
        }

        bool isWaiting = waitBegan != Never;
        long since = isWaiting ? waitBegan : _waitEnded;
        return new LoopTimesReading
        {
            Active = TimeSpan.FromTicks(Math.Max(0, ran - waited)),
            Idle = TimeSpan.FromTicks(waited),
            IsRunning = runBegan != Never,
            IsWaiting = isWaiting,
            StateSince = runBegan == Never ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, now - since)),
            ActiveFromIteration = _iteration,
        };
    }
}
