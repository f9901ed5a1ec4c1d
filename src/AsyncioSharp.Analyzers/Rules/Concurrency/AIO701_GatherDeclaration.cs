using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary><c>var a = await F(); var b = await G();</c> as <c>var (a, b) = await Asyncio.Gather(F(), G());</c></summary>
internal static class GatherDeclaration
{
    private const string Count = "count";

    public static Edit EditOf(int count) => new Edit("Gather").With(Count, count.ToString(CultureInfo.InvariantCulture));

    public static int CountOf(Edit edit) => int.Parse(edit[Count]!, CultureInfo.InvariantCulture);

    /// <summary>
    /// The code that the fix writes, for the message; null if comments or directives would be lost, or the types would differ.
    /// </summary>
    public static string? TextOf(List<LocalDeclarationStatementSyntax> declarations, SemanticModel model)
    {
        var (start, end) = (declarations[0].SpanStart, declarations[declarations.Count - 1].Span.End);
        if (declarations[0].Parent is not { } parent || parent.DescendantTrivia(descendIntoTrivia: false).Any(IsCommentInside))
        {
            return null;
        }

        bool IsCommentInside(SyntaxTrivia trivia) => trivia.SpanStart >= start && trivia.Span.End <= end && AwaitSyntax.IsComment(trivia);

        return Build(declarations) is not { } written || !HasSameTypes(declarations, written, model)
            ? null
            : AwaitSyntax.Display(written.WithoutTrivia(), model, start).TrimEnd(';');
    }

    public static ExpressionStatementSyntax? Build(IReadOnlyList<LocalDeclarationStatementSyntax> declarations)
    {
        var calls = declarations.Select(d => d.Declaration.Variables[0].Initializer?.Value).OfType<AwaitExpressionSyntax>()
            .Select(a => a.Expression.WithoutTrivia()).ToList();
        if (calls.Count != declarations.Count)
        {
            return null;
        }

        var names = declarations.Select(d => d.Declaration.Variables[0].Identifier.Text);
        var target = declarations.All(d => d.Declaration.Type.IsVar)
            ? $"var ({string.Join(", ", names)})"
            : $"({string.Join(", ", declarations.Select(d => $"{d.Declaration.Type.WithoutTrivia()} {d.Declaration.Variables[0].Identifier.Text}"))})";
        var written = (ExpressionStatementSyntax)ParseStatement($"{target} = await global::AsyncioSharp.Asyncio.Gather({string.Join(", ", calls.Select((_, i) => "x" + i))});");
        var gather = written.DescendantNodes().OfType<InvocationExpressionSyntax>().Single();
        written = written.ReplaceNode(gather, gather
            .WithExpression(gather.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName))
            .WithArgumentList(gather.ArgumentList.ReplaceNodes(gather.ArgumentList.Arguments, (old, _) =>
                old.WithExpression(calls[gather.ArgumentList.Arguments.IndexOf(old)]))));
        return written.WithLeadingTrivia(declarations[0].GetLeadingTrivia())
            .WithTrailingTrivia(declarations[declarations.Count - 1].GetTrailingTrivia());
    }

    private static bool HasSameTypes(List<LocalDeclarationStatementSyntax> declarations, ExpressionStatementSyntax written,
        SemanticModel model)
    {
        var block = Block(written);
        if (!model.TryGetSpeculativeSemanticModel(declarations[0].SpanStart, block, out var speculative))
        {
            return false;
        }

        var variables = block.DescendantNodes().OfType<SingleVariableDesignationSyntax>()
            .Select(v => (speculative.GetDeclaredSymbol(v) as ILocalSymbol)?.Type);
        var before = declarations.Select(d => (model.GetDeclaredSymbol(d.Declaration.Variables[0]) as ILocalSymbol)?.Type);
        return variables.SequenceEqual(before, SymbolEqualityComparer.Default);
    }
}
