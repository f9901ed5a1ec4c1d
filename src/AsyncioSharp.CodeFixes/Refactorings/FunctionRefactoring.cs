using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// The base class of the refactorings that give a function and its callers another awaitable. One is offered only if all uses are awaited
/// calls in the same document, and if the changed document has no new error or warning.
/// </summary>
public abstract class FunctionRefactoring : CodeRefactoringProvider
{
    private protected abstract string TitleFor(string name, int callers);

    private protected abstract FunctionFamily? FamilyOf(SyntaxNode declaration, SemanticModel model, KnownSymbols symbols);

    private protected abstract SyntaxNode Rewrite(SyntaxNode root, FunctionFamily family);

    /// <inheritdoc/>
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var (document, token) = (context.Document, context.CancellationToken);

        var root = await document.GetSyntaxRootAsync(token).ConfigureAwait(false);
        // A linked file may use the function in code of another target, which this compilation does not see.
        if (root is null || DeclarationAt(root, context) is not { } declaration || !document.GetLinkedDocumentIds().IsEmpty ||
            await document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        if (KnownSymbols.Of(model.Compilation) is not { HasRuntime: true } symbols ||
            FamilyOf(declaration, model, symbols) is not { } family ||
            await IsUsedElsewhereAsync(family.First, document, token).ConfigureAwait(false))
        {
            return;
        }

        var changed = document.WithSyntaxRoot(DocumentRewriter.Simplify(Rewrite(root, family)));
        if (await FixLaw.HoldsAsync(new DocumentFindings(document), new DocumentFindings(changed), token).ConfigureAwait(false))
        {
            var title = TitleFor(family.First.Name, family.Declarations.Count - 1);
            context.RegisterRefactoring(CodeAction.Create(title, _ => Task.FromResult(changed), GetType().Name));
        }
    }

    // The cursor is in the return type or in the name.
    private static SyntaxNode? DeclarationAt(SyntaxNode root, CodeRefactoringContext context)
    {
        var declaration = root.FindNode(context.Span).AncestorsAndSelf()
            .FirstOrDefault(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        var head = declaration switch
        {
            MethodDeclarationSyntax method => (Start: method.ReturnType.SpanStart, method.Identifier.Span.End),
            LocalFunctionStatementSyntax local => (Start: local.ReturnType.SpanStart, local.Identifier.Span.End),
            _ => (Start: 0, End: -1),
        };
        return head.Start <= context.Span.Start && context.Span.End <= head.End ? declaration : null;
    }

    // A private method is used in its type only, which the family has looked at.
    private static async Task<bool> IsUsedElsewhereAsync(IMethodSymbol method, Document document, CancellationToken token)
    {
        if (method.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable)
        {
            return false;
        }

        var type = method.ContainingType.DeclaringSyntaxReferences;
        var found = await SymbolFinder.FindReferencesAsync(method, document.Project.Solution, token).ConfigureAwait(false);
        return found.SelectMany(static symbol => symbol.Locations).Any(use =>
            use.Document.Id != document.Id || !type.Any(part => part.Span.Contains(use.Location.SourceSpan)));
    }
}
