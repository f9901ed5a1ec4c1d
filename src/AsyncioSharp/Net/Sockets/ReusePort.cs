using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>The SO_REUSEPORT option, for which .NET has no name.</summary>
internal static class ReusePort
{
    internal static void Set(Socket socket)
    {
        int on = 1;
        ReadOnlySpan<byte> value = MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in on));
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(1, 15, value);
        }
        else if (OperatingSystem.IsMacOS())
        {
            socket.SetRawSocketOption(0xFFFF, 0x200, value);
        }
        else
        {
            throw new PlatformNotSupportedException("SO_REUSEPORT is known on Linux and macOS only.");
        }
    }
}
