using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Wraps the code between an acquire and its release in a <c>try</c> whose <c>finally</c> releases, or in a <c>using</c>.
/// </summary>
internal static class GuardedRelease
{
    public const string Try = nameof(Try);
    public const string Using = nameof(Using);

    /// <summary>The kind and its text; null if the two are not in one block, or the code between them cannot be wrapped.</summary>
    public static (string Kind, string Text)? Of(LockCall taken, IAwaitOperation await, EnclosingFunction function, KnownSymbols symbols)
    {
        if (await.Syntax.Parent is not ExpressionStatementSyntax acquire || await.SemanticModel is not { } model || taken.IsAttempt)
        {
            return null;
        }

        var releases = FunctionBody.WithSelf(function.Operation).Select(o => LockCall.Of(o, symbols)).OfType<LockCall>()
            .Where(call => call.IsRelease && call.Key == taken.Key && call.Call.Syntax.SpanStart > acquire.Span.End).ToList();
        if (releases.Count != 1 || releases[0].Call.Arguments.Any(a => !a.IsImplicit) ||
            releases[0].Call.Syntax.Parent is not ExpressionStatementSyntax release || ReleaseOf(acquire) != release)
        {
            return null;
        }

        if (Between(acquire, release) is not { } statements || !CanMove(statements, release, model))
        {
            return null;
        }

        return taken.Call.TargetMethod.Name == "AcquireAsync"
            ? (Using, $"using ({AwaitSyntax.Display(acquire.Expression)}) {{ ... }}")
            : (Try, $"try {{ ... }} finally {{ {AwaitSyntax.Display(release)} }}");
    }

    /// <summary>The release that matches the acquire in the source text.</summary>
    public static ExpressionStatementSyntax? ReleaseOf(ExpressionStatementSyntax acquire) =>
        Receiver(acquire.Expression) is { } gate && acquire.Parent is BlockSyntax block
            ? block.Statements.OfType<ExpressionStatementSyntax>()
                .FirstOrDefault(s => s.SpanStart > acquire.SpanStart && IsReleaseOf(gate, s.Expression))
            : null;

    private static bool IsReleaseOf(ExpressionSyntax gate, ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } &&
        access.Name.Identifier.ValueText == "Release" &&
        TextOf(access.Expression) == TextOf(gate);

    /// <summary>The block with the statements from the acquire to the release rewritten.</summary>
    public static BlockSyntax? Build(ExpressionStatementSyntax acquire, string kind)
    {
        if (ReleaseOf(acquire) is not { } release || acquire.Parent is not BlockSyntax block ||
            Between(acquire, release) is not { } statements)
        {
            return null;
        }

        var first = block.Statements.IndexOf(acquire);
        var written = kind == Using ? WithUsing(acquire, release, statements) : WithTry(acquire, release, statements);
        var all = block.Statements.Take(first).Concat(written).Concat(block.Statements.Skip(first + statements.Count + 2));
        return block.WithStatements(List(all));
    }

    private static IEnumerable<StatementSyntax> WithUsing(ExpressionStatementSyntax acquire, ExpressionStatementSyntax release,
        List<StatementSyntax> statements)
    {
        var head = (UsingStatementSyntax)ParseStatement("using (x) { }");
        yield return head
            .WithExpression(acquire.Expression.WithoutLeadingTrivia())
            .WithCloseParenToken(head.CloseParenToken.WithTrailingTrivia(Gap(acquire)))
            .WithStatement(Body(statements, acquire, release.GetTrailingTrivia(), Comments(release)))
            .WithLeadingTrivia(acquire.GetLeadingTrivia());
    }

    private static IEnumerable<StatementSyntax> WithTry(ExpressionStatementSyntax acquire, ExpressionStatementSyntax release,
        List<StatementSyntax> statements)
    {
        yield return acquire;
        var indentation = OnNewLine(acquire);
        var attempt = (TryStatementSyntax)ParseStatement("try { } finally { }");
        var line = LineLayout.EndOf(acquire);
        var gap = line.Count == 0 ? TriviaList(Space) : line;
        var end = List([release.WithTrailingTrivia(line.Count == 0 ? TriviaList(Space) : release.GetTrailingTrivia())]);
        yield return attempt
            .WithTryKeyword(Token(indentation, SyntaxKind.TryKeyword, gap))
            .WithBlock(Body(statements, acquire, gap, default))
            .WithFinally(attempt.Finally!
                .WithFinallyKeyword(Token(indentation, SyntaxKind.FinallyKeyword, gap))
                .WithBlock(Body([.. end], acquire, line.Count == 0 ? release.GetTrailingTrivia() : line, default)));
    }

    private static BlockSyntax Body(IReadOnlyList<StatementSyntax> statements, ExpressionStatementSyntax acquire, SyntaxTriviaList end,
        SyntaxTriviaList comments)
    {
        var line = LineLayout.EndOf(acquire);
        if (line.Count == 0)
        {
            return Block(Token(default, SyntaxKind.OpenBraceToken, TriviaList(Space)), List(statements),
                Token(comments, SyntaxKind.CloseBraceToken, end));
        }

        var indentation = LineLayout.IndentationOf(acquire);
        var inner = statements.Select((s, i) => LineLayout.Indented(i == 0 ? LineLayout.WithoutEmptyLines(s) : s, indentation));
        return Block(Token(indentation, SyntaxKind.OpenBraceToken, line), List(inner),
            Token(comments.AddRange(indentation), SyntaxKind.CloseBraceToken, end));
    }

    // The comments of the release move to the end of the block that now releases.
    private static SyntaxTriviaList Comments(ExpressionStatementSyntax release)
    {
        var leading = release.GetLeadingTrivia();
        if (!leading.Any(AwaitSyntax.IsComment))
        {
            return default;
        }

        var indentation = LineLayout.IndentationOf(release);
        var indented = LineLayout.Indented(EmptyStatement().WithLeadingTrivia(leading), indentation).GetLeadingTrivia();
        return TriviaList(indented.Reverse().SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
    }

    private static SyntaxTriviaList Gap(StatementSyntax statement) =>
        statement.GetTrailingTrivia().Any() ? statement.GetTrailingTrivia() : TriviaList(Space);

    private static SyntaxTriviaList OnNewLine(StatementSyntax statement) =>
        LineLayout.EndOf(statement).Count == 0 ? default : LineLayout.IndentationOf(statement);

    private static List<StatementSyntax>? Between(ExpressionStatementSyntax acquire, ExpressionStatementSyntax release)
    {
        if (acquire.Parent is not BlockSyntax block || release.Parent != block)
        {
            return null;
        }

        var statements = block.Statements.SkipWhile(s => s != acquire).Skip(1).TakeWhile(s => s != release).ToList();
        return statements.Count == 0 ? null : statements;
    }

    // Variables declared in between must not be used afterwards, and a using declaration ends with its block.
    private static bool CanMove(List<StatementSyntax> statements, ExpressionStatementSyntax release, SemanticModel model)
    {
        if (statements.Append(release).Any(Directives.AreConditional) ||
            statements.Any(s =>
                Directives.AreInside(s) ||
                    s is LabeledStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }) ||
            model.AnalyzeDataFlow(statements[0], statements[statements.Count - 1]) is not { Succeeded: true } flow)
        {
            return false;
        }

        HashSet<string> declared = [.. flow.VariablesDeclared.Select(v => v.Name),
            .. statements.OfType<LocalFunctionStatementSyntax>().Select(f => f.Identifier.ValueText)];
        return declared.Count == 0 ||
            !release.Parent!.DescendantTokens()
                .Any(t => t.SpanStart >= release.SpanStart && t.IsKind(SyntaxKind.IdentifierToken) && declared.Contains(t.ValueText));
    }

    private static string TextOf(ExpressionSyntax gate)
    {
        var text = string.Concat(gate.DescendantTokens().Select(t => t.Text));
        return text.StartsWith("this.", StringComparison.Ordinal) ? text.Substring(5) : text;
    }

    private static ExpressionSyntax? Receiver(ExpressionSyntax awaited) => awaited switch
    {
        AwaitExpressionSyntax await => Receiver(await.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access } =>
            Receiver(access.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Expression,
        _ => null,
    };
}
