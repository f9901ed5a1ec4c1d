using System.Reflection;

namespace AsyncioSharp.Package.Tests;

/// <summary>Beside the real packages of others: what they say about our types a second time, or wrongly, is suppressed, and nothing else is.</summary>
public sealed class PeerTests(PackageFeed feed)
{
    private const string Program = """
        using AsyncioSharp;

        Asyncio.Run(OnLoop.Main(Task.FromResult(1)));
        await Plain.Main(Task.Delay(1));
        static async Coroutine Top(Task<int> task) { await Asyncio.Sleep(1); task.Wait(); Console.WriteLine(); }
        static class OnLoop
        {
            public static async Coroutine Main(Task<int> task)
            {
                await Task.Delay(1, Asyncio.CurrentToken);
                Thread.Sleep(100);
                File.ReadAllText("nuget.config");
                task.Wait();
                Asyncio.CreateTask(Asyncio.Sleep(1));
                await Nothing();
            }

            static Coroutine Nothing()
            {
                Asyncio.RunningLoop.CreateTask(Asyncio.Sleep(1));
                return default;
            }
        }

        static class Plain
        {
            public static async Task Main(Task task)
            {
                await Task.Delay(1);
                Task.Delay(1);
                await task;
            }
        }
        """;

    // Where the code on the loop starts, and where the code that no loop runs.
    private const int LoopStart = 5;
    private const int PlainStart = 24;

    private static readonly string[] s_context = ["CA2007", "MA0004", "RCS1090", "VSTHRD111"];
    private static readonly string[] s_blocking = ["AsyncFixer02", "CA1849", "MA0042", "S4462", "S6966", "VSTHRD103"];
    private static readonly string[] s_awaits = ["CS4014", "MA0134", "VSTHRD110"];

    private static readonly string[] s_known = [.. s_context, .. s_blocking, .. s_awaits];

    [Fact]
    public void Peers_AreSilentWhereOursSpeak()
    {
        var consumer = new Consumer(feed, "peers", Program);
        string analyzers = string.Concat(from folder in PeerFolders from file in Directory.GetFiles(folder, "*.dll") select $"<Analyzer Include=\"{file}\" />");
        consumer.Write("Directory.Build.targets", $"<Project><ItemGroup>{analyzers}</ItemGroup></Project>");
        consumer.Write(".globalconfig", "is_global = true\n" + string.Concat(
            s_known.Select(id => $"dotnet_diagnostic.{id}.severity = warning\n")) + "roslynator_configure_await = true\n");

        (int exitCode, string output, (string Id, int Line)[] reported) = consumer.Build();
        Assert.True(exitCode == 0, output);
        (string Id, int Line)[] suppressed = consumer.Suppressed();

        // Where ours speak, they are silent.
        Assert.Equal([("AIO102", 5), ("AIO101", 11), ("AIO103", 12), ("AIO102", 13), ("AIO301", 14), ("AIO301", 20)], reported.Where(static r => r.Id.StartsWith("AIO", StringComparison.Ordinal)));
        Assert.DoesNotContain(reported, static r => r.Line is >= LoopStart and < PlainStart && s_known.Contains(r.Id));

        // Each of them would have spoken: otherwise the line above shows nothing.
        Assert.Equal(s_known.Order(StringComparer.Ordinal), suppressed.Select(static r => r.Id).Distinct().Order(StringComparer.Ordinal));

        // Where ours are silent, they speak.
        Assert.Equal(["CA2007", "CS4014", "MA0004", "RCS1090", "VSTHRD111"], reported.Where(static r => r.Line > PlainStart && s_known.Contains(r.Id)).Select(static r => r.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(suppressed, static r => r.Line > PlainStart);
    }

    private static IEnumerable<string> PeerFolders =>
        typeof(PeerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Peers").Value!.Split(';');
}
