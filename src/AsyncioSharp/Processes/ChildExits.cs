using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AsyncioSharp;

/// <summary>
/// Notifies child processes of their exit. The system announces that some child has exited with a signal, which .NET delivers on a pool
/// thread. All loops and threads share this class, and no thread waits for a child.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ChildExits
{
    private static readonly Lock s_gate = new();
    private static readonly List<PosixChild> s_children = []; // guarded by s_gate
    private static PosixSignalRegistration? s_registration; // guarded by s_gate

    /// <summary>Starts listening; call it before starting a child.</summary>
    internal static void Watch()
    {
        lock (s_gate)
        {
            s_registration ??= PosixSignalRegistration.Create(PosixSignal.SIGCHLD, static _ => CheckAll());
        }
    }

    /// <summary>Watches a child, which may already have exited.</summary>
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
