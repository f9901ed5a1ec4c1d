using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>D49: a file that two projects compile is fixed only where both would fix it in the same way.</summary>
public sealed class LinkedDocumentsTests
{
    [Theory]
    [InlineData("async Coroutine M() { Thread.Sleep(1); }", 1)]
    [InlineData("#if SECOND\nvoid M()\n#else\nasync Coroutine M()\n#endif\n{ Thread.Sleep(1); }", 0)]
    [InlineData("#if SECOND\nasync Task M()\n#else\nasync Coroutine M()\n#endif\n{ Thread.Sleep(1); }", 0)]
    public async Task Fix_IsOfferedWhereAllProjectsAgree(string member, int actions)
    {
        using var workspace = new AdhocWorkspace();
        var text = $"using System.Threading;\nusing System.Threading.Tasks;\nusing AsyncioSharp;\nclass C\n{{\n{member}\n}}\n";
        var solution = await AddProject(workspace.CurrentSolution, "First", text);
        solution = await AddProject(solution, "Second", text, "SECOND");
        var document = solution.Projects.Single(p => p.Name == "First").Documents.Single();
        Assert.Single(document.GetLinkedDocumentIds());

        var compilation = (await document.Project.GetCompilationAsync())!.WithAnalyzers([new BlockingSleepAnalyzer()]);
        var diagnostic = (await compilation.GetAnalyzerDiagnosticsAsync()).Single();
        var found = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => found.Add(action), default);
        await new BlockingSleepFix().RegisterCodeFixesAsync(context);
        Assert.Equal(actions, found.Count);
    }

    private static async Task<Solution> AddProject(Solution solution, string name, string text, params string[] symbols)
    {
        var id = ProjectId.CreateNewId(name);
        var references = await ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, default);
        return solution
            .AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, name, name, LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: new CSharpParseOptions(preprocessorSymbols: symbols),
                metadataReferences: [.. references, MetadataReference.CreateFromFile(typeof(EventLoop).Assembly.Location)]))
            .AddDocument(DocumentId.CreateNewId(id), "Shared.cs", text, filePath: "/shared/Shared.cs");
    }
}
