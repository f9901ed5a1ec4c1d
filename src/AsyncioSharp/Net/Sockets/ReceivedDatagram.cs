using System.Net;

namespace AsyncioSharp;

/// <summary>A datagram that was received.</summary>
/// <param name="Count">How many bytes of it are in the buffer; a datagram may be empty.</param>
/// <param name="RemoteEndPoint">The sender's address.</param>
public readonly record struct ReceivedDatagram(int Count, EndPoint RemoteEndPoint);
