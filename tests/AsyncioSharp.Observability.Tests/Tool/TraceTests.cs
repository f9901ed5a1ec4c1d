using System.Globalization;
using AsyncioSharp.Observability.Tests.Timelines;

namespace AsyncioSharp.Observability.Tests.Tool;

/// <summary><c>asyncio trace</c> of a separate process.</summary>
[Collection(FullDisk.Collection)]
public sealed class TraceTests
{
    [Fact]
    public void AProgramIsRecordedWhileItRuns()
    {
        using var process = new HangingProcess("ticks");
        using var file = new TemporaryFile();
        ToolRun run = Trace(process, file, "0.5");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Errors));
        Assert.StartsWith("recording event loop 'orders' for 0.5 s", run.Output, StringComparison.Ordinal);
        TraceFile trace = TraceFile.Read(file.Path);
        Assert.Equal("event loop 'orders'", trace.Events.Single(static e => e.Name == "process_name").Arguments["name"]);
        Assert.Contains("tick", trace.Tracks);
        Assert.Contains("idle", trace.On("event loop"));
        decimal length = trace.Events.Max(static e => e.Time);
        Assert.True(length >= 400_000, $"{length} us");

        // And once more: the first recording is over.
        Assert.Equal(0, Trace(process, file, "0.1").ExitCode);
    }

    [Fact]
    public async Task TheStepThatBlocksTheLoopIsInTheRecording()
    {
        using var process = new HangingProcess("later");
        using var file = new TemporaryFile();
        await using var output = new SignalingWriter();
        await using var errors = new StringWriter();
        string[] args = ["trace", process.Id.ToString(CultureInfo.InvariantCulture), "--seconds", "6", "-o", file.Path];
        Task<int> tool = Task.Factory.StartNew(
            () => AsyncioSharp.Tool.ToolCommand.Run(args, output, errors), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(tool, output.FirstLine);
        await process.Input.WriteLineAsync();
        await process.Input.FlushAsync();
        Assert.Equal((0, string.Empty), (await tool, errors.ToString()));
        TraceFile trace = TraceFile.Read(file.Path);
        TraceFile.TraceEvent last = trace.Slices.Where(static e => e.Category == "step").MaxBy(static e => e.End)!;
        Assert.Equal("importer", last.Name);
        Assert.True(last.Duration >= 500_000, $"{last}");
        Assert.Contains("AIO101", trace.Events.Single(e => e.Category == "slow" && e.Time == last.Time).Arguments["cure"], StringComparison.Ordinal);
    }

    [Fact]
    public void ALoopThatIsBlockedCannotBeRecordedAndIsNamed()
    {
        using var process = new HangingProcess("sleeps");
        using var file = new TemporaryFile();
        ToolRun run = Trace(process, file, "0.1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("blocked in 'importer'", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData("/no/such/folder/trace.json")]
    [InlineData(FullDisk.Path)]
    public void AFileThatCannotBeWritten(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var process = new HangingProcess("ticks");
        ToolRun run = ToolRun.Of("trace", process.Id.ToString(CultureInfo.InvariantCulture), "--seconds", "0.1", "-o", path);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"asyncio: the timeline cannot be written to '{path}': ", run.Errors, StringComparison.Ordinal);
        Assert.True(path != FullDisk.Path || File.Exists(path));
    }

    [Fact]
    public void AProgramThatIsRecordedAlready()
    {
        using var own = new TemporaryFile();
        using var process = new HangingProcess("ticks", ("ASYNCIO_TRACE", own.Path));
        using var file = new TemporaryFile();
        ToolRun run = Trace(process, file, "0.1");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"asyncio: event loop 'orders' is being recorded already, to {own.Path}.", run.Errors.TrimEnd());
    }

    [Fact]
    public void AProcessWithoutALoop()
    {
        using var process = new HangingProcess("none");
        using var file = new TemporaryFile();
        ToolRun run = Trace(process, file, "0.1");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"asyncio: no event loop of AsyncioSharp runs in process {process.Id}", run.Errors, StringComparison.Ordinal);
    }

    private static ToolRun Trace(HangingProcess process, TemporaryFile file, string seconds) =>
        ToolRun.Of("trace", process.Id.ToString(CultureInfo.InvariantCulture), "--seconds", seconds, "-o", file.Path);

    /// <summary>Tells that the tool has said something: that it records.</summary>
    private sealed class SignalingWriter : StringWriter
    {
        private readonly TaskCompletionSource _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task FirstLine => _firstLine.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            _firstLine.TrySetResult();
        }
    }
}
