using AsyncioSharp.Benchmarks.Compare;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>An echo server: a name, and the command that takes the port as its last argument.</summary>
internal sealed record EchoContestant(string Name, string[] Command)
{
    /// <summary>
    /// Ours, .NET's, and those of others that are installed. ASYNCIO_BENCH_ECHO names more: <c>tokio=/path/to/server;go=/path/to/other</c>.
    /// </summary>
    internal static IReadOnlyList<EchoContestant> Find()
    {
        string self = typeof(EchoContestant).Assembly.Location;
        var found = EchoServers.Kinds.Keys.Select(kind => new EchoContestant(kind, ["dotnet", "exec", self, "io-server", kind])).ToList();
        string python = Environment.GetEnvironmentVariable("ASYNCIO_BENCH_PYTHON") ?? "python3";
        if (Script.TryRun(python, "--version") is not null)
        {
            found.Add(new EchoContestant("asyncio", [python, Script.PathOf("python", "echo_server.py")]));
        }

        if (Script.TryRun("/usr/bin/python3", "-c", "import uvloop") is not null)
        {
            found.Add(new EchoContestant("uvloop", ["/usr/bin/python3", Script.PathOf("python", "echo_server.py"), "--uvloop"]));
        }

        if (Script.TryRun("node", "--version") is not null)
        {
            found.Add(new EchoContestant("node", ["node", Script.PathOf("node", "echo.mjs")]));
        }

        string more = Environment.GetEnvironmentVariable("ASYNCIO_BENCH_ECHO") ?? string.Empty;
        foreach (string entry in more.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split('=', 2);
            found.Add(new EchoContestant(parts[0], parts[1].Split(' ')));
        }

        return found;
    }
}
