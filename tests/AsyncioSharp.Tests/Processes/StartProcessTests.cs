using AsyncioSharp.Testing;
using static AsyncioSharp.Tests.Processes.Programs;

namespace AsyncioSharp.Tests.Processes;

/// <summary>A program runs beside the loop, and its streams are connections.</summary>
public sealed class StartProcessTests
{
    private static readonly ProcessOptions s_piped = new() { StandardInput = StdioMode.Pipe, StandardOutput = StdioMode.Pipe };

    public static TheoryData<bool> Ways => Programs.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public void AConversation_LineByLine(bool portable) => Run(async () =>
    {
        await using LoopProcess process = await Asyncio.StartProcess("cat", options: s_piped with { Portable = portable });
        for (int i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteLineAsync($"line {i}");
            Assert.Equal($"line {i}", await process.StandardOutput.ReadLineAsync());
        }

        Assert.Null(process.ExitStatus);
        process.StandardInput.WriteEof();
        Assert.Null(await process.StandardOutput.ReadLineAsync());
        Assert.Equal(new ExitStatus(0), await process.WaitAsync());
        Assert.Equal(new ExitStatus(0), process.ExitStatus);
        Assert.True(process.HasExited);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void ManyBytes_GoThrough_InBothDirections(bool portable) => Run(async () =>
    {
        await using LoopProcess process = await Asyncio.StartProcess("cat", options: s_piped with { Portable = portable });
        var sent = new byte[1 << 20];
        new Random(1).NextBytes(sent);
        (_, byte[] received) = await Asyncio.Gather(SendAsync(process.StandardInput, sent), process.StandardOutput.ReadToEndAsync());
        Assert.True(sent.AsSpan().SequenceEqual(received));

        static async Coroutine<bool> SendAsync(Connection input, byte[] bytes)
        {
            await input.WriteAsync(bytes);
            await input.DisposeAsync();
            return true;
        }
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void WritingToAProcessThatIsGone_Throws(bool portable) => Run(async () =>
    {
        await using LoopProcess process = await Asyncio.StartProcess("true", options: s_piped with { Portable = portable });
        await process.WaitAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(async () =>
        {
            while (true)
            {
                await process.StandardInput.WriteAsync(new byte[100_000]);
            }
        });
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void ACanceledRead_LosesNothing(bool portable) => Run(async () =>
    {
        await using LoopProcess process = await Asyncio.StartProcess("cat", options: s_piped with { Portable = portable });
        LoopTask<string?> reading = Asyncio.CreateTask(process.StandardOutput.ReadLineAsync());
        await Asyncio.Sleep(0);
        reading.Cancel();
        await Asyncio.Wait([reading]);
        await process.StandardInput.WriteLineAsync("kept");
        Assert.Equal("kept", await process.StandardOutput.ReadLineAsync());
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Disposing_EndsTheProcess_WhileItIsRead(bool portable) => Run(async () =>
    {
        LoopProcess process = await Asyncio.StartProcess("sleep", ["1000"], s_piped with { Portable = portable });
        LoopTask<string?> reading = Asyncio.CreateTask(process.StandardOutput.ReadLineAsync());
        await Asyncio.Sleep(0);
        await process.DisposeAsync();
        Assert.Equal(9, process.ExitStatus!.Value.Signal);
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await reading);
        Assert.False(Runs(process.Id));
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Terminate_LetsItCleanUp(bool portable) => Run(async () =>
    {
        string command = "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.01; done";
        await using LoopProcess process = await Asyncio.StartProcess("/bin/sh", ["-c", command], s_piped with { Portable = portable });
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        Assert.True(process.Terminate());
        Assert.Equal("bye", await process.StandardOutput.ReadLineAsync());
        Assert.Equal(new ExitStatus(0), await process.WaitAsync());
        Assert.False(process.Terminate());
    });

    [Fact]
    public void WhatIsNoPipe_SaysHowToMakeItOne() => Run(static async () =>
    {
        await using LoopProcess process = await Asyncio.StartProcess("true", options: new() { StandardInput = StdioMode.Null });
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => process.StandardOutput);
        Assert.Contains("StandardOutput = StdioMode.Pipe", error.Message, StringComparison.Ordinal);
        await process.WaitAsync();
    });

    [Fact]
    public void OptionsOfRuns_AreRefused() => Run(static async () =>
    {
        Assert.Throws<ArgumentException>(static () => { Asyncio.StartProcess("true", options: new() { Timeout = TimeSpan.Zero }); });
        Assert.Throws<ArgumentException>(static () => { Asyncio.StartProcess("true", options: new() { CheckExitCode = true }); });
        Assert.Throws<ArgumentException>(static () => { Asyncio.StartProcess("true", options: new() { Input = default(Memory<byte>) }); });
        await Asyncio.Yield();
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void OnVirtualTime_AConversationIsWaitedFor(bool portable) => TestLoop.Run(async () =>
    {
        await using LoopProcess process = await Asyncio.StartProcess("cat", options: s_piped with { Portable = portable });
        await process.StandardInput.WriteLineAsync("hello");
        Assert.Equal("hello", await process.StandardOutput.ReadLineAsync());
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    private static void Run(Func<Coroutine> main) => Asyncio.Run(main, Options());
}
