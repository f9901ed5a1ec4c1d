using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// What moves the bytes of a <see cref="Connection"/>: a socket, TLS over another connection, memory in tests. It never waits: reads and
/// writes are tries, and it tells its owner when the next one is worth while.
/// </summary>
/// <remarks>Loop thread only. Buffers, limits and everything that waits are the connection's.</remarks>
internal abstract class Transport
{
    /// <summary>The connection; gets <c>OnReadable</c> and <c>OnWritable</c>.</summary>
    internal Connection? Owner { get; set; }

    internal abstract EndPoint? LocalEndPoint { get; }

    internal abstract EndPoint? RemoteEndPoint { get; }

    /// <summary>The TLS session, if this is one.</summary>
    internal virtual SslStream? Tls => null;

    /// <summary>Whether one direction can end while the other goes on. TLS cannot.</summary>
    internal virtual bool CanShutdownWrite => true;

    /// <summary>Whether bytes that were taken are still on their way; the owner's <c>OnWritable</c> is called when they are out.</summary>
    internal virtual bool IsWriting => false;

    /// <summary>Takes bytes that have arrived.</summary>
    /// <param name="buffer">Where they go; not empty.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/>: none are here yet. Other errors end the connection.</param>
    /// <returns>How many bytes; 0 without an error: the peer will send no more.</returns>
    internal abstract int TryRead(Span<byte> buffer, out SocketError error);

    /// <summary>Sends bytes, as many as fit.</summary>
    /// <param name="data">The bytes; not empty.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/>: not one fits now. Other errors end the connection.</param>
    /// <returns>How many bytes were taken.</returns>
    internal abstract int TryWrite(ReadOnlySpan<byte> data, out SocketError error);

    /// <summary>
    /// Asks for one call of the owner's <c>OnReadable</c>, never from within this call. After a read that would have blocked.
    /// </summary>
    internal abstract void AwaitReadable();

    /// <summary>
    /// Asks for one call of the owner's <c>OnWritable</c>, never from within this call. After a write that would have blocked.
    /// </summary>
    internal abstract void AwaitWritable();

    /// <summary>Tells the peer that no more bytes follow. Everything was written before.</summary>
    internal abstract void ShutdownWrite();

    /// <summary>
    /// Ends both directions; the peer gets what was written before. Calls the owner's <c>OnTransportClosed</c> when that is done.
    /// Idempotent.
    /// </summary>
    internal abstract void Close();

    /// <summary>Ends both directions at once: the peer sees a reset. Calls the owner's <c>OnTransportClosed</c>. Idempotent.</summary>
    internal abstract void Abort();

    /// <summary>The loop closes it in the end without a report.</summary>
    internal virtual void MayBeLeftOpen()
    {
    }

    /// <summary>What an error of this transport is to the users of the connection.</summary>
    internal virtual Exception ToException(SocketError error) => ConnectionLostException.Create(error);
}
