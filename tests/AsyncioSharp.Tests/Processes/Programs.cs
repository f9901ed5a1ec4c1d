using System.Globalization;

namespace AsyncioSharp.Tests.Processes;

/// <summary>What the tests of processes share: small shell programs, and what became of them.</summary>
internal static class Programs
{
    /// <summary>Both ways to start a process.</summary>
    public static TheoryData<bool> Ways => [false, true];

    internal static RunOptions Options(Action<LoopErrorContext>? report = null, bool debug = false) => new()
    {
        HandleInterrupt = false,
        Debug = debug,
        ExceptionHandler = (_, context) => (report ?? Unexpected)(context),
    };

    internal static ProcessOptions Way(bool portable) => new() { Portable = portable };

    internal static Coroutine<ProcessResult> Shell(string command, ProcessOptions options) =>
        Asyncio.RunProcess("/bin/sh", ["-c", command], options);

    /// <summary>Waits, without blocking the loop, until the file is there.</summary>
    internal static Coroutine Appears(string file) => Asyncio.ToThread(() => SpinWait.SpinUntil(() => File.Exists(file)));

    /// <summary>Whether the process runs: it is there, and no zombie that waits for its parent to take its status.</summary>
    internal static bool Runs(int id)
    {
        try
        {
            string status = File.ReadAllText($"/proc/{id}/stat");
            return status[(status.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until the process has ended: a signal is delivered when the process is next scheduled.</summary>
    internal static void AssertEnds(int id) =>
        Assert.True(SpinWait.SpinUntil(() => !Runs(id), TimeSpan.FromSeconds(30)), $"process {id} still runs");

    /// <summary>Waits until no process with this argument runs.</summary>
    internal static void AssertNoneRuns(string argument) => Assert.True(
        SpinWait.SpinUntil(
            () => !Directory.GetDirectories("/proc").Any(directory => HasArgument(directory, argument)), TimeSpan.FromSeconds(30)),
        $"a process with the argument {argument} still runs");

    internal static bool IsKnownToTheSystem(int id) => Directory.Exists($"/proc/{id}");

    internal static int Number(string text) => int.Parse(text.Trim(), CultureInfo.InvariantCulture);

    private static bool HasArgument(string directory, string argument)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "cmdline")).Split('\0').Contains(argument);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Unexpected(LoopErrorContext context) =>
        throw new InvalidOperationException($"Unexpected report: {context.Message}", context.Exception);
}
