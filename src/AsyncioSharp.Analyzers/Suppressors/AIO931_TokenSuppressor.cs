using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO931: suppresses CA2016 where AIO506 reports and passes the token: two fixes of one call would pass it twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenSuppressor()
    : PeerSuppressor(new SuppressionDescriptor("AIO931", "CA2016", "AIO506 or AIO556 reports the same call."))
{
    private protected override bool IsOurs(SyntaxNode node, SemanticModel model, KnownSymbols symbols,
        SuppressionAnalysisContext context) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } syntax && model.GetOperation(syntax) is IInvocationOperation call &&
            OwnerOf(node, model) is { } owner &&
        MissingToken.At(call, owner, context.Options, symbols) is { } missing &&
        RuleSwitch.IsOn(missing.Edit is null ? TokenNotForwardedAnalyzer.UnfixableId : TokenNotForwardedAnalyzer.Id, node, context);

    private static ISymbol? OwnerOf(SyntaxNode node, SemanticModel model)
    {
        var owner = model.GetEnclosingSymbol(node.SpanStart);
        while (owner is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            owner = owner.ContainingSymbol;
        }

        return owner;
    }
}
