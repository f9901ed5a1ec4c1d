using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>What every suppressor shares: it is silent when the runtime is not referenced, and looks at one node a diagnostic.</summary>
public abstract class PeerSuppressor(params SuppressionDescriptor[] suppressions) : DiagnosticSuppressor
{
    public sealed override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. suppressions];

    public sealed override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.Of(context.Compilation) is not { HasRuntime: true } symbols)
        {
            return;
        }

        // The compiler has forgotten what it bound by now: one model for all of a file.
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

    /// <summary>Is this a place of which the rules of this package say what there is to say?</summary>
    private protected abstract bool IsOurs(SyntaxNode node, SemanticModel model, KnownSymbols symbols, SuppressionAnalysisContext context);

    /// <summary>Where the code of a node runs. Of a method its declaration says it, without a look at its code.</summary>
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

    // The innermost function around a node; null outside of functions.
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

    /// <summary>Names and parts of calls have no operation of their own: the next node outwards that has one.</summary>
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
