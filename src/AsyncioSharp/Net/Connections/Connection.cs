using System.Diagnostics;
using System.Net;
using System.Net.Security;

namespace AsyncioSharp;

/// <summary>
/// A bidirectional connection (asyncio: a pair of <c>StreamReader</c> and <c>StreamWriter</c>). <see cref="Asyncio.OpenConnection"/>
/// returns one, and a <see cref="Server"/> passes one to its handler.
/// </summary>
/// <remarks>
/// <para>Loop thread only. One coroutine may read at a time, any number may write; writes are sent in the order of the calls.</para>
/// <para>
/// Canceling a read loses nothing: bytes already received stay for the next read. Canceling a write ends the wait, not the transmission.
/// </para>
/// <para>Dispose it with <c>await using</c>. A connection still open when the loop is closed is closed and reported.</para>
/// </remarks>
/// <example>
/// <code>
/// await using Connection connection = await Asyncio.OpenConnection("example.com", 80);
/// await connection.WriteAsync("GET / HTTP/1.0\r\nHost: example.com\r\n\r\n"u8.ToArray());
/// await foreach (string line in connection.ReadLinesAsync())
/// {
///     Console.WriteLine(line);
/// }
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Connection : IAsyncDisposable
{
    private readonly ConnectionLimits _limits;
    private Transport _transport;

    internal Connection(EventLoop loop, Transport transport, ConnectionLimits? limits = null)
    {
        Loop = loop;
        _limits = limits ?? ConnectionLimits.Default;
        _transport = transport;
        transport.Owner = this;
    }

    /// <summary>The local address.</summary>
    public EndPoint? LocalEndPoint => _transport.LocalEndPoint;

    /// <summary>The peer's address (asyncio: <c>peername</c>).</summary>
    public EndPoint? RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>The TLS session, with its certificates and protocol; null for a plain connection.</summary>
    public SslStream? Tls => _transport.Tls;

    /// <summary>The memory limits of the connection.</summary>
    public ConnectionLimits Limits => _limits;

    /// <summary>
    /// Whether closing has begun, for example by <see cref="DisposeAsync"/> or <see cref="AbortAsync"/> (asyncio: <c>is_closing()</c>).
    /// </summary>
    public bool IsClosing { get; private set; }

    internal EventLoop Loop { get; }

    /// <summary>Describes the two addresses, for messages.</summary>
    public override string ToString() =>
        $"<Connection {LocalEndPoint?.ToString() ?? "?"} -> {RemoteEndPoint?.ToString() ?? "?"}{(IsClosing ? " closing" : string.Empty)}>";
}
