using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Light bulbs on errors of the compiler: a coroutine, a task of the loop and a task of .NET stand where another one of them, or the
/// result, is needed. A conversion is offered only if the member has fewer errors with it, and no new one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConversionFix)), Shared]
public sealed class ConversionFix : CodeFixProvider
{
    // Cannot implicitly convert; the same for an interface, which a cast might find; an argument cannot be converted.
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
