namespace AsyncioSharp.Package.Tests;

/// <summary>
/// From a wrong program to a fixed one, with the real tools: add the package, build, read the diagnostics, format, build again, run.
/// </summary>
public sealed class ConsumerTests(PackageFeed feed)
{
    private const string Wrong = """
        using AsyncioSharp;

        Asyncio.Run(Main());

        static async Coroutine Main()
        {
            Thread.Sleep(20);
            Note("first");
            Asyncio.CreateTask(Note("second"));
            int three = Three();
            Console.WriteLine(three);

            static int Three() => 3;
        }

        static async Coroutine Note(string text)
        {
            await Asyncio.Sleep(0.01);
            Console.WriteLine(text);
        }
        """;

    [Fact]
    public void WrongProgram_IsReported_Fixed_Clean_AndRuns()
    {
        var consumer = new Consumer(feed, "wrong", Wrong);

        (int exitCode, string output, (string Id, int Line)[] results) = consumer.Build();
        Assert.True(exitCode == 0, output);
        Assert.Equal([("AIO101", 7), ("AIO201", 8), ("AIO301", 9)], results);

        (int formatExit, string formatOutput) = consumer.Format();
        Assert.True(formatExit == 0, formatOutput);

        (exitCode, output, results) = consumer.Build();
        Assert.True(exitCode == 0, consumer.Program + output);
        Assert.Empty(results);
        Assert.Contains("await Asyncio.Sleep(TimeSpan.FromMilliseconds(20));", consumer.Program, StringComparison.Ordinal);
        Assert.Equal("first\n3\nsecond\n", consumer.Run().ReplaceLineEndings("\n"));

        (formatExit, formatOutput) = consumer.Format("--verify-no-changes");
        Assert.True(formatExit == 0, formatOutput);
    }

    [Fact]
    public void NestedRun_IsAnError_ThatOneRunFixes()
    {
        var consumer = new Consumer(feed, "nested", """
            using AsyncioSharp;

            Console.WriteLine(Asyncio.Run(Outer()));

            static async Coroutine<int> Outer()
            {
                return Asyncio.Run(Inner()) + 1;
            }

            static async Coroutine<int> Inner()
            {
                await Asyncio.Sleep(0.001);
                return 41;
            }
            """);

        (int exitCode, _, (string Id, int Line)[] results) = consumer.Build();
        Assert.NotEqual(0, exitCode);
        Assert.Equal([("AIO401", 7)], results);

        (int formatExit, string formatOutput) = consumer.Format();
        Assert.True(formatExit == 0, formatOutput);
        (exitCode, string output, results) = consumer.Build();
        Assert.True(exitCode == 0, consumer.Program + output);
        Assert.Empty(results);
        Assert.Equal("42\n", consumer.Run().ReplaceLineEndings("\n"));
    }
}
