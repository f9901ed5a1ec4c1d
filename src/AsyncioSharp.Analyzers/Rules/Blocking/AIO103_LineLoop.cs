using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// <c>while (!r.EndOfStream) { var line = r.ReadLine(); ... }</c>, which blocks twice per iteration, and the loop that replaces it:
/// <c>while (await r.ReadLineAsync() is { } line) { ... }</c>.
/// </summary>
internal sealed class LineLoop
{
    /// <summary>The kind of the edit.</summary>
    public const string Kind = "Lines";

    private readonly WhileStatementSyntax _loop;
    private readonly string _reader;
    private readonly string _line;

    private LineLoop(WhileStatementSyntax loop, ExpressionSyntax reader, string line)
    {
        _loop = loop;
        _reader = reader.ToString();
        _line = line;
    }

    /// <summary>The new condition, for the message.</summary>
    public string Text => $"await {_reader}.ReadLineAsync() is {{ }} {_line}";

    /// <summary>The loop whose condition is this test for the end; null for any other shape.</summary>
    public static LineLoop? At(SyntaxNode test)
    {
        if (test is not MemberAccessExpressionSyntax { Expression: var reader, Parent: PrefixUnaryExpressionSyntax not } ||
            reader is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }) ||
            not is not { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: WhileStatementSyntax loop })
        {
            return null;
        }

        return ReadIn(loop, reader) is { } variable ? new LineLoop(loop, reader, variable.Identifier.Text) : null;
    }

    // var line = r.ReadLine(); as the first statement of the body.
    private static VariableDeclaratorSyntax? ReadIn(WhileStatementSyntax loop, ExpressionSyntax reader)
    {
        if (Directives.AreInside(loop.Condition) || loop.Statement is not BlockSyntax body)
        {
            return null;
        }

        if (body.Statements.FirstOrDefault() is not LocalDeclarationStatementSyntax
            {
                UsingKeyword.RawKind: 0,
                ContainsDirectives: false
            } first ||
            first.Declaration is not { Variables: { Count: 1 } variables, Type: var type } || !IsText(type) ||
            loop.Condition.DescendantTrivia().Concat(first.DescendantTrivia()).Any(AwaitSyntax.IsComment))
        {
            return null;
        }

        return variables[0].Initializer?.Value is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call &&
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadLine" } read &&
            read.Expression.ToString() == reader.ToString()
            ? variables[0]
            : null;
    }

    /// <summary>True if the call that reads the line is part of such a loop, and is replaced together with it.</summary>
    public static bool TakesOver(InvocationExpressionSyntax read, CodeSite code) =>
        read.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Parent: BlockSyntax { Parent: WhileStatementSyntax loop } } &&
        loop.Condition is PrefixUnaryExpressionSyntax { Operand: var test } && At(test) is { } lines && lines.Reads(read) &&
        lines.MayChange(test, code);

    private bool MayChange(ExpressionSyntax test, CodeSite code) =>
        code.Model.GetOperation(test) is { } end && BlockingApis.Find(end, code.Symbols) is { Kind: BlockingKind.Counterpart } &&
        SiteIn(code).Obstacle is null;

    private bool Reads(InvocationExpressionSyntax call) =>
        ((BlockSyntax)_loop.Statement).Statements[0] is LocalDeclarationStatementSyntax first &&
            first.Declaration.Variables[0].Initializer?.Value == call;

    /// <summary>Whether the new condition can be placed there.</summary>
    public AwaitSite SiteIn(CodeSite code) => AwaitSite.Of(_loop.Condition, code);

    /// <param name="root">The root of the document.</param>
    /// <param name="test">The test for the end in the unchanged document.</param>
    /// <param name="model">The semantic model of that document.</param>
    public SyntaxNode Write(SyntaxNode root, ExpressionSyntax test, SemanticModel model)
    {
        var read = AwaitConvention.For(test, model, _ => ParseExpression($"{_reader}.ReadLineAsync()"))(test);

        // An await is only parsed as such inside an async function, so it is inserted afterwards.
        var condition = (IsPatternExpressionSyntax)ParseExpression($"x is {{ }} {_line}");
        condition = condition.WithExpression(AwaitSyntax.Await(read).WithTrailingTrivia(Space));
        var body = (BlockSyntax)_loop.Statement;
        return root.ReplaceNode(_loop,
            _loop.WithCondition(condition.WithTriviaFrom(_loop.Condition)).WithStatement(body.WithStatements(body.Statements.RemoveAt(0))));
    }

    // Any other type would require a conversion.
    private static bool IsText(TypeSyntax type) =>
        type is NullableTypeSyntax nullable
            ? IsText(nullable.ElementType)
            : type.IsVar || type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword };
}
