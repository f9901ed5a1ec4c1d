using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>An echo server in a process of its own, on a core of its own.</summary>
internal sealed class EchoProcess : IDisposable
{
    private readonly Process _process;

    private EchoProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    internal int Port { get; }

    internal int Id => _process.Id;

    /// <summary>Processor time so far, of all threads.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a command; the last argument that it gets is the port.</summary>
    internal static EchoProcess Start(string[] command, int core)
    {
        int port = FreePort();
        string[] arguments = ["-c", core.ToString(CultureInfo.InvariantCulture), .. command, port.ToString(CultureInfo.InvariantCulture)];
        var process = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardError = true })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        for (int attempt = 0; attempt < 200; attempt++)
        {
            if (Answers(port))
            {
                return new EchoProcess(process, port);
            }

            Thread.Sleep(50);
        }

        process.Kill();
        throw new InvalidOperationException($"{string.Join(' ', command)} does not answer on port {port}");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static bool Answers(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
