using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// Moves the bytes of a <see cref="Connection"/>: a socket, TLS on another connection, or memory in tests. It never waits: reads and writes
/// are attempts, and it notifies its owner when the next attempt is worthwhile.
/// </summary>
/// <remarks>Loop thread only. Buffers, limits and waits belong to the connection.</remarks>
internal abstract class Transport
{
    /// <summary>The connection, whose <c>OnReadable</c> and <c>OnWritable</c> are called.</summary>
    internal Connection? Owner { get; set; }

    internal abstract EndPoint? LocalEndPoint { get; }

    internal abstract EndPoint? RemoteEndPoint { get; }

    /// <summary>The TLS session; null for other transports.</summary>
    internal virtual SslStream? Tls => null;

    /// <summary>Whether one direction can end while the other stays open; false for TLS.</summary>
    internal virtual bool CanShutdownWrite => true;

    /// <summary>Whether accepted bytes are still being sent; the owner's <c>OnWritable</c> is called when they are sent.</summary>
    internal virtual bool IsWriting => false;

    /// <summary>Reads bytes that have arrived.</summary>
    /// <param name="buffer">The destination; not empty.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/> if no bytes have arrived. Other errors end the connection.</param>
    /// <returns>The number of bytes; 0 without an error means the end of the stream.</returns>
    internal abstract int TryRead(Span<byte> buffer, out SocketError error);

    /// <summary>Sends as many bytes as fit.</summary>
    /// <param name="data">The bytes; not empty.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/> if no bytes fit. Other errors end the connection.</param>
    /// <returns>The number of bytes taken.</returns>
    internal abstract int TryWrite(ReadOnlySpan<byte> data, out SocketError error);

    /// <summary>
    /// Requests one call of the owner's <c>OnReadable</c>, never from within this call. Call it after a read that would have blocked.
    /// </summary>
    internal abstract void AwaitReadable();

    /// <summary>
    /// Requests one call of the owner's <c>OnWritable</c>, never from within this call. Call it after a write that would have blocked.
    /// </summary>
    internal abstract void AwaitWritable();

    /// <summary>Tells the peer that no more bytes follow. All bytes must have been written before.</summary>
    internal abstract void ShutdownWrite();

    /// <summary>
    /// Closes both directions; the peer receives all bytes written before. Calls the owner's <c>OnTransportClosed</c> when closed.
    /// Idempotent.
    /// </summary>
    internal abstract void Close();

    /// <summary>
    /// Closes both directions immediately: the peer sees a reset. Calls the owner's <c>OnTransportClosed</c>. Idempotent.
    /// </summary>
    internal abstract void Abort();

    /// <summary>Closing the loop closes this transport without a report.</summary>
    internal virtual void MayBeLeftOpen()
    {
    }

    /// <summary>Converts an error of this transport to the exception for users of the connection.</summary>
    internal virtual Exception ToException(SocketError error) => ConnectionLostException.Create(error);
}
