using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>Analyzers that run together over sources, with only some of their rules on.</summary>
internal sealed class AnalyzerSet
{
    // The SDK's rules about asynchronous code.
    private static readonly string[] s_sdkIds = ["CA1835", "CA1842", "CA1843", "CA1849", "CA2007", "CA2008", "CA2012", "CA2016", "CA2022", "CA2247"];

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly HashSet<string>? _ids;

    private AnalyzerSet(string name, IEnumerable<string> assemblies, string[]? ids)
    {
        Name = name;
        _ids = ids is null ? null : [.. ids];
        _analyzers = [.. assemblies.SelectMany(Load).Where(analyzer => analyzer.SupportedDiagnostics.Any(IsOn))];
    }

    internal string Name { get; }

    internal ImmutableArray<DiagnosticAnalyzer> Analyzers => _analyzers;

    /// <summary>Ours, built with this project, or those of an assembly that is named.</summary>
    internal static AnalyzerSet Ours(string? assembly) => new("AsyncioSharp", assembly is null ? RulePackage.All[0].Assemblies : [assembly], ids: null);

    /// <summary>The rules about asynchronous code of a package that this project downloaded.</summary>
    internal static AnalyzerSet Of(RulePackage package) => new(package.Name, package.Assemblies, package.Ids);

    /// <summary>What comes with the SDK that runs this program.</summary>
    /// <param name="all">All of its rules, and not only those about asynchronous code.</param>
    internal static AnalyzerSet OfTheSdk(bool all = false)
    {
        string dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        string sdk = Directory.GetDirectories(Path.Combine(dotnet, "sdk")).Max(StringComparer.Ordinal)!;
        string folder = Path.Combine(sdk, "Sdks/Microsoft.NET.Sdk/analyzers");
        return new("SDK", [Path.Combine(folder, "Microsoft.CodeAnalysis.NetAnalyzers.dll"), Path.Combine(folder, "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll")], all ? null : s_sdkIds);
    }

    /// <summary>One run over a compilation of which nothing is bound yet, on one thread.</summary>
    internal SourceRun Run(CSharpCompilation compilation)
    {
        IEnumerable<DiagnosticDescriptor> rules = _analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics);
        var severities = rules.DistinctBy(static rule => rule.Id).ToDictionary(static rule => rule.Id, rule => IsOn(rule) ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress);
        CSharpCompilation configured = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        AnalysisResult result = configured.WithAnalyzers(_analyzers, options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        TimeSpan spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        ImmutableArray<Diagnostic> found = result.GetAllDiagnostics();
        return new SourceRun(
            spent.TotalSeconds,
            found.Length,
            found.Count(static diagnostic => diagnostic.Id == "AD0001"),
            [.. result.AnalyzerTelemetryInfo.Select(static pair => (pair.Key.GetType().Name, pair.Value.ExecutionTime.TotalSeconds)).OrderByDescending(static time => time.TotalSeconds)]);
    }

    private bool IsOn(DiagnosticDescriptor rule) => _ids?.Contains(rule.Id) != false;

    // Some of the SDK's types need a part of the compiler that is not here; none of those that count does.
    private static IEnumerable<DiagnosticAnalyzer> Load(string path)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        Type?[] types;
        try
        {
            types = Assembly.LoadFrom(path).GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            types = e.Types;
        }

        return types
            .Where(static type => type is { IsAbstract: false } && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !typeof(DiagnosticSuppressor).IsAssignableFrom(type))
            .Where(static type => type!.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type!)!);
    }
}
