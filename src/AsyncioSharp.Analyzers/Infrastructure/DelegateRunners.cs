namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>The types of .NET that run the delegates passed to them, by the thread they do it on.</summary>
internal static class DelegateRunners
{
    /// <summary>A delegate passed to a member of these types runs on a pool thread or on a dedicated thread.</summary>
    public static readonly string[] OffLoopTypes =
    [
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.Task`1",
        "System.Threading.Tasks.TaskFactory",
        "System.Threading.Tasks.TaskFactory`1",
        "System.Threading.Tasks.Parallel",
        "System.Threading.Thread",
        "System.Threading.ThreadPool",
        "System.Threading.Timer",
        "System.Timers.Timer",
        "System.Linq.ParallelEnumerable",
        "System.Runtime.InteropServices.PosixSignalRegistration",
    ];

    /// <summary>An event of these types is raised on a pool thread or on a thread of the system.</summary>
    public static readonly string[] OffLoopEventTypes =
    [
        "System.AppDomain",
        "System.Console",
        "System.Diagnostics.Process",
        "System.IO.FileSystemWatcher",
        "System.Net.NetworkInformation.NetworkChange",
        "System.Net.Sockets.SocketAsyncEventArgs",
        "System.Threading.Tasks.TaskScheduler",
        "System.Timers.Timer",
    ];

    /// <summary>A delegate passed to a member of these types runs before the call returns.</summary>
    public static readonly string[] InlineTypes =
    [
        "System.Array",
        "System.String",
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Threading.LazyInitializer",
        "Microsoft.Extensions.Caching.Memory.CacheExtensions",
    ];
}
