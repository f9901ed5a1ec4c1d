using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Samples.Tests.Guides;

/// <summary>A PostgreSQL server for one test: in a directory and on a port of its own, with programs that are installed.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";

    private readonly string _programs;
    private readonly string _directory;
    private readonly string? _owner;

    private PostgresServer(string programs, string directory, string? owner, int port)
    {
        _programs = programs;
        _directory = directory;
        _owner = owner;
        ConnectionString = string.Create(
            CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={User};Database=postgres;Pooling=false");
    }

    internal string ConnectionString { get; }

    /// <summary>Where the server's programs are; null when they are not installed, or may not be run here.</summary>
    internal static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        string[] versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        string? programs = versions.Select(static version => Path.Combine(version, "bin"))
            .FirstOrDefault(static bin => File.Exists(Path.Combine(bin, "initdb")));

        // The server refuses to run as root: then it needs the user that its package has made.
        return programs is not null && (Environment.UserName != "root" || HasUser()) ? programs : null;
    }

    internal static PostgresServer Start(string programs)
    {
        string? owner = Environment.UserName == "root" ? User : null;
        string directory = Directory.CreateTempSubdirectory("asyncio-postgres-").FullName;
        int port = FreePort();
        var server = new PostgresServer(programs, directory, owner, port);
        if (owner is not null)
        {
            Execute("chown", owner, directory);
        }

        server.Run("initdb", "-D", server.Data, "-U", User, "--auth=trust", "--no-sync", "-E", "UTF8", "--no-locale");
        string options = string.Create(
            CultureInfo.InvariantCulture, $"-k {directory} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off");
        server.Run("pg_ctl", "-D", server.Data, "-w", "-l", Path.Combine(directory, "log"), "-o", options, "start");
        return server;
    }

    public void Dispose()
    {
        Run("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private string Data => Path.Combine(_directory, "data");

    private void Run(string program, params string[] arguments)
    {
        string path = Path.Combine(_programs, program);
        if (_owner is null)
        {
            Execute(path, arguments);
        }
        else
        {
            Execute("runuser", ["-u", _owner, "--", path, .. arguments]);
        }
    }

    // The server keeps the pipes of whoever starts it: nothing is redirected, or reading them would never end.
    private static void Execute(string program, params string[] arguments)
    {
        const string Quietly = "cd / && exec \"$0\" \"$@\" >/dev/null 2>&1";
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", Quietly, program, .. arguments]))!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static bool HasUser() =>
        File.ReadLines("/etc/passwd").Any(static line => line.StartsWith(User + ":", StringComparison.Ordinal));

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
