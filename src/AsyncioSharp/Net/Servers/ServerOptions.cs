using System.Net.Security;

namespace AsyncioSharp;

/// <summary>How a <see cref="Server"/> serves.</summary>
public sealed record ServerOptions
{
    internal static readonly ServerOptions Default = new();

    /// <summary>The TLS options; null: no TLS. The handshake runs in the task of the connection.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>How long the TLS handshake may take. Default: 60 s.</summary>
    public TimeSpan TlsHandshakeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much each connection keeps in memory.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>
    /// So many connections are served at a time. With as many open, the server stops accepting: the next ones wait in the operating
    /// system's backlog. Null: no limit.
    /// </summary>
    public int? MaxConnections
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    }

    /// <summary>How many connections wait in the operating system until they are accepted. Default: 512.</summary>
    public int Backlog { get; init; } = 512;

    /// <summary>
    /// Several processes or loops may listen on the same port (SO_REUSEPORT); the operating system shares out. Default: false.
    /// </summary>
    public bool ReusePort { get; init; }

    /// <summary>Send small writes at once (TCP_NODELAY). Default: true.</summary>
    public bool NoDelay { get; init; } = true;
}
