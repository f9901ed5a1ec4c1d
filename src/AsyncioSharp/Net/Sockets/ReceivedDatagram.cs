using System.Net;

namespace AsyncioSharp;

/// <summary>The result of receiving a datagram.</summary>
/// <param name="Count">The number of its bytes in the buffer; a datagram may be empty.</param>
/// <param name="RemoteEndPoint">The sender's address.</param>
/// <remarks>Thread affinity: none.</remarks>
/// <example>
/// <code>
/// using DatagramSocket socket = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
/// await socket.SendToAsync("ping"u8.ToArray(), socket.LocalEndPoint);
/// ReceivedDatagram received = await socket.ReceiveFromAsync(new byte[1500]);
/// Console.WriteLine($"{received.Count} bytes from {received.RemoteEndPoint}");
/// </code>
/// </example>
public readonly record struct ReceivedDatagram(int Count, EndPoint RemoteEndPoint);
