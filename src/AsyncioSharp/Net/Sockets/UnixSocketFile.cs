using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>The file of a Unix domain socket.</summary>
internal static class UnixSocketFile
{
    /// <summary>Deletes the file of a socket without a listener. A socket in use is kept, and binding to it fails.</summary>
    internal static void DeleteIfStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
        catch (SocketException)
        {
            // Not a socket, or not accessible: binding throws the reason.
        }
    }
}
