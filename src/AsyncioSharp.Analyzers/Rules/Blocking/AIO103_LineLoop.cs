using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// <c>while (!r.EndOfStream) { var line = r.ReadLine(); ... }</c>, which blocks twice a round, and the loop that takes its place:
/// <c>while (await r.ReadLineAsync() is { } line) { ... }</c>.
/// </summary>
internal sealed class LineLoop
{
    /// <summary>What the fix is told.</summary>
    public const string Form = "Lines|";

    private readonly WhileStatementSyntax _loop;
    private readonly string _reader;
    private readonly string _line;

    private LineLoop(WhileStatementSyntax loop, ExpressionSyntax reader, string line)
    {
        _loop = loop;
        _reader = reader.ToString();
        _line = line;
    }

    /// <summary>The condition, for the message.</summary>
    public string Text => $"await {_reader}.ReadLineAsync() is {{ }} {_line}";

    /// <summary>The loop whose condition is this test for the end; null for any other shape.</summary>
    public static LineLoop? At(SyntaxNode test)
    {
        if (test is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } end ||
            end.Parent is not PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: WhileStatementSyntax { Statement: BlockSyntax body } loop } ||
            body.Statements.FirstOrDefault() is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration: { Variables: { Count: 1 } variables, Type: var type } } first ||
            variables[0].Initializer?.Value is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadLine" } read } ||
            read.Expression.ToString() != end.Expression.ToString() || !IsText(type) || Directives.AreInside(loop.Condition) || first.ContainsDirectives || loop.Condition.DescendantTrivia().Concat(first.DescendantTrivia()).Any(AwaitSyntax.IsComment))
        {
            return null;
        }

        return new LineLoop(loop, end.Expression, variables[0].Identifier.Text);
    }

    /// <summary>Is the call that reads the line part of such a loop, and does it go with it?</summary>
    public static bool TakesOver(InvocationExpressionSyntax read, EnclosingFunction function, SemanticModel model, KnownSymbols symbols) =>
        read.Parent is EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax { Parent: WhileStatementSyntax loop } block } first } } &&
        block.Statements[0] == first && loop.Condition is PrefixUnaryExpressionSyntax { Operand: var test } && At(test) is { } lines &&
        model.GetOperation(test) is { } end && BlockingApis.Find(end, symbols) is { Kind: BlockingKind.Counterpart } && lines.SiteIn(function, model, symbols).Obstacle is null;

    /// <summary>May the new condition stand there?</summary>
    public AwaitSite SiteIn(EnclosingFunction function, SemanticModel model, KnownSymbols symbols) => AwaitSite.Of(_loop.Condition, function, model, symbols);

    public SyntaxNode Write(SyntaxNode root)
    {
        // Only what stands inside of an async function is parsed as an await, so it is put in.
        var condition = (IsPatternExpressionSyntax)ParseExpression($"x is {{ }} {_line}");
        condition = condition.WithExpression(AwaitSyntax.Await(ParseExpression($"{_reader}.ReadLineAsync()")).WithTrailingTrivia(Space));
        var body = (BlockSyntax)_loop.Statement;
        return root.ReplaceNode(_loop, _loop.WithCondition(condition.WithTriviaFrom(_loop.Condition)).WithStatement(body.WithStatements(body.Statements.RemoveAt(0))));
    }

    // Any other type would be converted to.
    private static bool IsText(TypeSyntax type) => type is NullableTypeSyntax nullable ? IsText(nullable.ElementType) : type.IsVar || type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword };
}
