using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// For Linux: one epoll instance waits for the sockets, for other threads (an eventfd) and for the next timer. A socket is registered once,
/// edge-triggered, so that waiting for it costs no system call.
/// </summary>
internal sealed unsafe class EpollPoller : Poller
{
    private const int WakeUp = -1;

    private readonly int _epoll;
    private readonly EpollWakeUp _wakeUp = new();
    private readonly EpollEvents _events = new(512);
    private readonly EpollEvents _change = new(1);

    // Indexed by descriptor.
    private PolledSocket?[] _sockets = new PolledSocket?[64];

    // False before Linux 5.11: waits are then rounded up to a millisecond.
    private bool _hasNanoseconds = true;

    internal EpollPoller()
    {
        _epoll = Check(Libc.EpollCreate(Libc.CloseOnExec));
        _change.SetFirst(Libc.EpollIn | Libc.EpollEdgeTriggered, WakeUp);
        Check(Libc.EpollCtl(_epoll, Libc.EpollCtlAdd, _wakeUp.Descriptor, _change.Pointer));
    }

    // Sockets stay registered for both directions.
    internal override void AwaitReadable(PolledSocket socket)
    {
    }

    internal override void AwaitWritable(PolledSocket socket)
    {
    }

    internal override void Wait(long ticks)
    {
        // A thread that has just sent work often sends more immediately. Spinning then saves the system calls to sleep and to wake.
        if (_wakeUp.EndedLastWait)
        {
            if (Dispatch(Libc.EpollWait(_epoll, _events.Pointer, _events.Capacity, 0)) || _wakeUp.Spin(ticks))
            {
                return;
            }
        }

        if (_wakeUp.BeginSleep())
        {
            int count = ticks < 0 ? Libc.EpollWait(_epoll, _events.Pointer, _events.Capacity, -1) : WaitFor(ticks);
            _wakeUp.EndSleep();
            Dispatch(count);
        }
    }

    internal override void Poll() => Dispatch(Libc.EpollWait(_epoll, _events.Pointer, _events.Capacity, 0));

    internal override void Wake() => _wakeUp.Wake();

    private protected override void Watch(PolledSocket socket)
    {
        int descriptor = socket.Descriptor;
        if (descriptor >= _sockets.Length)
        {
            Array.Resize(ref _sockets, Math.Max(descriptor + 1, _sockets.Length * 2));
        }

        _change.SetFirst(Libc.EpollIn | Libc.EpollOut | Libc.EpollReadHangUp | Libc.EpollEdgeTriggered, descriptor);
        Check(Libc.EpollCtl(_epoll, Libc.EpollCtlAdd, descriptor, _change.Pointer));
        _sockets[descriptor] = socket;
    }

    private protected override void Unwatch(PolledSocket socket, bool staysOpen)
    {
        // The user may have closed the socket directly, so that the descriptor now belongs to another socket.
        if (_sockets[socket.Descriptor] != socket)
        {
            return;
        }

        _sockets[socket.Descriptor] = null;

        // Closing the descriptor also removes it from the epoll instance.
        if (staysOpen)
        {
            Libc.EpollCtl(_epoll, Libc.EpollCtlDelete, socket.Descriptor, _change.Pointer);
        }
    }

    private protected override void CloseHandles()
    {
        Libc.Close(_epoll);
        _wakeUp.Close();
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    private int WaitFor(long ticks)
    {
        if (_hasNanoseconds)
        {
            var timeout = new Libc.TimeSpec
            {
                Seconds = ticks / TimeSpan.TicksPerSecond,
                Nanoseconds = ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick,
            };
            int count = TryWaitNanoseconds(&timeout);
            if (_hasNanoseconds)
            {
                return count;
            }
        }

        int milliseconds = (int)Math.Min(int.MaxValue, ((ticks - 1) / TimeSpan.TicksPerMillisecond) + 1);
        return Libc.EpollWait(_epoll, _events.Pointer, _events.Capacity, milliseconds);
    }

    private int TryWaitNanoseconds(Libc.TimeSpec* timeout)
    {
        try
        {
            int count = Libc.EpollWait2(_epoll, _events.Pointer, _events.Capacity, timeout, null);
            _hasNanoseconds = count >= 0 || Marshal.GetLastPInvokeError() != Libc.NotImplemented;
            return count;
        }
        catch (EntryPointNotFoundException)
        {
            _hasNanoseconds = false;
            return -1;
        }
    }

    // Returns true if there were events. A negative count means that a signal interrupted the wait.
    private bool Dispatch(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int data = _events.Data(i);
            if (data == WakeUp)
            {
                _wakeUp.Consume();
            }
            else if (_sockets[data] is { } socket)
            {
                Dispatch(socket, _events.Events(i));
            }
        }

        return count > 0;
    }

    private static void Dispatch(PolledSocket socket, uint events)
    {
        const uint Broken = Libc.EpollHangUp | Libc.EpollError;
        if ((events & (Libc.EpollReadHangUp | Broken)) != 0)
        {
            socket.Ended = true;
        }

        if ((events & (Libc.EpollIn | Libc.EpollReadHangUp | Broken)) != 0)
        {
            socket.OnReadable();
        }

        if ((events & (Libc.EpollOut | Broken)) != 0)
        {
            socket.OnWritable();
        }
    }
}
