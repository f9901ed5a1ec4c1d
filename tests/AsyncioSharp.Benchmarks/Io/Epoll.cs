using System.Runtime.InteropServices;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>Linux's epoll, without anything around it.</summary>
internal static unsafe partial class Epoll
{
    internal const uint In = 1;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int Control(int epoll, int operation, int descriptor, Event* change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int Wait(int epoll, Event* events, int maxEvents, int milliseconds);

    /// <summary>As x86-64 packs it.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal struct Event
    {
        internal uint Events;
        internal long Data;
    }
}
