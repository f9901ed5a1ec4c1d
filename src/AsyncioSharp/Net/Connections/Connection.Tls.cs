using System.Net.Security;

namespace AsyncioSharp;

/// <content>TLS.</content>
public sealed partial class Connection
{
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// From now on the connection speaks TLS, as the client (asyncio: <c>start_tls</c>). What has arrived already belongs to TLS.
    /// </summary>
    /// <param name="options">How; at least the <c>TargetHost</c>.</param>
    /// <param name="handshakeTimeout">The limit of the handshake; null: 60 s.</param>
    /// <exception cref="System.Security.Authentication.AuthenticationException">
    /// The peers do not agree, or the certificate is not trusted.
    /// </exception>
    /// <exception cref="IOException">The peer ended the connection during the handshake.</exception>
    /// <exception cref="TimeoutException">The handshake took too long.</exception>
    /// <remarks>Whatever is thrown, the connection is aborted.</remarks>
    public Coroutine StartTlsAsync(SslClientAuthenticationOptions options, TimeSpan? handshakeTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartTlsAsync((stream, token) => stream.AuthenticateAsClientAsync(options, token), handshakeTimeout);
    }

    /// <summary>
    /// From now on the connection speaks TLS, as the server. See <see cref="StartTlsAsync(SslClientAuthenticationOptions, TimeSpan?)"/>.
    /// </summary>
    /// <param name="options">How; at least the certificate.</param>
    /// <param name="handshakeTimeout">The limit of the handshake; null: 60 s.</param>
    public Coroutine StartTlsAsync(SslServerAuthenticationOptions options, TimeSpan? handshakeTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartTlsAsync((stream, token) => stream.AuthenticateAsServerAsync(options, token), handshakeTimeout);
    }

    internal Coroutine StartClientTlsAsync(string host, ConnectOptions options)
    {
        if (options.Tls is not { } tls)
        {
            return Coroutine.Completed;
        }

        return StartTlsAsync((stream, token) => AuthenticateAsync(stream, host, tls, token), options.TlsHandshakeTimeout);
    }

    // The options are the user's, who may connect to other hosts with them. SslStream copies them when it begins.
    private static Task AuthenticateAsync(SslStream stream, string host, SslClientAuthenticationOptions tls, CancellationToken token)
    {
        lock (tls)
        {
            string? given = tls.TargetHost;
            tls.TargetHost = string.IsNullOrEmpty(given) ? host : given;
            try
            {
                return stream.AuthenticateAsClientAsync(tls, token);
            }
            finally
            {
                tls.TargetHost = given;
            }
        }
    }

    private async Coroutine StartTlsAsync(Func<SslStream, CancellationToken, Task> handshake, TimeSpan? timeout)
    {
        ThrowIfWriteFailed();
        CheckReader();
        TlsTransport transport = MoveInto();
        try
        {
            await Asyncio.Timeout(timeout ?? s_handshakeTimeout, async _ => await handshake(transport.Tls, Asyncio.CurrentToken));
        }
        catch (Exception e)
        {
            Abort();
            if (e is TimeoutException)
            {
                throw new TimeoutException($"The TLS handshake took longer than {timeout ?? s_handshakeTimeout}.", e);
            }

            throw;
        }
    }

    // An inner connection takes over the transport and the bytes in both directions. This one gets what TLS makes of them.
    private TlsTransport MoveInto()
    {
        var inner = new Connection(Loop, _transport, _limits)
        {
            _received = _received,
            _unsent = _unsent,
            _awaitsWritable = _awaitsWritable,
        };
        _received = default;
        _unsent = default;
        _awaitsWritable = false;
        var transport = new TlsTransport(inner);
        _transport = transport;
        transport.Owner = this;
        return transport;
    }
}
