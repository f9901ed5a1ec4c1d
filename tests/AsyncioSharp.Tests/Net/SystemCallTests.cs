namespace AsyncioSharp.Tests.Net;

/// <summary>The system calls of a request, counted by strace.</summary>
public sealed class SystemCallTests
{
    private const int Connections = 32;
    private const int Requests = 3200;

    [Fact]
    public async Task Request_TakesOneSendAndOneReceiveOnEachSide()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && await HotPathsProgram.CanCountSystemCalls(), "strace cannot trace a process here.");

        Dictionary<string, int> calls = await HotPathsProgram.CountSystemCalls("echo", $"{Connections}", $"{Requests / Connections}");

        // Both ends are in the process. A receive more a connection is its end; a few more find nothing, when the machine is busy.
        Assert.Equal(2 * Requests, calls["sendto"]);
        Assert.InRange(calls["recvfrom"], (2 * Requests) + Connections, (2.1 * Requests) + Connections);

        // One wait serves many connections.
        Assert.InRange(calls["epoll_wait"], 1, Requests / 2);

        // A connection is registered once.
        Assert.InRange(calls["epoll_ctl"], 2 * Connections, (2 * Connections) + 8);
    }
}
