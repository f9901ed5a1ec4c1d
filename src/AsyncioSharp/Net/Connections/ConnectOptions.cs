using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Options of <see cref="Asyncio.OpenConnection"/>. The defaults are those of asyncio.</summary>
/// <remarks>Thread affinity: none; the options are immutable.</remarks>
/// <example>
/// <code>
/// var options = new ConnectOptions
/// {
///     Tls = new System.Net.Security.SslClientAuthenticationOptions(),
///     HappyEyeballsDelay = TimeSpan.FromMilliseconds(100),
/// };
/// await using Connection connection = await Asyncio.OpenConnection("example.com", 443, options);
/// </code>
/// </example>
public sealed record ConnectOptions
{
    internal static readonly ConnectOptions Default = new();

    /// <summary>
    /// The TLS options; null for no TLS. TLS starts immediately after the connect. An empty <c>TargetHost</c> is set to the host name.
    /// </summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>The timeout of the TLS handshake. Default: 60 s.</summary>
    public TimeSpan TlsHandshakeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The memory limits of the connection.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>Restricts the connection to IPv4 or IPv6; <see cref="AddressFamily.Unspecified"/> allows both.</summary>
    public AddressFamily AddressFamily { get; init; } = AddressFamily.Unspecified;

    /// <summary>The local address and port to connect from; null for any.</summary>
    public IPEndPoint? LocalEndPoint { get; init; }

    /// <summary>
    /// For a host with several addresses: the delay before the next address is tried concurrently (happy eyeballs, RFC 8305). Null waits
    /// until the current one has failed. Default: 250 ms.
    /// </summary>
    public TimeSpan? HappyEyeballsDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether small writes are sent immediately (TCP_NODELAY), as in asyncio. Default: true.</summary>
    public bool NoDelay { get; init; } = true;
}
