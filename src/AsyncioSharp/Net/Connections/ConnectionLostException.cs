using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// The connection has ended before its time (asyncio: <c>ConnectionResetError</c>, <c>BrokenPipeError</c>): the peer reset it, it timed
/// out, or this side closed it while something still waited.
/// </summary>
public sealed class ConnectionLostException : IOException
{
    /// <summary>The connection was lost.</summary>
    public ConnectionLostException()
        : this("Connection lost")
    {
    }

    /// <summary>The connection was lost.</summary>
    /// <param name="message">What happened.</param>
    public ConnectionLostException(string message)
        : base(message)
    {
    }

    /// <summary>The connection was lost.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The error of the operating system, or of TLS.</param>
    public ConnectionLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the operating system said; <see cref="SocketError.Success"/> when this side closed the connection.</summary>
    public SocketError SocketErrorCode { get; private init; }

    internal static ConnectionLostException Create(SocketError error)
    {
        var inner = new SocketException((int)error);
        return new ConnectionLostException($"Connection lost: {inner.Message}", inner) { SocketErrorCode = error };
    }
}
