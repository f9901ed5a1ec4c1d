using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// In a plain async function, an await is written like the other awaits of the file: with <c>ConfigureAwait(false)</c> or without. A
/// coroutine never leaves its loop, and neither does a function that uses the loop's APIs.
/// </summary>
internal static class AwaitConvention
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Cache = new();

    /// <summary>Returns the awaited expression that replaces a node, in the style of the file.</summary>
    /// <param name="site">The place of the await in the unchanged document.</param>
    /// <param name="model">The semantic model of that document.</param>
    /// <param name="awaitable">Builds the awaited expression.</param>
    public static Func<ExpressionSyntax,
        ExpressionSyntax> For(SyntaxNode site, SemanticModel model, Func<ExpressionSyntax, ExpressionSyntax> awaitable) =>
        LeavesTheContext(site, model) ? value => Configured(awaitable(value), site.SpanStart, model) : awaitable;

    /// <summary>True if the file awaits with <c>ConfigureAwait(false)</c>, and the function around a node may do so, too.</summary>
    public static bool LeavesTheContext(SyntaxNode site, SemanticModel model) =>
        LeavesTheContext(site.SyntaxTree) && KnownSymbols.Of(model.Compilation) is { } symbols && IsPlain(site, model, symbols);

    /// <summary>True if the function around a node uses the loop, for example a lock, which must be released on that loop.</summary>
    public static bool UsesTheLoop(SyntaxNode site, SemanticModel model, KnownSymbols symbols) =>
        symbols.HasRuntime && EnclosingFunction.At(site, model) is { } function &&
        FunctionBody.Of(function.Operation).Any(operation => IsOfTheLoop(operation, symbols));

    private static bool IsPlain(SyntaxNode site, SemanticModel model, KnownSymbols symbols) =>
        model.GetEnclosingSymbol(site.SpanStart) is IMethodSymbol { IsAsync: true } function && symbols.IsTask(function.ReturnType) &&
        !UsesTheLoop(site, model, symbols);

    private static bool IsOfTheLoop(IOperation operation, KnownSymbols symbols) =>
        (operation.Type is { } type && (symbols.IsRuntime(type) || symbols.IsCoroutine(type))) ||
        (operation is IInvocationOperation call && symbols.IsRuntime(call.TargetMethod.ContainingType));

    // What has no such method, as Task.Yield() and a coroutine, is awaited as it is.
    private static ExpressionSyntax Configured(ExpressionSyntax awaitable, int position, SemanticModel model)
    {
        var written = Configured(awaitable);
        var symbol = model.GetSpeculativeSymbolInfo(position, written, SpeculativeBindingOption.BindAsExpression).Symbol;
        return symbol is IMethodSymbol method && method.ContainingType.IsInside("System") ? written : awaitable;
    }

    /// <summary>Adds <c>ConfigureAwait(false)</c> to a task, a sequence, or what is disposed of.</summary>
    public static ExpressionSyntax Configured(ExpressionSyntax awaitable)
    {
        var call = (InvocationExpressionSyntax)ParseExpression("x.ConfigureAwait(false)");
        return call.ReplaceNode(((MemberAccessExpressionSyntax)call.Expression).Expression, awaitable.WithoutTrailingTrivia())
            .WithTrailingTrivia(awaitable.GetTrailingTrivia());
    }

    private static bool LeavesTheContext(SyntaxTree tree) =>
        Cache.GetValue(tree, static t => new StrongBox<bool>(SourceWords.Contain("ConfigureAwait", t) && IsUsual(t.GetRoot()))).Value;

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
