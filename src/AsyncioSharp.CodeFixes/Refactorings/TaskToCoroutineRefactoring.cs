using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Turns an <c>async Task</c> or <c>async ValueTask</c> function and the private functions that await it into coroutines.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TaskToCoroutineRefactoring))]
[Shared]
public sealed class TaskToCoroutineRefactoring : FunctionRefactoring
{
    private protected override string TitleFor(string name, int callers) => callers switch
    {
        0 => $"Make '{name}' a coroutine",
        1 => $"Make '{name}' and its caller coroutines",
        _ => $"Make '{name}' and {callers} callers coroutines",
    };

    private protected override FunctionFamily? FamilyOf(SyntaxNode declaration, SemanticModel model, KnownSymbols symbols) =>
        FunctionFamily.ToCoroutines(declaration, model, symbols);

    private protected override SyntaxNode Rewrite(SyntaxNode root, FunctionFamily family) =>
        ReturnTypeWriter.ToCoroutines(root, family.Declarations);
}
