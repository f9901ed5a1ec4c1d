using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// How another thread ends the wait of an epoll: a flag while the loop is awake, an eventfd while it sleeps. After a wake-up the loop looks
/// at the flag for some microseconds before it sleeps again.
/// </summary>
internal sealed unsafe class EpollWakeUp
{
    private static readonly TimeSpan s_spin = TimeSpan.FromMicroseconds(20);

    private int _woken; // 1: a wake-up that the loop has not seen
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

    /// <summary>Whether another thread ended the last wait, so that it is worth while to look for the next one.</summary>
    internal bool EndedLastWait { get; private set; }

    /// <summary>Any thread.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0 && _asleep)
        {
            long one = 1;
            Libc.Write(Descriptor, &one, sizeof(long));
        }
    }

    /// <summary>Waits for a wake-up without sleeping, for some microseconds. True: it came.</summary>
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

    /// <summary>From here on wake-ups go through the eventfd. False: one came before, so do not sleep.</summary>
    internal bool BeginSleep()
    {
        _asleep = true;

        // The other thread sets the flag first and then checks whether the loop sleeps; here it is the other way round.
        Interlocked.MemoryBarrier();
        if (!TryConsume())
        {
            return true;
        }

        _asleep = false;
        return false;
    }

    internal void EndSleep() => _asleep = false;

    /// <summary>The eventfd was set.</summary>
    internal void Consume()
    {
        long count;
        Libc.Read(Descriptor, &count, sizeof(long));
        TryConsume();
    }

    internal void Close() => Libc.Close(Descriptor);

    // A fence, too: what was sent before a wake-up that finds the flag set is seen by the loop after this.
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
