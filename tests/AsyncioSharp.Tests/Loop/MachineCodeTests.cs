using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Tests.Loop;

/// <summary>
/// The size of the machine code that runs for each await, each switch between tasks and each item of a queue. A guard against code that
/// creeps into the hot paths: time depends on the machine, this depends on the compiler's version only.
/// </summary>
public sealed partial class MachineCodeTests
{
    private static readonly string[] s_step = ["EventLoop:RunRemaining", "Frame:Run(", "LoopTask:Step("];

    [Fact]
    public Task Await() => Check("await", 1296, "Operations:Nothing()", "Operations+<Nothing>", "Operations+<Await>");

    [Fact]
    public Task Switch() => Check("switch", 1301, ["Operations+<Switch>", .. s_step]);

    [Fact]
    public Task QueueItem() => Check("queue", 2810, "Operations+<Queue>", "PutFrame", "GetFrame");

    private static async Task Check(string operation, int expected, params string[] methods)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "The sizes are those of x64.");

        string listing = Path.GetTempFileName();
        try
        {
            // The optimizing compiler alone, without profiles: each process compiles the same.
            await HotPathsProgram.Run(
                [operation],
                ("DOTNET_TieredCompilation", "0"),
                ("DOTNET_JitDisasmSummary", "1"),
                ("DOTNET_JitStdOutFile", listing));
            string[] lines = await File.ReadAllLinesAsync(listing, TestContext.Current.CancellationToken);
            Assert.All(methods, method => Assert.Contains(lines, line => line.Contains(method, StringComparison.Ordinal)));
            int size = lines.Where(line => IsOneOf(line, methods)).Sum(SizeOf);

            // A new version of the compiler changes sizes by a few percent. Update the numbers when it does, or when a change is worth it.
            Assert.InRange(size, expected * 9 / 10, expected * 11 / 10);
        }
        finally
        {
            File.Delete(listing);
        }
    }

    private static bool IsOneOf(string line, string[] methods) =>
        !line.Contains(".cctor", StringComparison.Ordinal) && methods.Any(method => line.Contains(method, StringComparison.Ordinal));

    private static int SizeOf(string line) => int.Parse(CodeSize().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"code size=(\d+)")]
    private static partial Regex CodeSize();
}
