using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace AsyncioSharp;

/// <summary>How full a pipe is, on the systems that say so.</summary>
/// <param name="Unread">The bytes that wait in it.</param>
/// <param name="Capacity">How many it holds at most.</param>
internal readonly record struct PipeLevel(int Unread, int Capacity)
{
    /// <summary>Null when it is no pipe, is closed, or the system does not tell. Any thread.</summary>
    internal static PipeLevel? Of(Stream? stream)
    {
        if (!OperatingSystem.IsLinux() || stream is not PipeStream pipe)
        {
            return null;
        }

        bool isHeld = false;
        SafePipeHandle? handle = null;
        try
        {
            handle = pipe.SafePipeHandle;
            handle.DangerousAddRef(ref isHeld);
            int descriptor = (int)handle.DangerousGetHandle();
            return PosixCalls.TryMeasurePipe(descriptor, out int unread, out int capacity) ? new(unread, capacity) : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            if (isHeld)
            {
                handle!.DangerousRelease();
            }
        }
    }
}
