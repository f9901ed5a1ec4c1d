using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AsyncioSharp.Tests.Running;

/// <summary>Signals that the loop handles; sent to this process itself. SIGCONT and SIGWINCH do nothing else.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SignalTests
{
    private const string NoSignals = "Windows has no such signals.";

    [Fact]
    public void Handler_RunsInTheLoop_UntilItIsRemoved()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignals);

        Asyncio.Run(static async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            var calls = new AsyncQueue<string>();
            loop.AddSignalHandler(PosixSignal.SIGCONT, () => calls.TryPut("first"));
            loop.AddSignalHandler(PosixSignal.SIGCONT, () => calls.TryPut(Asyncio.CurrentTask is null && EventLoop.Current == loop ? "second" : "elsewhere"));
            Assert.True(loop.HandlesSignal(PosixSignal.SIGCONT));
            await Send("CONT", Environment.ProcessId);
            Assert.Equal("second", await Asyncio.WaitFor(calls.GetAsync(), 60));
            Assert.True(loop.RemoveSignalHandler(PosixSignal.SIGCONT));
            Assert.False(loop.RemoveSignalHandler(PosixSignal.SIGCONT));
            Assert.False(loop.HandlesSignal(PosixSignal.SIGCONT));
            Assert.True(calls.IsEmpty);
        });
    }

    // Rule 19: one API on every platform, and on Unix also the signals that have no name in .NET, by number.
    [Fact]
    public void Rule19_SignalByNumber()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The number is Linux's.");

        const PosixSignal SigUsr1 = (PosixSignal)10;
        Asyncio.Run(static async () =>
        {
            var received = new AsyncEvent();
            Asyncio.RunningLoop.AddSignalHandler(SigUsr1, received.Set);
            await Send("USR1", Environment.ProcessId);
            await Asyncio.WaitFor(received.WaitAsync(), 60);
            Assert.True(Asyncio.RunningLoop.RemoveSignalHandler(SigUsr1));
        });
    }

    [Fact]
    public void HandlerThatThrows_IsReported_AndClosingRemovesIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignals);

        var reports = new AsyncQueue<string>();
        EventLoop? loop = null;
        Asyncio.Run(
            async () =>
            {
                loop = Asyncio.RunningLoop;
                loop.AddSignalHandler(PosixSignal.SIGWINCH, static () => throw new InvalidOperationException());
                await Send("WINCH", Environment.ProcessId);
                Assert.Equal("Exception in the handler of SIGWINCH", await Asyncio.WaitFor(reports.GetAsync(), 60));
            },
            new RunOptions { ExceptionHandler = (_, context) => reports.TryPut(context.Message) });
        Assert.False(loop!.HandlesSignal(PosixSignal.SIGWINCH));
        Assert.Throws<InvalidOperationException>(() => loop.AddSignalHandler(PosixSignal.SIGWINCH, static () => { }));
    }

    /// <summary>What the child does about the signal, the signals it gets, its output, its exit code.</summary>
    public static TheoryData<string, string[], string[], int> Programs => new()
    {
        { "end", ["TERM"], ["CE in main 1", "ConsoleInterruptedException"], 0 },
        { "swallow", ["TERM"], ["CE in main 1", "clean"], 0 },
        { "again", ["TERM", "TERM"], ["CE in main 1", "cleanup of main", "ConsoleInterruptedException"], 0 },
        { "again", ["INT", "TERM"], ["CE in main 1", "cleanup of main", "ConsoleInterruptedException"], 0 },
        { "unhandled", ["TERM"], ["CE in main 1"], 143 },
        { "foreign", ["INT", "INT"], ["ConsoleInterruptedException"], 0 },
        { "limit", ["TERM"], ["ConsoleInterruptedException"], 0 },
        { "blocked", ["TERM"], [], 143 },
        { "handler", ["TERM"], ["handler"], 0 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void ProgramEndsInGoodOrder(string reaction, string[] signals, string[] expected, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignals);

        string program = Path.Combine(AppContext.BaseDirectory, "InterruptedProgram.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", program, reaction])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process child = Process.Start(start)!;
        using var guard = new Timer(static process => ((Process)process!).Kill(), child, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
        child.ErrorDataReceived += static (_, _) => { };
        child.BeginErrorReadLine();
        var lines = new List<string>();
        int sent = 0;
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (line != "ready")
            {
                lines.Add(line);
            }
            else if (sent < signals.Length)
            {
                Kill(signals[sent++], child.Id);
            }
        }

        child.WaitForExit();
        Assert.Equal(expected, lines);
        Assert.Equal(exitCode, child.ExitCode);
    }

    private static Coroutine Send(string signal, int process) => Asyncio.ToThread(() => Kill(signal, process));

    private static void Kill(string signal, int process)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
