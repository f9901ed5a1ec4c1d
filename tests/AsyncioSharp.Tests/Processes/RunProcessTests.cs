using System.Text;
using static AsyncioSharp.Tests.Processes.Programs;

namespace AsyncioSharp.Tests.Processes;

/// <summary>A program is run to its end.</summary>
public sealed class RunProcessTests
{
    public static TheoryData<bool> Ways => Programs.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public void Output_And_Error_AreCaptured_AndTheExitCodeIsReturned(bool portable) => Run(async () =>
    {
        ProcessResult result = await Shell("echo out; echo err >&2; exit 3", Way(portable));
        Assert.Equal("out\n", result.Output);
        Assert.Equal("err\n", result.Error);
        Assert.Equal(new ExitStatus(3), result.ExitStatus);
        Assert.False(result.IsSuccess);
        Assert.Equal("/bin/sh exited with code 3", result.ToString());
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Arguments_ArePassedAsTheyAre(bool portable) => Run(async () =>
    {
        string[] arguments = ["a b", "", "\"quoted\"", "$HOME", "ä\n*", "back\\slash"];
        ProcessResult result = await Asyncio.RunProcess("printf", ["%s|", .. arguments], Way(portable));
        Assert.Equal(string.Join('|', arguments) + "|", result.Output);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Input_IsFed_WhileTheOutputIsRead(bool portable) => Run(async () =>
    {
        var input = new byte[1 << 20];
        new Random(1).NextBytes(input);
        ProcessResult result = await Asyncio.RunProcess("cat", options: Way(portable) with { Input = input });
        Assert.True(result.OutputBytes.Span.SequenceEqual(input));
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Input_ThatIsNotRead_IsNoError(bool portable) => Run(async () =>
    {
        ProcessResult result = await Shell("exec <&-; echo done", Way(portable) with { Input = new byte[1 << 20] });
        Assert.Equal("done\n", result.Output);
        Assert.True(result.IsSuccess);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void WithoutInput_TheProgramIsAtTheEndOfItsInput(bool portable) => Run(async () =>
        Assert.True((await Asyncio.RunProcess("cat", options: Way(portable))).IsSuccess));

    [Theory]
    [MemberData(nameof(Ways))]
    public void Null_DropsOutput(bool portable) => Run(async () =>
    {
        ProcessOptions options = Way(portable) with { StandardOutput = StdioMode.Null, StandardError = StdioMode.Null };
        ProcessResult result = await Shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2", options);
        Assert.True(result.IsSuccess);
        Assert.Equal(0, result.OutputBytes.Length + result.ErrorBytes.Length);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Environment_And_WorkingDirectory(bool portable) => Run(async () =>
    {
        ProcessOptions options = Way(portable) with
        {
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string?> { ["NEW_VARIABLE"] = "ü=1", ["HOME"] = null },
        };
        ProcessResult result = await Shell("pwd; echo \"$NEW_VARIABLE,${HOME-none},${PATH:+path}\"", options);
        Assert.Equal("/\nü=1,none,path\n", result.Output);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void CheckExitCode_ThrowsWithTheLastLineOfTheErrorOutput(bool portable) => Run(async () =>
    {
        ProcessException error = await Assert.ThrowsAsync<ProcessException>(
            async () => await Shell("echo out; echo first >&2; echo last >&2; exit 7", Way(portable) with { CheckExitCode = true }));
        Assert.Equal("/bin/sh exited with code 7: last", error.Message);
        Assert.Equal("out\n", error.Result.Output);
        Assert.Same(error.Result, ProcessResult.Of(error));
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void WhatCannotBeStarted_SaysWhy(bool portable) => Run(async () =>
    {
        FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(
            async () => await Asyncio.RunProcess("no-such-program-here", options: Way(portable)));
        Assert.Equal("no-such-program-here", missing.FileName);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () => await Asyncio.RunProcess("/etc/passwd", options: Way(portable)));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(
            async () => await Asyncio.RunProcess("true", options: Way(portable) with { WorkingDirectory = "/no/such/directory" }));
        Assert.Empty(Asyncio.RunningLoop.Processes);
    });

    [Fact]
    public void Arguments_OfTheCall_AreChecked() => Run(static async () =>
    {
        Assert.Throws<ArgumentException>(static () => { Asyncio.RunProcess(""); });
        Assert.Throws<ArgumentException>(
            static () => { Asyncio.RunProcess("cat", options: new() { Input = default(Memory<byte>), StandardInput = StdioMode.Null }); });
        Assert.Throws<ArgumentException>(static () => { Asyncio.RunProcess("cat", ["ok", "cut\0off"]); });
        Assert.Throws<ArgumentException>(static () => { Asyncio.RunProcess("cat", ["ok", null!, "lost"]); });
        Assert.Throws<ArgumentException>(static () => Variable("", "1"));
        Assert.Throws<ArgumentException>(static () => Variable("A=B", "1"));
        Assert.Throws<ArgumentException>(static () => Variable("A", "1\0"));
        await Asyncio.Yield();
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Encoding_DecodesTheOutput(bool portable) => Run(async () =>
        Assert.Equal("ä", (await Asyncio.RunProcess("printf", [@"\344"], Way(portable) with { Encoding = Encoding.Latin1 })).Output));

    [Fact]
    public void Shell_RunsACommandLine() => Run(static async () =>
        Assert.Equal("2\n", (await Asyncio.RunShell("printf 'a\\nb\\n' | wc -l")).Output));

    [Theory]
    [MemberData(nameof(Ways))]
    public void ManyAtOnce_EachGetsItsOwn(bool portable) => Run(async () =>
    {
        ProcessResult[] results = await Asyncio.Gather(
            [.. Enumerable.Range(0, 20).Select(i => Shell($"echo {i}; exit {i}", Way(portable)))]);
        Assert.Equal(Enumerable.Range(0, 20), results.Select(static result => result.ExitStatus!.Value.Code));
        Assert.Equal(Enumerable.Range(0, 20), results.Select(static result => Number(result.Output)));
    });

    [Fact]
    public void NothingIsLeft_DescriptorsAndZombies()
    {
        const int Runs = 100;
        Run(static async () => await Shell("true", Way(portable: false)));
        int before = Descriptors();
        var ids = new List<int>();
        Run(async () =>
        {
            for (int i = 0; i < Runs; i++)
            {
                ids.Add(Number((await Shell("echo $$", Way(portable: false))).Output));
            }
        });
        Assert.DoesNotContain(ids, IsKnownToTheSystem);

        // Other tests open some meanwhile. A pipe that every run forgets would be a hundred.
        Assert.InRange(Descriptors(), 0, before + Runs - 1);
    }

    private static void Variable(string name, string value) =>
        Asyncio.RunProcess("cat", options: new() { Environment = new Dictionary<string, string?> { [name] = value } }).Close();

    private static int Descriptors() => Directory.GetFiles("/proc/self/fd").Length;

    private static void Run(Func<Coroutine> main) => Asyncio.Run(main, Options());
}
