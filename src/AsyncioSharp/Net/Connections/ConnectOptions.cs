using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>How <see cref="Asyncio.OpenConnection"/> connects. What is not said is the default of asyncio.</summary>
public sealed record ConnectOptions
{
    internal static readonly ConnectOptions Default = new();

    /// <summary>
    /// The TLS options; TLS starts right after the connect. Null: no TLS. An empty <c>TargetHost</c> becomes the host name.
    /// </summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>How long the TLS handshake may take. Default: 60 s.</summary>
    public TimeSpan TlsHandshakeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much the connection keeps in memory.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>IPv4 or IPv6 only; <see cref="AddressFamily.Unspecified"/>: both.</summary>
    public AddressFamily AddressFamily { get; init; } = AddressFamily.Unspecified;

    /// <summary>The address and port to connect from; null: any.</summary>
    public IPEndPoint? LocalEndPoint { get; init; }

    /// <summary>
    /// A host with several addresses: how long to wait for one before the next one is tried too (happy eyeballs, RFC 8305). Null: until it
    /// has failed. Default: 250 ms.
    /// </summary>
    public TimeSpan? HappyEyeballsDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Send small writes at once (TCP_NODELAY), as asyncio does. Default: true.</summary>
    public bool NoDelay { get; init; } = true;
}
