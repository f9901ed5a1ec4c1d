using CliWrap;
using CliWrap.Buffered;

namespace AsyncioSharp.Samples.Tests;

/// <summary>The tour, end to end, as a process.</summary>
public sealed class TourTests : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("AsyncioSharp.TourTests.").FullName;

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public async Task Shows_the_mistakes_the_fixes_and_the_results()
    {
        var (exitCode, output, errors) = await RunTour();

        Assert.Equal((0, string.Empty), (exitCode, errors));
        AssertInOrder(
            output,
            "Breakfast ready: ☕ 🍞",
            "BlockingSleep.cs(16,9): warning AIO101: ",
            "DroppedTask.cs(8,9): warning AIO301: ",
            "MissingAwait.cs(8,9): warning AIO201: ",
            "MissingAwait.cs(9,9): warning AIO201: ",
            "NestedRun.cs(11,9): warning AIO401: ",
            "The build succeeded, with 5 findings.",
            "first is done",
            "second waits",
            "InvalidOperationException: Asyncio.Run() cannot be called from a running event loop",
            "  16 -         Thread.Sleep(500);",
            "  16 +         await Asyncio.Sleep(TimeSpan.FromMilliseconds(500));",
            "   8 -         Asyncio.CreateTask(BackgroundJob(\"cleanup\"));",
            "  12 +         await backgroundJobTask;",
            "   8 -         FetchData();",
            "   8 +         await FetchData();",
            "  11 -         Asyncio.Run(Inner());",
            "  11 +         await Inner();",
            "The build succeeded, with 0 findings.",
            "second waits",
            "first is done",
            "Data fetched",
            "Main is done",
            "More main work...",
            "[bg] cleanup done",
            "Inner is done",
            "Outer is done",
            "5 mistakes found, all of them fixed.");
        Assert.DoesNotContain('\e', output);
        Assert.Empty(Directory.GetDirectories(_temporary, "AsyncioSharp.Tour.*"));
    }

    [Fact]
    public async Task Says_where_it_failed()
    {
        var (exitCode, _, errors) = await RunTour(dotnet: Path.Combine(_temporary, "no-such-program"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The tour stops here: '" + Path.Combine(_temporary, "no-such-program") + "' does not start: ", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_temporary, "AsyncioSharp.Tour.*"));
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunTour(string? dotnet = null)
    {
        // Beside these tests, in the same configuration: artifacts/bin/Tour/debug.
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string tour = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Tour", configuration, "Tour.dll"));
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        BufferedCommandResult result = await Cli.Wrap(host)
            .WithArguments([tour])
            .WithEnvironmentVariables(variables => variables.Set("DOTNET_HOST_PATH", dotnet ?? host).Set("TMPDIR", _temporary).Set("TMP", _temporary))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return (result.ExitCode, result.StandardOutput, result.StandardError);
    }

    private static void AssertInOrder(string text, params string[] parts)
    {
        int position = 0;
        foreach (string part in parts)
        {
            int found = text.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is missing, or stands too early, in:\n{text}");
            position = found + part.Length;
        }
    }
}
