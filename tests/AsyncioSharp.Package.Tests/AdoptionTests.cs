using System.Text.RegularExpressions;

namespace AsyncioSharp.Package.Tests;

/// <summary>Goes through docs/adopting.md with its own commands and settings.</summary>
public sealed class AdoptionTests(PackageFeed feed)
{
    private const string Old = """
        using System.Diagnostics.CodeAnalysis;
        using AsyncioSharp;

        Asyncio.Run(Shop.Cart.Open);

        namespace Shop
        {
            static partial class Cart
            {
                static readonly object s_gate = new();

                public static async Coroutine Open()
                {
                    Thread.Sleep(1);
                    lock (s_gate) { Thread.Sleep(1); }
                    await Asyncio.Yield();
                }

                static async Coroutine Line()
                {
                    await Asyncio.Yield();
        #pragma warning disable AIO151
                    lock (s_gate) { Thread.Sleep(1); }
        #pragma warning restore AIO151
                }

                [SuppressMessage("Asyncio.Blocking", "AIO151", Justification = "fast")]
                static async Coroutine Member()
                {
                    await Asyncio.Yield();
                    lock (s_gate) { Thread.Sleep(1); }
                }

                static async Coroutine Save()
                {
                    await Asyncio.Yield();
                    lock (s_gate) { Thread.Sleep(1); }
                }
            }
        }
        """;

    private const string Elsewhere = """
        using AsyncioSharp;

        namespace Shop
        {
            static partial class Cart
            {
                static async Coroutine Load()
                {
                    await Asyncio.Yield();
                    lock (s_gate) { Thread.Sleep(1); }
                }
            }
        }
        """;

    private static string Page { get; } = File.ReadAllText(Path.Combine(PackageFeed.RepositoryRoot, "src", "AsyncioSharp", "docs", "adopting.md")).ReplaceLineEndings("\n");

    [Fact]
    public void OneIdAtATime_AGate_AndSuppressions()
    {
        Assert.Equal(
            [
                "dotnet format analyzers --diagnostics AIO101",
                "dotnet format analyzers --verify-no-changes --diagnostics AIO101",
                "dotnet build --no-incremental -warnaserror:AIO151",
            ],
            Blocks("sh"));
        var project = new Consumer(feed, "adoption", Old);
        project.Write("Directory.Build.props", $"<Project>{Blocks("xml").Single()}</Project>");
        project.Write("GlobalSuppressions.cs", "using System.Diagnostics.CodeAnalysis;\n" + Regex.Match(Page, @"`(\[assembly: [^`]*)`").Groups[1].Value);
        project.Write("Legacy/Load.cs", Elsewhere);
        Assert.Empty(project.Build().Results);

        string[] settings = [.. Blocks("ini")];
        project.Write(".editorconfig", settings[0]);
        Assert.Equal([2, 0, 0], project.FormatRuns(["--verify-no-changes", "--diagnostics", "AIO101"], ["--diagnostics", "AIO101"], ["--verify-no-changes", "--diagnostics", "AIO101"]));
        Assert.Contains("            await Asyncio.Sleep(TimeSpan.FromMilliseconds(1));\n", project.Program.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // Four sites are suppressed in four ways; the fifth fails the build.
        project.Write(".editorconfig", $"{settings[0]}\n{settings[1]}");
        (int exitCode, _, (string Id, int Line)[] results) = project.Build("-warnaserror:AIO151");
        Assert.Equal(1, exitCode);
        Assert.Equal([("AIO151", 15)], results);
    }

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Page, $"^```{language}\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline).Select(static match => match.Groups[1].Value);
}
