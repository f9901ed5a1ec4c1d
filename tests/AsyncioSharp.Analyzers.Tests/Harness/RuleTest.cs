using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The official test, made strict: it also fails for hidden crashes, ambiguous equivalence keys, and tests that cannot fail.</summary>
public class RuleTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>The compiler's report that an analyzer threw.</summary>
    private const string Crash = "AD0001";

    public RuleTest()
    {
        // No package to download: the references are added by hand.
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(TestReferences.All);
        CompilerDiagnostics = CompilerDiagnostics.Warnings;
    }

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Diagnose);

    protected override Project ApplyCompilationOptions(Project project)
    {
        var options = base.ApplyCompilationOptions(project).CompilationOptions!;
        var severities = options.SpecificDiagnosticOptions;

        // An entry here, even 'Default', has precedence over the .editorconfig of a test.
        severities = severities.RemoveRange(severities.Where(static s => s.Value == ReportDiagnostic.Default).Select(static s => s.Key));
        return project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(severities.SetItem(Crash, ReportDiagnostic.Error)));
    }

    /// <summary>Fix-all groups actions by equivalence key: it skips an action without one, and mixes up two actions that share one.</summary>
    protected override ImmutableArray<CodeAction> FilterCodeActions(ImmutableArray<CodeAction> actions)
    {
        foreach (var group in actions.GroupBy(static action => action.EquivalenceKey))
        {
            var titles = string.Join(", ", group.Select(static action => $"'{action.Title}'"));
            Verify.True(group.Key is not null, $"The code action {titles} has no equivalence key.");
            Verify.True(group.Count() == 1, $"The equivalence key '{group.Key}' is shared by {group.Count()} code actions: {titles}");
        }

        return base.FilterCodeActions(actions);
    }

    protected override Task RunImplAsync(CancellationToken cancellationToken)
    {
        Verify.False(TestState.Sources.All(static source => IsBlank(source.content.ToString())), "The test code is empty: no analyzer could report anything.");
        Verify.False(TestState.ExpectedDiagnostics.Any(static expected => expected.Id == Crash), "A test must not expect that an analyzer throws.");

        var analyzers = GetDiagnosticAnalyzers().ToArray();
        Verify.NotEmpty("analyzers", analyzers);
        foreach (var analyzer in analyzers.Where(CannotReport))
        {
            Verify.Fail($"The analyzer '{analyzer.GetType().Name}' supports no diagnostics: it cannot report anything.");
        }

        var reported = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static descriptor => descriptor.Id).ToHashSet();
        foreach (var fix in GetCodeFixProviders().Where(static fix => fix is not EmptyCodeFixProvider))
        {
            Verify.True(
                fix.FixableDiagnosticIds.Any(id => reported.Contains(id) || IsCompilerId(id)),
                $"The fix '{fix.GetType().Name}' is for '{string.Join(", ", fix.FixableDiagnosticIds)}', which no analyzer of this test reports.");
        }

        return base.RunImplAsync(cancellationToken);
    }

    private static bool IsBlank(string markup)
    {
        TestFileMarkupParser.GetSpans(markup, out var code, out ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan> _);
        return string.IsNullOrWhiteSpace(code);
    }

    /// <summary>The empty analyzer says by its type that a test needs none; a suppressor reports nothing but has something to suppress.</summary>
    private static bool CannotReport(DiagnosticAnalyzer analyzer) =>
        analyzer is not EmptyDiagnosticAnalyzer && analyzer.SupportedDiagnostics.IsEmpty && analyzer is not DiagnosticSuppressor { SupportedSuppressions.IsEmpty: false };

    /// <summary>Four digits after 'CS', as in CS0246.</summary>
    private static bool IsCompilerId(string id) => id.Length == 6 && id.StartsWith("CS", StringComparison.Ordinal) && id[2..].All(char.IsAsciiDigit);
}
