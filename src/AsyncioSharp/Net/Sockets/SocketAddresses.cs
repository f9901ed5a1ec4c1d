using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Resolves host names to addresses. A lookup may block, so it runs on another thread (asyncio: <c>getaddrinfo</c>).</summary>
internal static class SocketAddresses
{
    /// <exception cref="SocketException">The host does not exist, or has no address of that family.</exception>
    internal static async Coroutine<IPAddress[]> ResolveAsync(string host, AddressFamily family)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return family == AddressFamily.Unspecified || family == address.AddressFamily ? [address] : throw NoAddress();
        }

        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, family, Asyncio.CurrentToken);
        IPAddress[] usable = Array.FindAll(addresses, static address => address.AddressFamily switch
        {
            AddressFamily.InterNetwork => Socket.OSSupportsIPv4,
            AddressFamily.InterNetworkV6 => Socket.OSSupportsIPv6,
            _ => false,
        });
        return usable.Length > 0 ? usable : throw NoAddress();
    }

    private static SocketException NoAddress() => new((int)SocketError.AddressNotAvailable);
}
