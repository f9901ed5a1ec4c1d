using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Sends and receives the datagrams of a <see cref="DatagramSocket"/>: through a socket, or in memory in tests.</summary>
/// <remarks>Loop thread only.</remarks>
internal abstract class DatagramEndpoint
{
    internal abstract IPEndPoint LocalEndPoint { get; }

    internal abstract Socket Socket { get; }

    internal abstract Coroutine SendToAsync(ReadOnlyMemory<byte> data, IPEndPoint address);

    internal abstract Coroutine<ReceivedDatagram> ReceiveFromAsync(Memory<byte> buffer);

    /// <summary>Closes the endpoint; pending operations throw an <see cref="ObjectDisposedException"/>. Idempotent.</summary>
    internal abstract void Close();
}
