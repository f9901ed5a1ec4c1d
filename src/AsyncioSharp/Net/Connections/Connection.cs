using System.Net;
using System.Net.Security;

namespace AsyncioSharp;

/// <summary>
/// A connection, both directions of it (asyncio: the pair of <c>StreamReader</c> and <c>StreamWriter</c>). From
/// <see cref="Asyncio.OpenConnection"/>, or what the handler of a <see cref="Server"/> gets.
/// </summary>
/// <remarks>
/// <para>Loop thread only. One coroutine may read at a time, any number may write; their writes go out in the order of the calls.</para>
/// <para>Canceling a read loses nothing: what has arrived is there for the next one. Canceling a write ends the wait, not the
/// transmission.</para>
/// <para>Dispose it: <c>await using</c>. A connection that is open when the loop is closed is closed and reported.</para>
/// </remarks>
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

    /// <summary>This side's address.</summary>
    public EndPoint? LocalEndPoint => _transport.LocalEndPoint;

    /// <summary>The peer's address (asyncio: <c>peername</c>).</summary>
    public EndPoint? RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>The TLS session with its certificates and protocol; null on a plain connection.</summary>
    public SslStream? Tls => _transport.Tls;

    /// <summary>How much the connection keeps in memory.</summary>
    public ConnectionLimits Limits => _limits;

    /// <summary>Whether <see cref="DisposeAsync"/> or <see cref="AbortAsync"/> was called (asyncio: <c>is_closing()</c>).</summary>
    public bool IsClosing { get; private set; }

    internal EventLoop Loop { get; }

    /// <summary>The two addresses, for messages.</summary>
    public override string ToString() =>
        $"<Connection {LocalEndPoint?.ToString() ?? "?"} -> {RemoteEndPoint?.ToString() ?? "?"}{(IsClosing ? " closing" : string.Empty)}>";
}
