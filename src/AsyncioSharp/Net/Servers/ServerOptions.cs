using System.Net.Security;

namespace AsyncioSharp;

/// <summary>Options of a <see cref="Server"/>.</summary>
/// <remarks>Thread affinity: none; the options are immutable.</remarks>
/// <example>
/// <code>
/// static async Coroutine Greet(Connection peer) =&gt; await peer.WriteLineAsync("hello");
///
/// var options = new ServerOptions { MaxConnections = 100, Backlog = 64 };
/// await using Server server = await Asyncio.StartServer(Greet, "localhost", 0, options);
/// </code>
/// </example>
public sealed record ServerOptions
{
    internal static readonly ServerOptions Default = new();

    /// <summary>The TLS options; null for no TLS. The handshake runs in the task of the connection.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>The timeout of the TLS handshake. Default: 60 s.</summary>
    public TimeSpan TlsHandshakeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The memory limits of each connection.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>
    /// The maximum number of connections served at a time; null for no maximum. When it is reached, the server stops accepting, and further
    /// connections wait in the operating system's backlog.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int? MaxConnections
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    }

    /// <summary>The maximum number of connections that wait in the operating system to be accepted. Default: 512.</summary>
    public int Backlog { get; init; } = 512;

    /// <summary>
    /// Whether several processes or loops may listen on the same port (SO_REUSEPORT); the operating system distributes the connections.
    /// Default: false.
    /// </summary>
    public bool ReusePort { get; init; }

    /// <summary>Whether small writes are sent immediately (TCP_NODELAY). Default: true.</summary>
    public bool NoDelay { get; init; } = true;
}
