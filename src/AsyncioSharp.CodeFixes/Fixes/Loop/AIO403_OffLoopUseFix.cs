using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO403: marshals the operation to the loop's thread.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OffLoopUseFix))]
[Shared]
public sealed class OffLoopUseFix() : RuleFix(OffLoopUseAnalyzer.Id, "Use 'CallSoonThreadSafe'")
{
    // The variables for the loop written in this pass: one serves all code after it.
    private static readonly SyntaxAnnotation Captured = new("AsyncioSharp.Captured");

    private protected override RuleAnalyzer CreateAnalyzer() => new OffLoopUseAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        var kind = fix.Edit.Kind;
        var old = kind is LoopMarshalling.Submit or LoopMarshalling.SubmitFuture
            ? (site as AwaitExpressionSyntax)?.Expression
            : site.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (old is null)
        {
            return null;
        }

        if (fix.Edit[LoopMarshalling.Loop] is { } loop)
        {
            return Replace(root, old, kind, loop);
        }

        if (fix.EditLocations.Count < 2 || root.GetCurrentNode(fix.EditLocations[1]) is not StatementSyntax statement)
        {
            return null;
        }

        if (NameOfCaptured(statement) is { } captured)
        {
            return Replace(root, old, kind, captured);
        }

        var name = UniqueName.Of("loop", statement, fix.Model, fix.Node.SpanStart);
        root = Replace(root, old, kind, name);
        return root.GetCurrentNode(fix.EditLocations[1]) is StatementSyntax { Parent: BlockSyntax block } current
            ? root.ReplaceNode(block, block.WithStatements(InFrontOf(block, current, name)))
            : null;
    }

    private static SyntaxNode Replace(SyntaxNode root, ExpressionSyntax old, string kind, string loop)
    {
        var written = LoopMarshalling.Build(old, kind, loop);
        if (kind != LoopMarshalling.PostBody || old.Parent is not LambdaExpressionSyntax lambda)
        {
            return root.ReplaceNode(old, written);
        }

        var body = Block(
            Token(default, SyntaxKind.OpenBraceToken, TriviaList(Space)),
            SingletonList<StatementSyntax>(ExpressionStatement(written.WithoutTrivia(),
                Token(default, SyntaxKind.SemicolonToken, TriviaList(Space)))),
            Token(default, SyntaxKind.CloseBraceToken, default)).WithTriviaFrom(old);
        return root.ReplaceNode(lambda, lambda.WithExpressionBody(null).WithBlock(body));
    }

    private static string? NameOfCaptured(StatementSyntax statement) => statement.AncestorsAndSelf().OfType<StatementSyntax>()
        .Where(static s => s.Parent is BlockSyntax)
        .SelectMany(static s => ((BlockSyntax)s.Parent!).Statements.TakeWhile(other => other != s))
        .OfType<LocalDeclarationStatementSyntax>()
        .FirstOrDefault(static s => s.HasAnnotation(Captured))?.Declaration.Variables[0].Identifier.Text;

    private static SyntaxList<StatementSyntax> InFrontOf(BlockSyntax block, StatementSyntax statement, string name)
    {
        var declaration = (LocalDeclarationStatementSyntax)ParseStatement($"var {name} = global::AsyncioSharp.Asyncio.RunningLoop;");
        var value = declaration.Declaration.Variables[0].Initializer!.Value;
        declaration = declaration.ReplaceNode(value, value.WithAdditionalAnnotations(AwaitSyntax.FullName));

        // Comments stay above both.
        var line = statement.GetTrailingTrivia().Concat(block.OpenBraceToken.TrailingTrivia)
            .FirstOrDefault(static t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        var startsLine = statement.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(static t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        declaration = declaration
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(startsLine && line.IsKind(SyntaxKind.EndOfLineTrivia) ? line : Space)
            .WithAdditionalAnnotations(Captured);
        return block.Statements.ReplaceRange(statement,
            [declaration, statement.WithLeadingTrivia(startsLine ? LineLayout.IndentationOf(statement) : default)]);
    }
}
