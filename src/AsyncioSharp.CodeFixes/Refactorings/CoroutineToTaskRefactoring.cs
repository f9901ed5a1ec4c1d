using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace AsyncioSharp.CodeFixes;

/// <summary>Turns a coroutine that uses nothing of the loop, and such private callers, into <c>async Task</c> functions.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(CoroutineToTaskRefactoring))]
[Shared]
public sealed class CoroutineToTaskRefactoring : FunctionRefactoring
{
    private protected override string TitleFor(string name, int callers) => callers switch
    {
        0 => $"Let '{name}' return a Task",
        1 => $"Let '{name}' and its caller return a Task",
        _ => $"Let '{name}' and {callers} callers return a Task",
    };

    private protected override FunctionFamily? FamilyOf(SyntaxNode declaration, SemanticModel model, KnownSymbols symbols) =>
        FunctionFamily.ToTasks(declaration, model, symbols);

    private protected override SyntaxNode Rewrite(SyntaxNode root, FunctionFamily family) =>
        ReturnTypeWriter.ToTasks(root, family.Declarations);
}
