using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Provides the connections of a <see cref="Server"/>. Like a <see cref="Transport"/>, it never waits.</summary>
/// <remarks>Loop thread only.</remarks>
internal abstract class Listener
{
    /// <summary>The coroutines that wait for a connection to accept.</summary>
    internal WaitQueue Acceptors;

    internal abstract EndPoint LocalEndPoint { get; }

    /// <summary>Accepts an incoming connection.</summary>
    /// <param name="error"><see cref="SocketError.WouldBlock"/> if there is none.</param>
    /// <returns>The transport of the connection; null with an error.</returns>
    internal abstract Transport? TryAccept(out SocketError error);

    /// <summary>Requests one wake-up of <see cref="Acceptors"/>. Call it after an accept that would have blocked.</summary>
    internal abstract void AwaitAcceptable();

    /// <summary>Stops listening and wakes the acceptors. Accepted connections stay open. Idempotent.</summary>
    internal abstract void Close();
}
