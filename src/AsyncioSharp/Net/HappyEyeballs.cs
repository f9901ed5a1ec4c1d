using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>The order in which the addresses of a host are tried, and what it means that all of them failed (RFC 8305).</summary>
internal static class HappyEyeballs
{
    /// <summary>The two families in turn, beginning with that of the first address; within a family as the resolver has them.</summary>
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

    /// <summary>The first error; the others are in its data.</summary>
    internal static Exception Failure(IReadOnlyList<Exception?> errors)
    {
        Exception first = errors.First(static error => error is not null)!;
        first.Data["errors"] = errors;
        return first;
    }
}
