using Microsoft.CodeAnalysis;
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
    public void NoSymbolBecomesText(string project) => Assert.Empty(ProjectSources.Of(project).Models.SelectMany(SymbolTexts));

    [Theory]
    [InlineData("s.ToString()", 1)]
    [InlineData("s?.ContainingNamespace?.ToString()", 1)]
    [InlineData("t.ToString()", 1)]
    [InlineData("n.ToString()", 0)]
    [InlineData("1.ToString()", 0)]
    public void ToStringOfASymbol_IsSeen(string expression, int count)
    {
        var tree = CSharpSyntaxTree.ParseText($"using Microsoft.CodeAnalysis; class C {{ object M(ISymbol s, INamedTypeSymbol t, SyntaxNode n) => {expression}; }}");
        var roslyn = MetadataReference.CreateFromFile(typeof(ISymbol).Assembly.Location);
        var compilation = CSharpCompilation.Create("Test", [tree], TestReferences.All.Add(roslyn), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.Equal(count, SymbolTexts(compilation.GetSemanticModel(tree)).Count());
    }

    private static IEnumerable<string> SymbolTexts(SemanticModel model)
    {
        var symbol = model.Compilation.GetTypeByMetadataName("Microsoft.CodeAnalysis.ISymbol")!;
        return
            from call in model.SyntaxTree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            where call.ArgumentList.Arguments.Count == 0 && call.Expression is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax
            where model.GetOperation(call) is IInvocationOperation { TargetMethod.Name: "ToString", Instance.Type: { } type } && Is(type, symbol)
            select $"{model.SyntaxTree.FilePath}: {call}";
    }

    private static bool Is(ITypeSymbol type, INamedTypeSymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(type, symbol) || type.AllInterfaces.Contains(symbol, SymbolEqualityComparer.Default);
}
