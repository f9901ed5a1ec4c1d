using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// In a plain async function an await is written as the file writes its awaits: with <c>ConfigureAwait(false)</c>, or without. A coroutine
/// never leaves its loop.
/// </summary>
internal static class AwaitConvention
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Cache = new();

    /// <summary>What is awaited in place of a node, as the file would write it.</summary>
    /// <param name="site">Where it is written, in the document as it is.</param>
    /// <param name="model">Of that document.</param>
    /// <param name="awaitable">What is awaited.</param>
    public static Func<ExpressionSyntax,
        ExpressionSyntax> For(SyntaxNode site, SemanticModel model, Func<ExpressionSyntax, ExpressionSyntax> awaitable) =>
        LeavesTheContext(site.SyntaxTree) && model.GetEnclosingSymbol(site.SpanStart) is IMethodSymbol { IsAsync: true } function &&
            KnownSymbols.Of(model.Compilation) is { } symbols &&
            symbols.IsTask(function.ReturnType)
            ? value => Configured(awaitable(value), site.SpanStart, model, symbols)
            : awaitable;

    private static ExpressionSyntax Configured(ExpressionSyntax awaitable, int position, SemanticModel model, KnownSymbols symbols)
    {
        if (!symbols.IsTask(model.GetSpeculativeTypeInfo(position, awaitable, SpeculativeBindingOption.BindAsExpression).Type))
        {
            return awaitable;
        }

        var call = (InvocationExpressionSyntax)ParseExpression("x.ConfigureAwait(false)");
        return call.ReplaceNode(((MemberAccessExpressionSyntax)call.Expression).Expression, awaitable.WithoutTrailingTrivia())
            .WithTrailingTrivia(awaitable.GetTrailingTrivia());
    }

    private static bool LeavesTheContext(SyntaxTree tree) =>
        Cache.GetValue(tree, static t => new StrongBox<bool>(IsUsual(t.GetRoot()))).Value;

    private static bool IsUsual(SyntaxNode root)
    {
        var awaits = root.DescendantNodes().OfType<AwaitExpressionSyntax>().ToList();
        return awaits.Count(IsConfigured) * 2 > awaits.Count;
    }

    private static bool IsConfigured(AwaitExpressionSyntax await) => await.Expression is InvocationExpressionSyntax
    {
        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" },
        ArgumentList.Arguments: { Count: 1 } arguments,
    } && arguments[0].Expression.ToString() == "false";
}
