using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// Thrown when a connection ended prematurely (asyncio: <c>ConnectionResetError</c>, <c>BrokenPipeError</c>): the peer reset it, it timed
/// out, or this side closed it during an operation.
/// </summary>
/// <example>
/// <code>
/// await using Connection connection = await Asyncio.OpenConnection("example.com", 7);
/// try
/// {
///     await connection.WriteLineAsync("hello");
///     Console.WriteLine(await connection.ReadLineAsync());
/// }
/// catch (ConnectionLostException e)
/// {
///     Console.WriteLine(e.SocketErrorCode);
/// }
/// </code>
/// </example>
public sealed class ConnectionLostException : IOException
{
    /// <summary>Creates the exception with a default message.</summary>
    public ConnectionLostException()
        : this("Connection lost")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">The message.</param>
    public ConnectionLostException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The error of the operating system or of TLS.</param>
    public ConnectionLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The error of the operating system; <see cref="SocketError.Success"/> if this side closed the connection.</summary>
    public SocketError SocketErrorCode { get; private init; }

    internal static ConnectionLostException Create(SocketError error)
    {
        var inner = new SocketException((int)error);
        return new ConnectionLostException($"Connection lost: {inner.Message}", inner) { SocketErrorCode = error };
    }
}
