using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>The base class of all suppressors: inactive if the runtime is not referenced, and limited to one node per diagnostic.</summary>
public abstract class PeerSuppressor(params SuppressionDescriptor[] suppressions) : DiagnosticSuppressor
{
    public sealed override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. suppressions];

    public sealed override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.Of(context.Compilation) is not { HasRuntime: true } symbols)
        {
            return;
        }

        // The compiler has discarded its bound code by now: use one model per file.
        foreach (var file in context.ReportedDiagnostics.GroupBy(static diagnostic => diagnostic.Location.SourceTree))
        {
            if (file.Key is not { } tree)
            {
                continue;
            }

            var model = context.GetSemanticModel(tree);
            foreach (var diagnostic in file)
            {
                var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
                if (IsOurs(node, model, symbols, context))
                {
                    context.ReportSuppression(Suppression.Create(SupportedSuppressions.First(s =>
                        s.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
                }
            }
        }
    }

    /// <summary>True if the rules of this package cover this place.</summary>
    private protected abstract bool IsOurs(SyntaxNode node, SemanticModel model, KnownSymbols symbols, SuppressionAnalysisContext context);

    /// <summary>The thread that runs the code of a node. For a method, its declaration decides, without looking at its code.</summary>
    private protected static ThreadKind WhereIs(SyntaxNode node, SemanticModel model, KnownSymbols symbols)
    {
        var around = node.AncestorsAndSelf()
            .FirstOrDefault(static a =>
                a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or QueryExpressionSyntax or MemberDeclarationSyntax);
        return around is not MethodDeclarationSyntax method ||
            (method.Body ?? (SyntaxNode?)method.ExpressionBody)?.Span.Contains(node.Span) != true ||
            model.GetDeclaredSymbol(method) is not IMethodSymbol symbol
            ? FunctionThread.Of(FunctionAround(node, model), symbols)
            : symbols.IsCoroutine(symbol.ReturnType) ? ThreadKind.Loop : symbol.IsAsync ? ThreadKind.Async : ThreadKind.Unknown;
    }

    // The innermost function around a node; null outside functions.
    private static EnclosingFunction? FunctionAround(SyntaxNode node, SemanticModel model)
    {
        var operation = OperationAround(node, model);
        var owner = model.GetEnclosingSymbol(node.SpanStart);
        while (owner is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction, ContainingSymbol: { } outer })
        {
            owner = outer;
        }

        return operation is null || owner is null ? null : EnclosingFunction.Of(operation, owner);
    }

    /// <summary>Names and parts of calls have no operation: returns that of the nearest enclosing node that has one.</summary>
    private protected static IOperation? OperationAround(SyntaxNode node, SemanticModel model)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            if (model.GetOperation(current) is { } operation)
            {
                return operation;
            }
        }

        return null;
    }
}
