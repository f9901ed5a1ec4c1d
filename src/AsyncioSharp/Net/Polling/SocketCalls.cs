using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// The two system calls of every request. On Linux they are called directly: the overhead of <see cref="Socket"/> takes a seventh of the
/// processor time of an echo server.
/// </summary>
internal static class SocketCalls
{
    private static readonly bool s_isLinux = OperatingSystem.IsLinux();

    internal static int Receive(PolledSocket socket, Span<byte> buffer, out SocketError error)
    {
        if (!s_isLinux)
        {
            return socket.Socket.Receive(buffer, SocketFlags.None, out error);
        }

        if (socket.IsClosed)
        {
            error = SocketError.OperationAborted;
            return 0;
        }

        return ReceiveOnLinux(socket.Descriptor, buffer, out error);
    }

    internal static int Send(PolledSocket socket, ReadOnlySpan<byte> data, out SocketError error)
    {
        if (!s_isLinux)
        {
            return socket.Socket.Send(data, SocketFlags.None, out error);
        }

        if (socket.IsClosed)
        {
            error = SocketError.OperationAborted;
            return 0;
        }

        return SendOnLinux(socket.Descriptor, data, out error);
    }

    private static unsafe int ReceiveOnLinux(int descriptor, Span<byte> buffer, out SocketError error)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                nint count = Libc.Receive(descriptor, bytes, buffer.Length, 0);
                if (count >= 0)
                {
                    error = SocketError.Success;
                    return (int)count;
                }

                int number = Marshal.GetLastPInvokeError();
                if (number != Libc.Interrupted)
                {
                    error = ErrorOf(number);
                    return 0;
                }
            }
        }
    }

    private static unsafe int SendOnLinux(int descriptor, ReadOnlySpan<byte> data, out SocketError error)
    {
        fixed (byte* bytes = data)
        {
            while (true)
            {
                nint count = Libc.Send(descriptor, bytes, data.Length, Libc.NoSignal);
                if (count >= 0)
                {
                    error = SocketError.Success;
                    return (int)count;
                }

                int number = Marshal.GetLastPInvokeError();
                if (number != Libc.Interrupted)
                {
                    error = ErrorOf(number);
                    return 0;
                }
            }
        }
    }

    // Linux error numbers, translated as .NET does.
    private static SocketError ErrorOf(int number) => number switch
    {
        Libc.WouldBlock => SocketError.WouldBlock,
        9 => SocketError.OperationAborted, // EBADF
        12 or 105 => SocketError.NoBufferSpaceAvailable, // ENOMEM, ENOBUFS
        32 => SocketError.Shutdown, // EPIPE
        90 => SocketError.MessageSize, // EMSGSIZE
        100 => SocketError.NetworkDown, // ENETDOWN
        101 => SocketError.NetworkUnreachable, // ENETUNREACH
        103 => SocketError.ConnectionAborted, // ECONNABORTED
        104 => SocketError.ConnectionReset, // ECONNRESET
        107 => SocketError.NotConnected, // ENOTCONN
        110 => SocketError.TimedOut, // ETIMEDOUT
        111 => SocketError.ConnectionRefused, // ECONNREFUSED
        113 => SocketError.HostUnreachable, // EHOSTUNREACH
        _ => SocketError.SocketError,
    };
}
