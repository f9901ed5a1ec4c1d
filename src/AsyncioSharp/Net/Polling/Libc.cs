using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>The functions of Linux's C library that the epoll poller uses.</summary>
internal static unsafe partial class Libc
{
    internal const int EpollCtlAdd = 1;
    internal const int EpollCtlDelete = 2;
    internal const int EpollCtlModify = 3;

    internal const uint EpollIn = 0x1;
    internal const uint EpollOut = 0x4;
    internal const uint EpollError = 0x8;
    internal const uint EpollHangUp = 0x10;
    internal const uint EpollReadHangUp = 0x2000;
    internal const uint EpollEdgeTriggered = 1u << 31;

    internal const int CloseOnExec = 0x80000;
    internal const int NonBlocking = 0x800;

    internal const int Interrupted = 4; // EINTR
    internal const int WouldBlock = 11; // EAGAIN
    internal const int NotImplemented = 38; // ENOSYS

    internal const int NoSignal = 0x4000; // MSG_NOSIGNAL

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollCtl(int epoll, int operation, int descriptor, void* change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, void* events, int maxEvents, int milliseconds);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    internal static partial int EpollWait2(int epoll, void* events, int maxEvents, TimeSpec* timeout, void* signalMask);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(int descriptor, void* buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int descriptor, void* buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    /// <summary><c>struct timespec</c> of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
