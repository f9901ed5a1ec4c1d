using System.Runtime.Versioning;
using System.Text;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>T: processes. They are real, so nothing of them is on virtual time.</summary>
[SupportedOSPlatform("linux")]
public sealed class GroupT_Processes
{
    [Fact]
    public void S299_ARunFeedsTheInput_ReadsTheOutput_AndWaits() => CheckReal(
        static t => Run(async () =>
        {
            var options = new ProcessOptions { Input = Encoding.UTF8.GetBytes("hi"), StandardError = StdioMode.Inherit };
            ProcessResult result = await Asyncio.RunProcess("cat", options: options);
            t.Log(result.Output, result.ErrorBytes.IsEmpty, result.ExitStatus!.Value.Code);
        }),
        "hi True 0");

    // asyncio's return code is the negative signal; here the signal has a property.
    [Fact]
    public void S300_WaitReturnsTheExitCode_OrTheSignal_AndThereIsNoneWhileItRuns() => CheckReal(
        static t => Run(async () =>
        {
            await using LoopProcess process = await Asyncio.StartProcess("sleep", ["1000"]);
            t.Log(process.ExitStatus is null);
            process.Kill();
            LoopTask<ExitStatus> other = Asyncio.CreateTask(process.WaitAsync());
            t.Log((await process.WaitAsync()).Signal, (await other).Signal);
            await using LoopProcess exit = await Asyncio.StartProcess("/bin/sh", ["-c", "exit 3"]);
            t.Log((await exit.WaitAsync()).Code);
        }),
        "True", "9 9", "3");

    [Fact]
    public void S301_AMissingProgram_IsAMissingFile_AndInAShellCode127() => CheckReal(
        static t => Run(async () =>
        {
            try
            {
                await Asyncio.StartProcess("no-such-program-here");
            }
            catch (FileNotFoundException)
            {
                t.Log("FNF");
            }

            t.Log((await Asyncio.RunShell("no-such-program-here")).ExitStatus!.Value.Code);
        }),
        "FNF", "127");

    // asyncio raises ProcessLookupError; here a signal that finds no process returns false, as Cancel does for a task that is done.
    [Fact]
    public void S302_NoSignalAfterTheEnd_AndCancellingAWaitDoesNotKill() => CheckReal(
        static t => Run(async () =>
        {
            await using LoopProcess ended = await Asyncio.StartProcess("true");
            await ended.WaitAsync();
            t.Log(ended.SendSignal(15), ended.Kill());
            await using LoopProcess running = await Asyncio.StartProcess("sleep", ["1000"]);
            try
            {
                await Asyncio.WaitFor(running.WaitAsync(), 0.01);
            }
            catch (TimeoutException)
            {
                t.Log("TO", running.ExitStatus is null);
            }
        }),
        "False False", "TO True");

    private static void Run(Func<Coroutine> main) => Asyncio.Run(main, new RunOptions { HandleInterrupt = false });
}
