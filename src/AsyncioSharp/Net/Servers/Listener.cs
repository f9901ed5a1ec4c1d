using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Where a <see cref="Server"/> gets its connections from. Like a <see cref="Transport"/> it never waits.</summary>
/// <remarks>Loop thread only.</remarks>
internal abstract class Listener
{
    /// <summary>Coroutines that wait for a connection to accept.</summary>
    internal WaitQueue Acceptors;

    internal abstract EndPoint LocalEndPoint { get; }

    /// <summary>Takes a connection that has come.</summary>
    /// <param name="error"><see cref="SocketError.WouldBlock"/>: none has.</param>
    /// <returns>Its transport; null with an error.</returns>
    internal abstract Transport? TryAccept(out SocketError error);

    /// <summary>Asks for one wake-up of <see cref="Acceptors"/>. After a try that would have blocked.</summary>
    internal abstract void AwaitAcceptable();

    /// <summary>Stops listening and wakes the acceptors. Accepted connections go on. Idempotent.</summary>
    internal abstract void Close();
}
