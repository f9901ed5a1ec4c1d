using static AsyncioSharp.Tests.Processes.Programs;

namespace AsyncioSharp.Tests.Processes;

/// <summary>An exit code is told from a signal.</summary>
public sealed class ExitStatusTests
{
    [Fact]
    public void ASignal_IsToldFromTheCodeThatShellsGiveIt() => Asyncio.Run(
        static async () =>
        {
            ProcessResult bySignal = await Shell("kill -9 $$", Way(portable: false));
            ProcessResult byCode = await Shell("exit 137", Way(portable: false));
            Assert.Equal(new ExitStatus(137, 9), bySignal.ExitStatus);
            Assert.Equal(new ExitStatus(137), byCode.ExitStatus);
            Assert.False(bySignal.IsSuccess);
            Assert.Equal("/bin/sh was ended by signal 9 (SIGKILL)", bySignal.ToString());
        },
        Options());

    [Theory]
    [InlineData(0, null, "exited with code 0")]
    [InlineData(143, 15, "was ended by signal 15 (SIGTERM)")]
    [InlineData(138, 10, "was ended by signal 10")]
    public void Text_SaysWhichItWas(int code, int? signal, string text) => Assert.Equal(text, new ExitStatus(code, signal).ToString());

    // .NET ignores SIGPIPE, and what is ignored stays so in a program that is started. Here it does not.
    [Fact]
    public void SignalsAreAsAProgramExpectsThem() => Asyncio.Run(
        static async () => Assert.Equal(13, (await Shell("kill -13 $$; echo ignored", Way(portable: false))).ExitStatus!.Value.Signal),
        Options());
}
