using System.Diagnostics;
using System.Runtime.Versioning;
using static AsyncioSharp.Tests.Processes.Programs;

namespace AsyncioSharp.Tests.Processes;

/// <summary>What goes wrong with asyncio's subprocesses, and does not here: the rules 14 to 18 of I/O.</summary>
[SupportedOSPlatform("linux")]
public sealed class ProcessRuleTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("asyncio").FullName;

    public static TheoryData<bool> Ways => Programs.Ways;

    private string Marker => Path.Combine(_directory, "marker");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rule14_CancelEndsTheProcess_AndItsOutputIsInTheException(bool portable) => Run(async () =>
    {
        LoopTask<ProcessResult> run = Asyncio.CreateTask(Shell($"echo $$; echo err >&2; touch {Marker}; exec sleep 1000", Way(portable)));
        await Appears(Marker);
        run.Cancel("enough");
        LoopCanceledException error = await Assert.ThrowsAsync<LoopCanceledException>(async () => await run);
        Assert.True(run.IsCanceled);
        Assert.Equal("enough", error.CancelMessage);
        ProcessResult result = ProcessResult.Of(error)!;
        Assert.Equal("err\n", result.Error);
        Assert.Equal(9, result.ExitStatus!.Value.Signal);
        Assert.False(Runs(Number(result.Output)));
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rule14_ATimeout_EndsTheProcess_AndItsOutputIsInTheException(bool portable) => Run(async () =>
    {
        LoopTask<ProcessResult> run = Asyncio.CreateTask(Shell($"echo $$; touch {Marker}; sleep 1000", Way(portable)));
        await Appears(Marker);
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(run, TimeSpan.Zero));
        Assert.False(Runs(Number(ProcessResult.Of(error)!.Output)));
    });

    // The loop blocks meanwhile, so most of the output is still in the pipe when the run is canceled.
    [Fact]
    public void Rule14_OutputThatWasNotReadYet_IsInTheExceptionToo() => Run(async () =>
    {
        string command = $"head -c 60000 /dev/zero; touch {Marker}; exec sleep 1000";
        LoopTask<ProcessResult> run = Asyncio.CreateTask(Shell(command, Way(portable: false)));
        while (Asyncio.RunningLoop.Processes.Count == 0)
        {
            await Asyncio.Sleep(0.001);
        }

        await Asyncio.Yield();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Marker), TimeSpan.FromSeconds(30)));
        run.Cancel();
        LoopCanceledException error = await Assert.ThrowsAsync<LoopCanceledException>(async () => await run);
        Assert.Equal(60_000, ProcessResult.Of(error)!.OutputBytes.Length);
    });

    // The limit is over while the process is being started, or soon after: both have to end it.
    [Theory]
    [MemberData(nameof(Ways))]
    public void Rule14_TheTimeoutOption_CountsTheStart_AndLeavesNoProcess(bool portable)
    {
        Run(async () => await Assert.ThrowsAsync<TimeoutException>(async () =>
            await Asyncio.RunProcess("sleep", ["1001.1"], Way(portable) with { Timeout = TimeSpan.FromMilliseconds(1) })));
        AssertNoneRuns("1001.1");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rule14_CancelWhileTheProcessStarts_EndsItToo(bool portable)
    {
        var before = new ChildStart("sleep", ["1001.2"], Way(portable));
        before.Abandon();
        Assert.Null(before.Run());
        AssertNoneRuns("1001.2");

        var after = new ChildStart("sleep", ["1001.3"], Way(portable));
        Assert.NotNull(after.Run());
        after.Abandon();
        AssertNoneRuns("1001.3");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rule14_Leave_LeavesTheProcessRunning(bool portable) => Run(async () =>
    {
        ProcessOptions options = Way(portable) with { OnCancel = ProcessCancelAction.Leave };
        LoopTask<ProcessResult> run = Asyncio.CreateTask(Shell($"echo $$; touch {Marker}; exec sleep 1000", options));
        await Appears(Marker);
        run.Cancel();
        LoopCanceledException error = await Assert.ThrowsAsync<LoopCanceledException>(async () => await run);
        ProcessResult result = ProcessResult.Of(error)!;
        Assert.Null(result.ExitStatus);
        int id = Number(result.Output);
        Assert.True(Runs(id));
        using var left = Process.GetProcessById(id);
        left.Kill();
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rule15_TheWholePipelineIsKilled(bool portable) => Run(async () =>
    {
        string command = $"sleep 1000 & echo $!; sh -c 'echo $$; touch {Marker}; sleep 1000; true'; true";
        LoopTask<ProcessResult> run = Asyncio.CreateTask(Shell(command, Way(portable)));
        await Appears(Marker);
        run.Cancel();
        LoopCanceledException error = await Assert.ThrowsAsync<LoopCanceledException>(async () => await run);
        string[] ids = ProcessResult.Of(error)!.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, ids.Length);
        Assert.All(ids, static id => AssertEnds(Number(id)));
    });

    // The shell has exited; what it left behind holds the pipe, so the run goes on. Its process group is still ours to kill.
    [Fact]
    public void Rule15_DescendantsWithoutParents_AreKilled() => Run(async () =>
    {
        string command = $"(echo $$; exec sleep 1000) & echo $!; touch {Marker}";
        LoopTask<ProcessResult> run = Asyncio.CreateTask(Shell(command, Way(portable: false)));
        await Appears(Marker);
        while (Asyncio.RunningLoop.Processes.Count == 0)
        {
            await Asyncio.Sleep(0.001);
        }

        await Asyncio.RunningLoop.Processes[0].WaitAsync();
        Assert.False(run.IsDone);
        run.Cancel();
        LoopCanceledException error = await Assert.ThrowsAsync<LoopCanceledException>(async () => await run);
        ProcessResult result = ProcessResult.Of(error)!;
        Assert.Equal(new ExitStatus(0), result.ExitStatus);
        Assert.All(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), static id => AssertEnds(Number(id)));
    });

    [Fact]
    public void Rule16_TheIdBelongsToTheProcess_UntilItIsDisposed() => Run(static async () =>
    {
        LoopProcess process = await Asyncio.StartProcess("/bin/sh", ["-c", "exit 5"]);
        Assert.Equal(new ExitStatus(5), await process.WaitAsync());
        Assert.True(IsKnownToTheSystem(process.Id));
        Assert.False(process.Kill());
        Assert.False(process.Terminate());
        Assert.False(process.SendSignal(15));
        await process.DisposeAsync();
        Assert.False(IsKnownToTheSystem(process.Id));
        Assert.False(process.Kill());
        Assert.False(process.KillTree());
        Assert.Equal(new ExitStatus(5), process.ExitStatus);
    });

    [Fact]
    public void Rule17_AWaitForAProcessWithAFullPipe_IsReportedInDebugMode()
    {
        var reports = new List<string>();
        ExitStatus? status = null;
        Asyncio.Run(
            async () =>
            {
                ProcessOptions options = new ProcessOptions { StandardOutput = StdioMode.Pipe }.Resolve(StdioMode.Null, StdioMode.Null);
                await using LoopProcess process = await LoopProcess.StartAsync("head", ["-c", "1000000", "/dev/zero"], options);
                LoopTask<ExitStatus> waiting = Asyncio.CreateTask(process.WaitAsync());
                Future reported = Asyncio.RunningLoop.CreateFuture();
                Asyncio.RunningLoop.ExceptionHandler = (_, context) =>
                {
                    if (context.Message.Contains("is a pipe, it is full", StringComparison.Ordinal))
                    {
                        reports.Add(context.Message);
                        reported.TrySetResult();
                    }
                };
                await reported;
                Assert.False(waiting.IsDone);
                await process.Child.Output!.CopyToAsync(Stream.Null);
                status = await waiting;
            },
            Options(static _ => { }, debug: true));
        Assert.Equal(new ExitStatus(0), status);
        Assert.Contains("StandardOutput is a pipe", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rule18_LoopsOnAllThreads_SeeTheirProcessesExit(bool portable)
    {
        var codes = new int[8];
        Thread[] threads = [.. Enumerable.Range(0, codes.Length).Select(i => new Thread(() =>
            Run(async () => codes[i] = (await Shell($"exit {i + 1}", Way(portable))).ExitStatus!.Value.Code)))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.Equal(Enumerable.Range(1, 8), codes);
    }

    [Fact]
    public void Rule18_ProcessesOfTheFramework_AreLeftAlone() => Run(static async () =>
    {
        using var other = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exit 4"]))!;
        Assert.Equal(6, (await Shell("exit 6", Way(portable: false))).ExitStatus!.Value.Code);
        await other.WaitForExitAsync();
        Assert.Equal(4, other.ExitCode);
    });

    // What is kept of our process must not hide the exits of others.
    [Fact]
    public void Rule18_ProcessesOfTheFramework_AreSeenToExit_WhileOursIsKept() => Run(static async () =>
    {
        await using LoopProcess kept = await Asyncio.StartProcess("true");
        await kept.WaitAsync();
        using var other = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exit 4"]))!;
        await other.WaitForExitAsync();
        Assert.Equal(4, other.ExitCode);
        Assert.True(IsKnownToTheSystem(kept.Id));
    });

    [Fact]
    public void Rule18_AProcessThatIsNotDisposed_IsEndedWithItsLoop_AndReported()
    {
        var reports = new List<string>();
        LoopProcess? process = null;
        Asyncio.Run(
            async () => process = await Asyncio.StartProcess("sleep", ["1000"]),
            Options(context => reports.Add(context.Message)));
        AssertEnds(process!.Id);
        Assert.StartsWith($"<LoopProcess sleep id={process.Id}", Assert.Single(reports), StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => !IsKnownToTheSystem(process.Id), TimeSpan.FromSeconds(30)));
    }

    private static void Run(Func<Coroutine> main) => Asyncio.Run(main, Options());
}
