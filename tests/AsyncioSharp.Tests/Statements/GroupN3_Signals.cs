using System.Diagnostics;
using System.Globalization;

namespace AsyncioSharp.Tests.Statements;

/// <summary>N, third part: real SIGINTs, sent to a child process (tests/Tools/InterruptedProgram).</summary>
public sealed class GroupN3_Signals
{
    [Fact]
    public void SignalCancelsMain_AlsoS257() =>
        Check("end", signals: 1, "CE in main 1", "ConsoleInterruptedException");

    [Fact]
    public void MainMaySwallowASignal_AlsoS258() =>
        Check("swallow", signals: 1, "CE in main 1", "clean");

    [Fact]
    public void SecondSignalEndsTheRun_AlsoS259() =>
        Check("again", signals: 2, "CE in main 1", "cleanup of main", "ConsoleInterruptedException");

    private static void Check(string reaction, int signals, params string[] expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No process can send another one SIGINT there.");

        using Process child = Start(reaction);

        // Ends the reads below if the child hangs, so that the test fails instead.
        using var guard = new Timer(static process => ((Process)process!).Kill(), child, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        var lines = new List<string>();
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (line != "ready")
            {
                lines.Add(line);
            }
            else if (signals-- > 0)
            {
                Interrupt(child);
            }
        }

        child.WaitForExit();
        Assert.Equal(expected, lines);
        Assert.Equal(0, child.ExitCode);
    }

    private static Process Start(string reaction)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "InterruptedProgram.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", program, reaction])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static void Interrupt(Process process)
    {
        string id = process.Id.ToString(CultureInfo.InvariantCulture);
        using Process kill = Process.Start("kill", ["-INT", id]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
