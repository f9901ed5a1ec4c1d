using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Connects a socket without blocking.</summary>
internal static class SocketConnect
{
    /// <summary>Connects the socket, or closes it and throws.</summary>
    internal static async Coroutine ConnectAsync(PolledSocket socket, EndPoint address)
    {
        try
        {
#pragma warning disable AIO106 // The socket is non-blocking.
            if (!Begin(socket.Socket, address))
#pragma warning restore AIO106
            {
                do
                {
                    await SocketWaitFrame.WritableAsync(socket);
                }
                while (!HasEnded(socket.Socket));
            }
        }
        catch
        {
            socket.Close();
            throw;
        }
    }

    // Returns true if the socket is connected immediately.
    private static bool Begin(Socket socket, EndPoint address)
    {
        try
        {
            socket.Connect(address);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return false;
        }
    }

    private static bool HasEnded(Socket socket)
    {
        var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != SocketError.Success)
        {
            throw new SocketException((int)error);
        }

        // Querying the option above makes the socket notice that it is connected.
        return socket.Connected;
    }
}
