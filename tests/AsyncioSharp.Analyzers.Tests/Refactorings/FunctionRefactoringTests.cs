using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>A task that becomes a coroutine with its private callers, and one back.</summary>
public sealed class FunctionRefactoringTests
{
    private static readonly TaskToCoroutineRefactoring ToCoroutine = new();
    private static readonly CoroutineToTaskRefactoring ToTask = new();

    [Theory]
    [InlineData("async Task $$Load() { await t; }", "async Coroutine Load() { await t; }", "Make 'Load' a coroutine")]
    [InlineData("public async Task<int> L$$oad() => await n;", "public async Coroutine<int> Load() => await n;", "Make 'Load' a coroutine")]
    [InlineData("async $$Task<List<int>> Load() { await t; return null; }", "async Coroutine<List<int>> Load() { await t; return null; }", "Make 'Load' a coroutine")]
    [InlineData(
        "async Task $$Load() { await t; } async Task Run() { await Load(); } async Coroutine Main() => await Run();",
        "async Coroutine Load() { await t; } async Coroutine Run() { await Load(); } async Coroutine Main() => await Run();",
        "Make 'Load' and its caller coroutines")]
    [InlineData(
        "async Task<int> $$Load() => await n.ConfigureAwait(false); async Task A() => await Load().ConfigureAwait(false); async Task B() { await (Load()); await A(); }",
        "async Coroutine<int> Load() => await n; async Coroutine A() => await Load(); async Coroutine B() { await (Load()); await A(); }",
        "Make 'Load' and 2 callers coroutines")]
    [InlineData("async Task $$Load(int x) { await t; if (x > 0) await Load(x - 1); }", "async Coroutine Load(int x) { await t; if (x > 0) await Load(x - 1); }", "Make 'Load' a coroutine")]
    [InlineData("async Coroutine M() { await L(); async Task $$L() => await t; }", "async Coroutine M() { await L(); async Coroutine L() => await t; }", "Make 'L' a coroutine")]
    [InlineData("static async /* a */ Task /* b */ $$Load() { await Task.Yield(); /* c */ }", "static async /* a */ Coroutine /* b */ Load() { await Task.Yield(); /* c */ }", "Make 'Load' a coroutine")]
    [InlineData("async Task $$Load() { await t; } string Name => nameof(Load);", "async Coroutine Load() { await t; } string Name => nameof(Load);", "Make 'Load' a coroutine")]
    [InlineData("async ValueTask $$Load() { await t; }", "async Coroutine Load() { await t; }", "Make 'Load' a coroutine")]
    [InlineData("public async ValueTask<int> $$Load() => await n;", "public async Coroutine<int> Load() => await n;", "Make 'Load' a coroutine")]
    [InlineData(
        "async ValueTask<int> $$Load() => await n; async Task Run() { await Load().ConfigureAwait(false); } async Coroutine Main() => await Run();",
        "async Coroutine<int> Load() => await n; async Coroutine Run() { await Load(); } async Coroutine Main() => await Run();",
        "Make 'Load' and its caller coroutines")]
    [InlineData("[Obsolete] async Task $$Load() { await t; }", "[Obsolete] async Coroutine Load() { await t; }", "Make 'Load' a coroutine")]
    [InlineData(
        "[System.Diagnostics.DebuggerStepThrough, System.Diagnostics.CodeAnalysis.SuppressMessage(\"a\", \"b\")] async Task $$Load() { await t; }",
        "[System.Diagnostics.DebuggerStepThrough, System.Diagnostics.CodeAnalysis.SuppressMessage(\"a\", \"b\")] async Coroutine Load() { await t; }",
        "Make 'Load' a coroutine")]
    public Task TaskBecomesACoroutine(string members, string changed, string title) => Offers(ToCoroutine, members, changed, title);

    // Its type is needed elsewhere, or a caller has no loop.
    [Theory]
    [InlineData("async Task $$Load() { await t; } public async Task Run() => await Load();")]
    [InlineData("async Task $$Load() { await t; } void Run() { var kept = Load(); }")]
    [InlineData("async Task $$Load() { await t; } async Coroutine Run() { var kept = Load(); await t; await kept; }")]
    [InlineData("async Task $$Load() { await t; } async Coroutine Run() => await Task.WhenAll(Load(), Load());")]
    [InlineData("async Task $$Load() { await t; } void Run() { Func<Task> f = Load; }")]
    [InlineData("async Task $$Load() { await t; } void Run() { Func<Task> f = async () => await Load(); }")]
    [InlineData("async Task $$Load() { await t; } Task Run() => Load();")]
    [InlineData("Task $$Load() => t;")]
    [InlineData("async void $$Load() { await t; }")]
    [InlineData("public virtual async Task $$Load() { await t; }")]
    [InlineData("[System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder))] async ValueTask $$Load() { await t; }")]
    [InlineData("[System.ComponentModel.DataAnnotations.Display(Name = \"a\")] async Task $$Load() { await t; } ")]
    [InlineData("[return: System.Diagnostics.CodeAnalysis.NotNull] async Task $$Load() { await t; }")]
    [InlineData("class Found : Attribute { } [Obsolete, Found] async Task $$Load() { await t; }")]
    [InlineData("async ValueTask $$Load() { await t; } async Coroutine Run() => await Load().AsTask();")]
    [InlineData("async ValueTask $$Load() { await t; } async Coroutine Run() { var kept = Load(); await t; await kept; }")]
    [InlineData("public async ValueTask $$DisposeAsync() { await t; }")]
    [InlineData("class D : IAsyncDisposable { public async ValueTask $$DisposeAsync() { await Task.Yield(); } }")]
    [InlineData("interface I { Task Load(); } class D : I { public async Task $$Load() { await Task.Yield(); } }")]
    [InlineData("interface I { Task Load(); } class D : I { async Task I.$$Load() { await Task.Yield(); } }")]
    [InlineData("class B { protected virtual Task Load() => null; } class D : B { protected override async Task $$Load() { await Task.Yield(); } }")]
    [InlineData("async Task Load() { await t; $$ }")]
    [InlineData("async Task Load(int $$x) { await t; }")]
    [InlineData("async Coroutine $$Load() { await t; }")]
    public Task TaskHasToStay(string members) => Offers(ToCoroutine, members, null, null);

    [Fact]
    public async Task TaskHasToStay_WhereAnotherFileUsesIt()
    {
        var text = Snippet.Members("public async Task $$Load() { await t; }\nTask t = null;");
        const string other = "class Other { async System.Threading.Tasks.Task M(C c) => await c.Load(); }";
        Assert.NotNull(await RefactoringRun.ApplyAsync(ToCoroutine, text));
        Assert.Null(await RefactoringRun.ApplyAsync(ToCoroutine, text, other));
    }

    // The second target keeps the task in a variable, which the first one does not see.
    [Fact]
    public async Task TaskHasToStay_InALinkedFile()
    {
        var markup = Snippet.Members("async Task $$Load() { await t; }\nTask t = null;\n#if SECOND\nvoid Keep() { Task kept = Load(); }\n#endif");
        TestFileMarkupParser.GetPosition(markup, out var source, out var position);
        using var workspace = new AdhocWorkspace();
        var first = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Test.cs", source)).Documents.Single();
        Assert.True(await IsOffered(first));
        var second = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Second", "Second", LanguageNames.CSharp, compilationOptions: first.Project.CompilationOptions,
            parseOptions: ((CSharpParseOptions)first.Project.ParseOptions!).WithPreprocessorSymbols("SECOND"), metadataReferences: TestReferences.All);
        var both = first.Project.Solution.AddProject(second)
            .AddDocument(DocumentId.CreateNewId(second.Id), "Test.cs", SourceText.From(source), filePath: first.FilePath);
        Assert.False(await IsOffered(both.GetDocument(first.Id)!));

        async Task<bool> IsOffered(Document document)
        {
            var offers = 0;
            await ToCoroutine.ComputeRefactoringsAsync(new CodeRefactoringContext(document, new TextSpan(position, 0), _ => offers++, TestContext.Current.CancellationToken));
            return offers > 0;
        }
    }

    [Fact]
    public async Task TaskHasToStay_InAnEntryPoint()
    {
        var text = Snippet.File("class P { static async Task $$Main() { await Task.Yield(); } }");
        Assert.NotNull(await RefactoringRun.ApplyAsync(ToCoroutine, text));
        Assert.Null(await RefactoringRun.ApplyAsync(ToCoroutine, OutputKind.ConsoleApplication, text));
    }

    [Theory]
    [InlineData("async Coroutine $$Load() { await t; }", "async Task Load() { await t; }", "Let 'Load' return a Task")]
    [InlineData("async Coroutine<int> $$Load() => await n;", "async Task<int> Load() => await n;", "Let 'Load' return a Task")]
    [InlineData(
        "async Coroutine $$Load() { await t; } async Coroutine Run() { await Load(); }",
        "async Task Load() { await t; } async Task Run() { await Load(); }",
        "Let 'Load' and its caller return a Task")]
    [InlineData(
        "async Coroutine $$Load() { await t; } async Coroutine Run() { await Load(); await Asyncio.Sleep(1); }",
        "async Task Load() { await t; } async Coroutine Run() { await Load(); await Asyncio.Sleep(1); }",
        "Let 'Load' return a Task")]
    [InlineData("async Coroutine $$Load(int x) { await t; if (x > 0) await Load(x - 1); }", "async Task Load(int x) { await t; if (x > 0) await Load(x - 1); }", "Let 'Load' return a Task")]
    public Task CoroutineBecomesATask(string members, string changed, string title) => Offers(ToTask, members, changed, title);

    [Theory]
    [InlineData("async Coroutine $$Load() { await Asyncio.Sleep(1); }")]
    [InlineData("async Coroutine $$Load() { await Other(); } async Coroutine Other() => await t;")]
    [InlineData("async Coroutine $$Load(LoopTask task) { await task; }")]
    [InlineData("async Coroutine $$Load() { await t; } async Coroutine Run() => await Asyncio.CreateTask(Load());")]
    [InlineData("async Coroutine $$Load() { await t; } async Coroutine Run() { var cold = Load(); await t; await cold; }")]
    [InlineData("async Coroutine $$Load() { await t; } void Run() { Func<Coroutine> f = Load; }")]
    [InlineData("async Coroutine $$Load() { await t; Use(Asyncio.CurrentToken); }")]
    public Task CoroutineHasToStay(string members) => Offers(ToTask, members, null, null);

    private static async Task Offers(CodeRefactoringProvider refactoring, string members, string? changed, string? title)
    {
        const string fields = "\nTask t = null; Task<int> n = null;";
        var found = await RefactoringRun.ApplyAsync(refactoring, Snippet.Members(members + fields));
        Assert.Equal(changed is null ? null : Snippet.Members(changed + fields), found?.Text);
        Assert.Equal(title, found?.Title);
    }
}
