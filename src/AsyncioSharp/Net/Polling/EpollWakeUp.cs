using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// Lets other threads end the wait of an epoll instance: with a flag while the loop is awake, with an eventfd while it sleeps. After a
/// wake-up, the loop polls the flag for some microseconds before it sleeps again.
/// </summary>
internal sealed unsafe class EpollWakeUp
{
    private static readonly TimeSpan s_spin = TimeSpan.FromMicroseconds(20);

    private int _woken; // 1: the loop has not yet seen a wake-up
    private volatile bool _asleep;

    internal EpollWakeUp()
    {
        Descriptor = Libc.EventFd(0, Libc.CloseOnExec | Libc.NonBlocking);
        if (Descriptor < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    internal int Descriptor { get; }

    /// <summary>Whether another thread ended the last wait, which makes it worthwhile to spin for the next wake-up.</summary>
    internal bool EndedLastWait { get; private set; }

    /// <summary>Wakes the loop. Any thread.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0 && _asleep)
        {
            long one = 1;
            Libc.Write(Descriptor, &one, sizeof(long));
        }
    }

    /// <summary>Spins for some microseconds until a wake-up arrives; returns true if it did.</summary>
    internal bool Spin(long ticks)
    {
        EndedLastWait = false;
        if (ticks is >= 0 and < TimeSpan.TicksPerMillisecond)
        {
            return false;
        }

        long start = SystemClock.Timestamp();
        var wait = default(SpinWait);
        do
        {
            if (TryConsume())
            {
                return true;
            }

            wait.SpinOnce(sleep1Threshold: -1);
        }
        while (SystemClock.ElapsedSince(start) < s_spin);

        return false;
    }

    /// <summary>
    /// Sends wake-ups through the eventfd from now on. Returns false if one has already arrived, so that the loop must not sleep.
    /// </summary>
    internal bool BeginSleep()
    {
        _asleep = true;

        // The other thread sets the flag and then checks whether the loop sleeps; this method does both in the opposite order.
        Interlocked.MemoryBarrier();
        if (!TryConsume())
        {
            return true;
        }

        _asleep = false;
        return false;
    }

    internal void EndSleep() => _asleep = false;

    /// <summary>Consumes a wake-up that arrived through the eventfd.</summary>
    internal void Consume()
    {
        long count;
        Libc.Read(Descriptor, &count, sizeof(long));
        TryConsume();
    }

    internal void Close() => Libc.Close(Descriptor);

    // Also a fence: the loop sees everything sent before a wake-up that found the flag already set.
    private bool TryConsume()
    {
        if (Volatile.Read(ref _woken) == 0 || Interlocked.Exchange(ref _woken, 0) == 0)
        {
            return false;
        }

        EndedLastWait = true;
        return true;
    }
}
