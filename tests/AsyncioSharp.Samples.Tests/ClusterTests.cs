using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AsyncioSharp.Samples.Tests.Guides;

namespace AsyncioSharp.Samples.Tests;

/// <summary>Two processes share shards, and one is killed in the middle.</summary>
public sealed partial class ClusterTests
{
    private static readonly string s_program = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Cluster", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Cluster.dll");

    [Fact]
    public Task One_process_is_killed_and_the_work_is_done() => Check(null);

    [Fact]
    public async Task Shards_go_on_where_they_were_when_their_state_is_in_PostgreSQL()
    {
        string? programs = PostgresServer.FindPrograms();
        Assert.SkipWhen(programs is null, "PostgreSQL is not installed, or there is no user to run it as.");
        using PostgresServer server = PostgresServer.Start(programs);
        string output = await Check(server.ConnectionString);
        Assert.NotEqual("0", DoneBefore.Match(output).Groups[1].Value);
    }

    private static async Task<string> Check(string? postgres)
    {
        string offset = FreeOffset().ToString(CultureInfo.InvariantCulture);
        using Process first = Start("0", offset, postgres);
        using Timer firstLimit = KillLater(first);
        await Until(first, "process 0 is up");
        using Process second = Start("1", offset, postgres);
        using Timer secondLimit = KillLater(second);
        try
        {
            // A shard takes seconds, so this is in the middle. What it has done so far is saved.
            await Until(second, "shard ");
        }
        finally
        {
            second.Kill();
        }

        string output = await first.StandardOutput.ReadToEndAsync();
        await first.WaitForExitAsync();
        Assert.Contains($"process {first.Id}: 16 shards", output, StringComparison.Ordinal);
        Assert.Contains("is asked again", output, StringComparison.Ordinal);
        Assert.Contains("1024 pages done", output, StringComparison.Ordinal);
        Assert.Equal(0, first.ExitCode);
        return output;
    }

    private static Process Start(string number, string offset, string? postgres)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", s_program, number, offset])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["CLUSTER_POSTGRES"] = postgres;
        return Process.Start(start)!;
    }

    // A test that hangs must not leave its processes behind.
    private static Timer KillLater(Process process) =>
        new(static process => ((Process)process!).Kill(), process, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);

    private static async Task Until(Process process, string text)
    {
        string seen = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            seen += line + "\n";
            if (line.StartsWith(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The process ended before it printed '{text}': {seen}");
    }

    // Two neighboring ports for the silos and two for the gateways; another test run may have its cluster at the same time.
    private static int FreeOffset()
    {
        while (true)
        {
            int offset = Random.Shared.Next(0, 5000) * 2;
            if (new[] { 22111, 22112, 22211, 22212 }.All(port => IsFree(port + offset)))
            {
                return offset;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex("([0-9]+) pages were done before a shard moved")]
    private static partial Regex DoneBefore { get; }
}
