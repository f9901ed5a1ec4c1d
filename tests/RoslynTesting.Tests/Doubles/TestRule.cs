using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RoslynTesting.Tests.Doubles;

/// <summary>An analyzer of syntax trees that a test describes by what it reports.</summary>
public sealed class TestRule : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = Describe("T0001");

    /// <summary>Reports the name of every type that starts with a small letter.</summary>
    public static TestRule SmallTypeNames => new() { Report = context => ReportSmallNames(context, Descriptor) };

    public ImmutableArray<DiagnosticDescriptor> Rules { get; init; } = [Descriptor];

    /// <summary>Null: the rule does not say what it does in generated code.</summary>
    public GeneratedCodeAnalysisFlags? GeneratedCode { get; init; } = GeneratedCodeAnalysisFlags.None;

    public Action<SyntaxTreeAnalysisContext>? Report { get; init; }

    public Action<AnalysisContext>? Register { get; init; }

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules;

    public static DiagnosticDescriptor Describe(
        string id, DiagnosticSeverity severity = DiagnosticSeverity.Warning, bool isEnabledByDefault = true, params string[] tags) =>
        new(id, "Title", "'{0}' starts with a small letter", "Test", severity, isEnabledByDefault, customTags: tags);

    public static IEnumerable<SyntaxToken> SmallNames(SyntaxTree tree) => tree.GetRoot()
        .DescendantNodes()
        .OfType<TypeDeclarationSyntax>()
        .Select(type => type.Identifier)
        .Where(name => char.IsLower(name.Text[0]));

    public static void ReportSmallNames(SyntaxTreeAnalysisContext context, DiagnosticDescriptor descriptor)
    {
        foreach (var name in SmallNames(context.Tree))
        {
            context.ReportDiagnostic(Diagnostic.Create(descriptor, name.GetLocation(), name.Text));
        }
    }

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        if (GeneratedCode is { } flags)
        {
            context.ConfigureGeneratedCodeAnalysis(flags);
        }

        if (Report is { } report)
        {
            context.RegisterSyntaxTreeAction(report);
        }

        Register?.Invoke(context);
    }
}
