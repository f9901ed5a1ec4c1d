using System.Collections.Immutable;
using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>D49: a file that two projects compile is fixed only where both would fix it in the same way.</summary>
public sealed class LinkedDocumentsTests
{
    [Theory]
    [InlineData("async Coroutine M() { Thread.Sleep(1); }", true)]
    [InlineData("#if SECOND\nvoid M()\n#else\nasync Coroutine M()\n#endif\n{ Thread.Sleep(1); }", false)]
    [InlineData("#if SECOND\nasync Task M()\n#else\nasync Coroutine M()\n#endif\n{ Thread.Sleep(1); }", false)]
    public async Task Fix_ChangesWhatAllProjectsAgreeAbout(string member, bool agree)
    {
        using var workspace = new AdhocWorkspace();
        var text = $"using System.Threading;\nusing System.Threading.Tasks;\nusing AsyncioSharp;\nclass C\n{{\n{member}\n}}\n";
        var solution = AddProject(workspace.CurrentSolution, "First", text);
        solution = AddProject(solution, "Second", text, "SECOND");
        var document = solution.Projects.Single(p => p.Name == "First").Documents.Single();
        Assert.Single(document.GetLinkedDocumentIds());

        var compilation = (await document.Project.GetCompilationAsync())!.WithAnalyzers([new BlockingSleepAnalyzer()]);
        var diagnostic = (await compilation.GetAnalyzerDiagnosticsAsync()).Single();
        var found = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => found.Add(action), default);
        await new BlockingSleepFix().RegisterCodeFixesAsync(context);

        // There is an action in any case: without one, dotnet format would not fix any other site either.
        var action = Assert.Single(found);
        Assert.Equal(agree ? "Use 'await Asyncio.Sleep' or 'await Task.Delay'" : "Use 'await Asyncio.Sleep' or 'await Task.Delay': not in every target framework, change it by hand", action.Title);
        Assert.Equal(agree, text != await ApplyAsync(action, document.Id));

        var all = await new BlockingSleepFix().GetFixAllProvider().GetFixAsync(new FixAllContext(
            document, new BlockingSleepFix(), FixAllScope.Document, BlockingSleepAnalyzer.Id, [BlockingSleepAnalyzer.Id], new Found(diagnostic), default));
        Assert.Equal(agree, all is not null && text != await ApplyAsync(all, document.Id));
    }

    [Fact]
    public async Task LinkedDocument_IsAnalyzedOnceForAllSites()
    {
        using var workspace = new AdhocWorkspace();
        var text = "using System.Threading;\nusing AsyncioSharp;\nclass C\n{\nasync Coroutine M() { Thread.Sleep(1); Thread.Sleep(2); Thread.Sleep(3); }\n}\n";
        var solution = AddProject(AddProject(AddProject(workspace.CurrentSolution, "First", text), "Second", text), "Third", text);
        var document = solution.Projects.Single(p => p.Name == "First").Documents.Single();
        var compilation = (await document.Project.GetCompilationAsync())!.WithAnalyzers([new BlockingSleepAnalyzer()]);
        var diagnostics = await compilation.GetAnalyzerDiagnosticsAsync();

        var counting = new CountingAnalyzer();
        var agreed = await LinkedDocuments.AgreedAsync(document, diagnostics, counting, default);

        Assert.Equal(3, diagnostics.Length);
        Assert.Empty(agreed);
        Assert.Equal(1, counting.Files);
    }

    private static async Task<string> ApplyAsync(CodeAction action, DocumentId id)
    {
        var operations = await action.GetOperationsAsync(default);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetDocument(id)!.GetTextAsync()).ToString();
    }

    // Reports nothing, so that the first linked document already disagrees.
    private sealed class CountingAnalyzer : DiagnosticAnalyzer
    {
        private int _files;

        public int Files => _files;

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [BlockingSleepAnalyzer.Fixable];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSemanticModelAction(_ => Interlocked.Increment(ref _files));
        }
    }

    private sealed class Found(Diagnostic diagnostic) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken token) => Task.FromResult<IEnumerable<Diagnostic>>([diagnostic]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken token) => Task.FromResult<IEnumerable<Diagnostic>>([diagnostic]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken token) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }

    private static Solution AddProject(Solution solution, string name, string text, params string[] symbols)
    {
        var id = ProjectId.CreateNewId(name);
        return solution
            .AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, name, name, LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: new CSharpParseOptions(preprocessorSymbols: symbols),
                metadataReferences: TestReferences.All))
            .AddDocument(DocumentId.CreateNewId(id), "Shared.cs", text, filePath: "/shared/Shared.cs");
    }
}
