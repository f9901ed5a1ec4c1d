using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Non-blocking datagram operations.</summary>
internal static class DatagramCalls
{
    /// <summary>Receives a datagram; returns false if there is none.</summary>
    internal static bool TryReceiveFrom(PolledSocket polled, Span<byte> buffer, out ReceivedDatagram datagram)
    {
        datagram = default;
        Socket socket = polled.Socket;

        // Poll first, because a receive without a datagram throws.
        if (polled.IsClosed || !socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            polled.ClearReadable();
            return false;
        }

        EndPoint from = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        polled.Loop.CountSystemCall();
        try
        {
            int count = socket.ReceiveFrom(buffer, ref from);
            datagram = new ReceivedDatagram(count, from);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
        {
            polled.Readable = false;
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize)
        {
            // Windows reports what other systems ignore: the datagram was truncated.
            datagram = new ReceivedDatagram(buffer.Length, from);
            return true;
        }
    }

    /// <summary>Sends a datagram; returns false if there is no room for it now.</summary>
    internal static bool TrySendTo(PolledSocket polled, ReadOnlySpan<byte> data, EndPoint address)
    {
        if (polled.IsClosed)
        {
            return false;
        }

        polled.Loop.CountSystemCall();
        try
        {
            polled.Socket.SendTo(data, address);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            return false;
        }
    }
}
