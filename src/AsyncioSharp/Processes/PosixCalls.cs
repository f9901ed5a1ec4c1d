using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>The system calls that start a process, watch it and send it signals. The constants have the values of Linux.</summary>
internal static unsafe partial class PosixCalls
{
    internal const int Kill = 9;
    internal const int Terminate = 15;

    internal const int NoSuchFile = 2; // ENOENT
    internal const int NoChild = 10; // ECHILD
    internal const int NoAccess = 13; // EACCES

    internal const short SetGroup = 0x02; // POSIX_SPAWN_SETPGROUP
    internal const short SetDefaultSignals = 0x04; // POSIX_SPAWN_SETSIGDEF
    internal const short SetSignalMask = 0x08; // POSIX_SPAWN_SETSIGMASK

    internal const int CloseOnExec = 0x80000; // O_CLOEXEC
    internal const int ReadWrite = 2; // O_RDWR

    internal const int ProcessId = 1; // P_PID
    internal const int NoHang = 1; // WNOHANG
    internal const int Exited = 4; // WEXITED
    internal const int NoWait = 0x01000000; // WNOWAIT: keeps the status, and with it the process id
    internal const int ExitedByCode = 1; // CLD_EXITED

    [LibraryImport("libc", EntryPoint = "posix_spawnp")]
    internal static partial int Spawn(out int pid, byte* file, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int AddDuplicate(void* actions, int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int AddOpen(void* actions, int target, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int AddChangeDirectory(void* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    internal static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    internal static partial int SetProcessGroup(void* attributes, int group);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SetSignalsToDefault(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SetMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    internal static partial int FillSignals(void* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    internal static partial int EmptySignals(void* signals);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe(int* descriptors, int flags);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    internal static partial int Wait(int kind, int id, SignalInfo* info, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int CountUnread(int descriptor, nuint request, out int count);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int PipeSize(int descriptor, int command, int argument);

    /// <summary>Gets the number of unread bytes and the capacity of a pipe; returns false if the descriptor is not a pipe.</summary>
    internal static bool TryMeasurePipe(int descriptor, out int unread, out int capacity)
    {
        const nuint CountCommand = 0x541B; // FIONREAD
        const int SizeCommand = 1032; // F_GETPIPE_SZ
        capacity = PipeSize(descriptor, SizeCommand, 0);
        return CountUnread(descriptor, CountCommand, out unread) == 0 && capacity > 0;
    }

    /// <summary>The fields of <c>siginfo_t</c> that <c>waitid</c> sets; the structure has 128 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct SignalInfo
    {
        [FieldOffset(8)]
        internal int Code;

        [FieldOffset(16)]
        internal int Pid;

        [FieldOffset(24)]
        internal int Status;
    }
}
