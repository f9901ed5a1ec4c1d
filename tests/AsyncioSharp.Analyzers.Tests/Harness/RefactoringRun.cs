using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What a refactoring offers at the cursor <c>$$</c>, and what it makes of the document.</summary>
internal static class RefactoringRun
{
    /// <summary>The title and the new text; null if nothing is offered.</summary>
    public static Task<(string Title, string Text)?> ApplyAsync(CodeRefactoringProvider refactoring, string markup, params string[] others) =>
        ApplyAsync(refactoring, OutputKind.DynamicallyLinkedLibrary, markup, others);

    public static async Task<(string Title, string Text)?> ApplyAsync(CodeRefactoringProvider refactoring, OutputKind kind, string markup, params string[] others)
    {
        TestFileMarkupParser.GetPosition(markup, out var source, out var position);
        using var workspace = new AdhocWorkspace();
        var files = others.Select(static (text, i) => ($"Other{i}.cs", text)).Prepend(("Test.cs", source)).ToArray();
        var project = FixRun.Open(workspace, kind, files);
        Assert.Empty(await FixRun.ErrorsAsync(project));
        var document = project.Documents.Single(static d => d.Name == "Test.cs");
        var offered = new List<CodeAction>();
        await refactoring.ComputeRefactoringsAsync(new CodeRefactoringContext(document, new TextSpan(position, 0), offered.Add, default));
        if (offered.Count == 0)
        {
            return null;
        }

        var action = Assert.Single(offered);
        var operations = await action.GetOperationsAsync(default);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
        Assert.Empty(await FixRun.ErrorsAsync(changed));
        return (action.Title, (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString());
    }
}
