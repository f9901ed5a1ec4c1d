using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The examples in the XML documentation of the runtime: each public type has one, and all of them compile without a finding.</summary>
public sealed class DocExampleTests
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;
        using AsyncioSharp.Testing;

        """;

    private static readonly Lazy<List<INamedTypeSymbol>> s_types = new(() => [.. Types()]);

    [Fact]
    public void PublicTypes_HaveAnExample() =>
        AssertNone(PublicTypes().Where(type => ExamplesOf(type).Count == 0).Select(type => type.ToDisplayString()));

    [Fact]
    public async Task Examples_CompileWithoutAFinding()
    {
        var examples = s_types.Value.SelectMany(type => ExamplesOf(type).Select(code => (Type: type.ToDisplayString(), Code: code))).ToList();
        var source = Usings + string.Concat(examples.Select((example, i) => ClassOf(i, example.Code)));
        var found = (await RuleCatalog.AnalyzeAsync(source))
            .Where(d => !d.IsSuppressed && (d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("AIO", StringComparison.Ordinal)))
            .Select(d => $"{OwnerOf(d)}: {d.GetMessage()} ({d.Id}): {Line(source, d)}");
        AssertNone(found);

        string OwnerOf(Diagnostic d)
        {
            var at = d.Location.SourceTree!.GetRoot().FindNode(d.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>(
                type => type.Identifier.ValueText.StartsWith("Example", StringComparison.Ordinal));
            return at is null ? "?" : examples[int.Parse(at.Identifier.ValueText["Example".Length..], null)].Type;
        }
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        var all = string.Join("\n", offenders);
        Assert.True(all.Length == 0, all);
    }

    private static string Line(string source, Diagnostic d) => source.Split('\n')[d.Location.GetLineSpan().StartLinePosition.Line].Trim();

    // An example is what one writes into a coroutine.
    private static string ClassOf(int number, string code) =>
        $"static class Example{number}\n{{\n    static async Coroutine Main()\n    {{\n{code}\nawait Coroutine.Completed;\n    }}\n}}\n";

    private static IEnumerable<INamedTypeSymbol> PublicTypes() => s_types.Value.Where(type => type.DeclaredAccessibility == Accessibility.Public && !IsForTheCompiler(type));

    // Nobody writes the name of a method builder or an awaiter.
    private static bool IsForTheCompiler(INamedTypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass!.Name == "EditorBrowsableAttribute");

    private static IEnumerable<INamedTypeSymbol> Types() =>
        ProjectSources.Of("AsyncioSharp").Models
            .SelectMany(model => model.SyntaxTree.GetRoot().DescendantNodes()
                .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                .Select(node => (INamedTypeSymbol)model.GetDeclaredSymbol(node)!))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Where(type => type.ContainingType is null);

    private static List<string> ExamplesOf(INamedTypeSymbol type)
    {
        var xml = type.GetDocumentationCommentXml() is { Length: > 0 } text ? XElement.Parse(text) : new XElement("none");
        return [.. xml.Descendants("example").SelectMany(example => example.Descendants("code")).Select(code => code.Value)];
    }
}
