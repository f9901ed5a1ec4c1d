using System.Text.RegularExpressions;

namespace AsyncioSharp.Samples.Tour;

/// <summary>What a build said.</summary>
internal sealed partial class Build
{
    private readonly int _exitCode;
    private readonly string _output;
    private readonly string[] _diagnostics;

    public Build(string folder, int exitCode, string output)
    {
        _exitCode = exitCode;
        _output = output;

        // The build names each twice, with the folder before it and the project behind it.
        _diagnostics =
        [
            .. Diagnostic.Matches(output)
                .Select(match => match.Groups["text"].Value.Replace(folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The diagnostics of our rules.</summary>
    public IReadOnlyList<string> Findings => Array.FindAll(_diagnostics, text => text.Contains(" AIO", StringComparison.Ordinal));

    public void Print()
    {
        foreach (string diagnostic in _diagnostics)
        {
            Console.WriteLine(diagnostic);
        }

        Expect(_exitCode == 0, "the build failed");
        Console.WriteLine($"The build succeeded, with {Findings.Count} findings.");
    }

    /// <summary>Ends the tour, with all that the build printed, when something is not as it should be.</summary>
    public void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new TourException(otherwise + Environment.NewLine + _output);
        }
    }

    [GeneratedRegex(@"^\s*(?<text>\S.*: (warning|error) \w+: .*?)( \[[^\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Diagnostic { get; }
}
