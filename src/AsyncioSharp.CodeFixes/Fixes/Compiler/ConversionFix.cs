using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Offers conversions for compiler errors where a coroutine, a task of the loop or a .NET task is used instead of another of these, or
/// instead of its result. A conversion is offered only if it removes errors from the member and adds none.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConversionFix)), Shared]
public sealed class ConversionFix : CodeFixProvider
{
    // Cannot convert implicitly; the same where an explicit conversion exists; cannot convert an argument.
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = MemberErrors.ConversionIds;

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null || KnownSymbols.Of(model.Compilation) is not { } symbols)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (ExpressionAt(root, diagnostic) is not { } expression ||
                model.GetTypeInfo(expression, context.CancellationToken).Type is not { } type)
            {
                continue;
            }

            foreach (var conversion in AwaitableConversion.Of(type, symbols))
            {
                var written = root.ReplaceNode(expression, conversion.Write(expression));
                if (MemberErrors.AreFewerIn(written, expression, model, context.CancellationToken))
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            conversion.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(written)), conversion.Title),
                        diagnostic);
                }
            }
        }
    }

    private static ExpressionSyntax? ExpressionAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) switch
        {
            ArgumentSyntax argument => argument.Expression,
            ExpressionSyntax expression => expression,
            _ => null,
        };
}
