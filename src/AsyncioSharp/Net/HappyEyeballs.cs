using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>The order in which the addresses of a host are tried, and the error if all of them fail (RFC 8305).</summary>
internal static class HappyEyeballs
{
    /// <summary>
    /// Alternates between the two address families, starting with that of the first address. Each family keeps the resolver's order.
    /// </summary>
    internal static IPAddress[] Interleave(IPAddress[] addresses)
    {
        AddressFamily first = addresses[0].AddressFamily;
        IPAddress[] one = Array.FindAll(addresses, address => address.AddressFamily == first);
        IPAddress[] other = Array.FindAll(addresses, address => address.AddressFamily != first);
        var order = new List<IPAddress>(addresses.Length);
        for (int i = 0; i < Math.Max(one.Length, other.Length); i++)
        {
            order.AddRange(one.Skip(i).Take(1));
            order.AddRange(other.Skip(i).Take(1));
        }

        return [.. order];
    }

    /// <summary>Returns the first error; all errors are in its data.</summary>
    internal static Exception Failure(IReadOnlyList<Exception?> errors)
    {
        Exception first = errors.First(static error => error is not null)!;
        first.Data["errors"] = errors;
        return first;
    }
}
