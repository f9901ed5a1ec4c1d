using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace AsyncioSharp;

/// <summary>The fill level of a pipe, on systems that report it.</summary>
/// <param name="Unread">The number of unread bytes in the pipe.</param>
/// <param name="Capacity">The maximum number of bytes in the pipe.</param>
internal readonly record struct PipeLevel(int Unread, int Capacity)
{
    /// <summary>Returns null if the stream is not a pipe, is closed, or the system does not report its level. Any thread.</summary>
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
