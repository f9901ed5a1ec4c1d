using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>What moves the datagrams of a <see cref="DatagramSocket"/>: a socket, or memory in tests.</summary>
/// <remarks>Loop thread only.</remarks>
internal abstract class DatagramEndpoint
{
    internal abstract IPEndPoint LocalEndPoint { get; }

    internal abstract Socket Socket { get; }

    internal abstract Coroutine SendToAsync(ReadOnlyMemory<byte> data, IPEndPoint address);

    internal abstract Coroutine<ReceivedDatagram> ReceiveFromAsync(Memory<byte> buffer);

    /// <summary>Ends pending operations with an <see cref="ObjectDisposedException"/>. Idempotent.</summary>
    internal abstract void Close();
}
