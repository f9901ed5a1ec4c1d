using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What a reader can hold: the width of lines, the terms of a condition, the length and the branches of a method.</summary>
public sealed class CodeShapeTests
{
    private const int Columns = 140;
    private const int Terms = 5;
    private const int MethodLines = 50;
    private const int Complexity = 10;

    private static readonly string[] Projects = ["AsyncioSharp", "AsyncioSharp.Analyzers", "AsyncioSharp.CodeFixes", "AsyncioSharp.Tool", "AsyncioSharp.Hosting", "AsyncioSharp.AspNetCore"];

    // File name, and why its lines are longer.
    private static readonly Dictionary<string, string> WideFiles = new()
    {
        ["BlockingTable.cs"] = "a table: one row a type",
    };

    // Method, and why it is longer, or has more terms.
    private static readonly Dictionary<string, string> Exempt = new()
    {
    };

    [Fact]
    public void Lines_AreNotWide() => AssertNone(
        from file in Files()
        where !WideFiles.ContainsKey(Path.GetFileName(file.Path))
        from line in file.Root.SyntaxTree.GetText().Lines
        where line.End - line.Start > Columns && !IsText(file.Root.FindToken(line.Start + Columns - 1))
        select $"{file.Path}:{line.LineNumber + 1}");

    [Fact]
    public void Conditions_HaveFewTerms() => AssertNone(
        from file in Files()
        from condition in file.Root.DescendantNodes().OfType<BinaryExpressionSyntax>()
        where IsLogical(condition) && !IsLogical(condition.Parent) && TermsOf(condition) > Terms && !IsExempt(condition)
        select $"{file.Path}:{LineOf(condition)} {TermsOf(condition)} terms");

    [Fact]
    public void Methods_AreShort() => AssertNone(
        from file in Files()
        from method in MethodsOf(file.Root)
        let span = method.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MethodLines && !IsExempt(method)
        select $"{file.Path}:{LineOf(method)} {lines} lines");

    // One of twenty may be a table of cases.
    [Theory]
    [InlineData("AsyncioSharp.Analyzers", 0.05)]
    [InlineData("AsyncioSharp.CodeFixes", 0.01)]
    [InlineData("AsyncioSharp", 0.01)]
    public void Methods_HaveFewBranches(string project, double share)
    {
        var methods = FilesOf(project).SelectMany(file => MethodsOf(file.Root).Select(method => (file.Path, Method: method))).ToList();
        var branchy = methods.Where(m => ComplexityOf(m.Method) > Complexity).ToList();
        Assert.True(
            branchy.Count <= share * methods.Count,
            $"{branchy.Count} of {methods.Count}:\n" + string.Join("\n", branchy.Select(m => $"{ComplexityOf(m.Method)} {m.Path}:{LineOf(m.Method)}")));
    }

    private static IEnumerable<(string Path, SyntaxNode Root)> Files() => Projects.SelectMany(FilesOf);

    private static IEnumerable<(string Path, SyntaxNode Root)> FilesOf(string project)
    {
        var folder = Path.Combine(RuleCatalog.Root, "src", project);
        return Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(path =>
            (Path.GetRelativePath(folder, path), CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()));
    }

    private static IEnumerable<SyntaxNode> MethodsOf(SyntaxNode root) => root.DescendantNodes().Where(node =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax { ExpressionBody: not null });

    // A text cannot be broken: a message stays one.
    private static bool IsText(SyntaxToken token) =>
        token.IsKind(SyntaxKind.StringLiteralToken) || token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is not null;

    private static bool IsLogical(SyntaxNode? node) => node?.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression;

    private static int TermsOf(BinaryExpressionSyntax condition) => condition.DescendantNodesAndSelf().Count(IsLogical) + 1;

    private static int ComplexityOf(SyntaxNode method) => 1 + method
        .DescendantNodes(node => node == method || node is not LocalFunctionStatementSyntax)
        .Count(node => node.Kind() is SyntaxKind.IfStatement or SyntaxKind.WhileStatement or SyntaxKind.DoStatement or SyntaxKind.ForStatement
            or SyntaxKind.ForEachStatement or SyntaxKind.ForEachVariableStatement or SyntaxKind.CaseSwitchLabel or SyntaxKind.CasePatternSwitchLabel
            or SyntaxKind.SwitchExpressionArm or SyntaxKind.CatchClause or SyntaxKind.ConditionalExpression or SyntaxKind.LogicalAndExpression
            or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression or SyntaxKind.OrPattern or SyntaxKind.AndPattern);

    private static bool IsExempt(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Parent: TypeDeclarationSyntax type } method &&
        Exempt.ContainsKey($"{type.Identifier.ValueText}.{method.Identifier.ValueText}");

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static void AssertNone(IEnumerable<string> offenders)
    {
        var all = string.Join("\n", offenders);
        Assert.True(all.Length == 0, all);
    }
}
