using System.Text.RegularExpressions;
using AsyncioSharp.Samples.Guides;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Samples.Tests.Guides;

/// <summary>Every guide program prints what its file in Expected says: what the same program prints under CPython.</summary>
[Collection(nameof(ConsoleTests))]
public sealed partial class GuideTests
{
    private static readonly RunOptions s_virtualTime = new() { LoopFactory = TestLoop.Create, HandleInterrupt = false };

    // Programs that wait for more than the loop's clock, and so cannot run on virtual time; their seconds are made short instead.
    private static readonly Dictionary<string, Action> s_realTime = new()
    {
        [nameof(CustomSleep)] = () => Asyncio.Run(() => CustomSleep.Run(seconds: 0.01)),
        [nameof(SynchronousFetches)] = () => SynchronousFetches.Run(TimeSpan.FromMilliseconds(1)),
        [nameof(BlockingWorkInThreads)] = () => Asyncio.Run(BlockingWorkInThreads.Run),
        [nameof(FetchStatuses)] = () => Asyncio.Run(FetchStatuses.Run),
        [nameof(PageLengths)] = () => Asyncio.Run(PageLengths.Run),
        [nameof(UserPages)] = () => Asyncio.Run(UserPages.Run),
        [nameof(FetchLengths)] = () => Asyncio.Run(FetchLengths.Run),
        [nameof(LimitedFetches)] = () => Asyncio.Run(LimitedFetches.Run),
    };

    public static TheoryData<string> Names => [.. GuideProgram.All.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Prints_what_the_guide_says(string name)
    {
        LoopbackServer.Second = TimeSpan.FromMilliseconds(1);
        bool isRealTime = s_realTime.TryGetValue(name, out Action? run);
        run ??= () => GuideProgram.All.Single(program => program.Name == name).Run(s_virtualTime);

        string output = CapturedConsole.During(run);

        Assert.Equal(Expected(name), InOrder(name, isRealTime ? WithoutTimes(output) : output));
    }

    [Fact]
    public void Every_file_has_its_program() =>
        Assert.Equal(
            GuideProgram.All.Select(program => program.Name + ".txt").Order(StringComparer.Ordinal),
            typeof(GuideTests).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static string Expected(string name)
    {
        using Stream stream = typeof(GuideTests).Assembly.GetManifestResourceStream(name + ".txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Ports, times of day and durations differ from run to run.
    private static string WithoutTimes(string output) =>
        Duration.Replace(TimeOfDay.Replace(Port.Replace(output, "http://server"), "##:##:##"), "#s");

    // The network or chance decides the order of these lines.
    private static string InOrder(string name, string output)
    {
        IEnumerable<string> lines = output.TrimEnd('\n').Split('\n');
        lines = name switch
        {
            nameof(PageLengths) => lines.Order(StringComparer.Ordinal),
            nameof(RandomPace) => lines.OrderByDescending(line => line.StartsWith("Produced", StringComparison.Ordinal)),
            _ => lines,
        };
        return string.Join('\n', lines) + "\n";
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Port { get; }

    [GeneratedRegex(@"\d\d:\d\d:\d\d")]
    private static partial Regex TimeOfDay { get; }

    [GeneratedRegex(@"\d+\.\d+s")]
    private static partial Regex Duration { get; }
}
