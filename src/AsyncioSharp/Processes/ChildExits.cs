using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AsyncioSharp;

/// <summary>
/// Tells the children of this process when they exit. The system says that some child has exited, by a signal that .NET delivers on a pool
/// thread; so all loops and threads share it, and no thread waits for a child.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ChildExits
{
    private static readonly Lock s_gate = new();
    private static readonly List<PosixChild> s_children = []; // guarded by s_gate
    private static PosixSignalRegistration? s_registration; // guarded by s_gate

    /// <summary>Begins to listen. To be called before a child is started.</summary>
    internal static void Watch()
    {
        lock (s_gate)
        {
            s_registration ??= PosixSignalRegistration.Create(PosixSignal.SIGCHLD, static _ => CheckAll());
        }
    }

    /// <summary>Watches a child, which may have exited already.</summary>
    internal static void Add(PosixChild child)
    {
        lock (s_gate)
        {
            s_children.Add(child);
        }

        CheckAll();
    }

    private static void CheckAll()
    {
        lock (s_gate)
        {
            s_children.RemoveAll(static child => child.CheckExit());
        }
    }
}
