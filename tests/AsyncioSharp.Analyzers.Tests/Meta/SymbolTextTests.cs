using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// Rules and fixes do not make text of a symbol to compare it. <c>BannedSymbols.txt</c> forbids <c>ToDisplayString</c>;
/// a ban of <c>object.ToString()</c> would forbid every override, too, so that one is looked for here.
/// </summary>
public sealed class SymbolTextTests
{
    [Theory]
    [InlineData("AsyncioSharp.Analyzers")]
    [InlineData("AsyncioSharp.CodeFixes")]
    public void NoSymbolBecomesText(string project) => Assert.Empty(SymbolTexts(Compile(SourcesOf(project))));

    [Theory]
    [InlineData("s.ToString()", 1)]
    [InlineData("s?.ContainingNamespace?.ToString()", 1)]
    [InlineData("t.ToString()", 1)]
    [InlineData("n.ToString()", 0)]
    [InlineData("1.ToString()", 0)]
    public void ToStringOfASymbol_IsSeen(string expression, int count) => Assert.Equal(count, SymbolTexts(Compile(
        [CSharpSyntaxTree.ParseText($"using Microsoft.CodeAnalysis; class C {{ object M(ISymbol s, INamedTypeSymbol t, SyntaxNode n) => {expression}; }}")])).Count());

    private static IEnumerable<string> SymbolTexts(CSharpCompilation compilation)
    {
        var symbol = compilation.GetTypeByMetadataName("Microsoft.CodeAnalysis.ISymbol")!;
        return
            from tree in compilation.SyntaxTrees
            let model = compilation.GetSemanticModel(tree)
            from call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            where call.ArgumentList.Arguments.Count == 0 && call.Expression is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax
            where model.GetOperation(call) is IInvocationOperation { TargetMethod.Name: "ToString", Instance.Type: { } type } && Is(type, symbol)
            select $"{tree.FilePath}: {call}";
    }

    private static bool Is(ITypeSymbol type, INamedTypeSymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(type, symbol) || type.AllInterfaces.Contains(symbol, SymbolEqualityComparer.Default);

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Test",
        trees,
        [
            .. TestReferences.All,
            .. new[] { typeof(ISymbol), typeof(CSharpCompilation), typeof(CodeFixProvider), typeof(Microsoft.CodeAnalysis.CSharp.Formatting.CSharpFormattingOptions), typeof(RuleAnalyzer) }
                .Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
        ]);

    private static IEnumerable<SyntaxTree> SourcesOf(string project)
    {
        const string implicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
            "global using System.Threading; global using System.Threading.Tasks;";
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        return Directory.GetFiles(Path.Combine(RuleCatalog.Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(implicitUsings, options));
    }
}
