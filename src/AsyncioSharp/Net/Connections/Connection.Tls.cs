using System.Net.Security;

namespace AsyncioSharp;

/// <content>TLS.</content>
public sealed partial class Connection
{
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Starts TLS on the connection, as the client (asyncio: <c>start_tls</c>). Bytes that have already arrived are treated as part of the
    /// TLS stream.
    /// </summary>
    /// <param name="options">The TLS options; <c>TargetHost</c> must be set.</param>
    /// <param name="handshakeTimeout">The timeout of the handshake; null for 60 s.</param>
    /// <returns>A coroutine that completes when the handshake has succeeded.</returns>
    /// <exception cref="System.Security.Authentication.AuthenticationException">
    /// The peers could not agree on parameters, or the certificate is not trusted.
    /// </exception>
    /// <exception cref="IOException">The peer closed the connection during the handshake.</exception>
    /// <exception cref="TimeoutException">The handshake did not complete within its timeout.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled during the handshake.</exception>
    /// <remarks>The connection is aborted if the handshake fails for any reason.</remarks>
    public Coroutine StartTlsAsync(SslClientAuthenticationOptions options, TimeSpan? handshakeTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartTlsAsync((stream, token) => stream.AuthenticateAsClientAsync(options, token), handshakeTimeout);
    }

    /// <summary>
    /// Starts TLS on the connection, as the server. See <see cref="StartTlsAsync(SslClientAuthenticationOptions, TimeSpan?)"/>.
    /// </summary>
    /// <param name="options">The TLS options; they must contain the certificate.</param>
    /// <param name="handshakeTimeout">The timeout of the handshake; null for 60 s.</param>
    /// <returns>A coroutine that completes when the handshake has succeeded.</returns>
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

    // The options belong to the user, who may connect to other hosts with them. SslStream copies them when the handshake begins.
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

    // An inner connection takes over the transport and the buffered bytes of both directions. This connection then carries the decrypted
    // data.
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
