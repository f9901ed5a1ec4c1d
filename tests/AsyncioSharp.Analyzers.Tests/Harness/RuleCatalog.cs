using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>All rules and fixes there are, found by reflection, and what they say together about a source.</summary>
internal static class RuleCatalog
{
    public static IReadOnlyList<RuleAnalyzer> Analyzers { get; } = Create<RuleAnalyzer>(typeof(RuleAnalyzer).Assembly);

    public static IReadOnlyList<RuleFix> Fixes { get; } = Create<RuleFix>(typeof(RuleFix).Assembly);

    public static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(a => a.SupportedDiagnostics).OrderBy(d => d.Id, StringComparer.Ordinal)];

    public static bool IsFixable(string id) => Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    /// <summary>The root of the repository, found from where the tests run.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Everything that the compiler and all rules together report, suppressed or not, crashes included.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(
        string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, DiagnosticAnalyzer? more = null, ImmutableDictionary<string, string>? config = null)
    {
        var options = new CSharpCompilationOptions(kind, allowUnsafe: true);
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), path: "Test.cs");
        var compilation = CSharpCompilation.Create("Test", [tree], TestReferences.All, options);
        DiagnosticAnalyzer[] analyzers = more is null ? [.. Analyzers] : [.. Analyzers, more];
        var analysis = compilation.WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new OneConfig(config ?? ImmutableDictionary<string, string>.Empty)), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        return [.. (await analysis.GetAllDiagnosticsAsync()).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    private static IReadOnlyList<T> Create<T>(Assembly assembly) =>
        [.. assembly.GetTypes().Where(t => !t.IsAbstract && typeof(T).IsAssignableFrom(t)).Select(t => (T)Activator.CreateInstance(t)!)];

    /// <summary>The same <c>.editorconfig</c> for all files.</summary>
    private sealed class OneConfig(ImmutableDictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Analyzers.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("No Analyzers.sln above the tests.");
        }

        return directory.FullName;
    }
}
