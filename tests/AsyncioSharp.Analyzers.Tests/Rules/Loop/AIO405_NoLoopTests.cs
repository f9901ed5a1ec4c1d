using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NoLoopAnalyzer, AsyncioSharp.CodeFixes.NoLoopFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class NoLoopTests
{
    // The test frameworks are not referenced here: what counts is the name of the attribute.
    private const string Attributes =
        "namespace Xunit { class FactAttribute : System.Attribute { } sealed class LoopFactAttribute : FactAttribute { } }\n" +
        "namespace NUnit.Framework { class TestAttribute : System.Attribute { } }\n" +
        "namespace Microsoft.VisualStudio.TestTools.UnitTesting { class TestMethodAttribute : System.Attribute { } }\n";

    private static string Program(string members) =>
        $"using System;\nusing System.Threading.Tasks;\nusing AsyncioSharp;\n\nclass P\n{{\n    {members}\n    static Coroutine F() => default;\n    static Coroutine<int> V() => default;\n}}\n";

    private static string TopLevel(string lines) =>
        $"using System;\nusing System.Threading.Tasks;\nusing AsyncioSharp;\n\n{lines}\n\nstatic Coroutine F() => default;\nstatic Coroutine<int> V() => default;\n";

    private const string Assertions =
        "namespace Xunit { static class Assert { public static System.Threading.Tasks.Task<T> ThrowsAsync<T>(System.Func<System.Threading.Tasks.Task> code) => null; } static class Record { public static System.Threading.Tasks.Task<System.Exception> ExceptionAsync(System.Func<System.Threading.Tasks.Task> code) => null; } }\n";

    private static string Test(string line) => Program($"[Xunit.Fact] public async Task M() {{ {line} await Task.Yield(); }}") + Attributes + Assertions;

    // The test framework calls the lambda, and runs no loop for it.
    [Theory]
    [InlineData("await Xunit.Assert.ThrowsAsync<Exception>(async () => {|AIO455:await F()|});")]
    [InlineData("await Xunit.Assert.ThrowsAsync<Exception>(async () => { await Task.Yield(); Use({|AIO405:await V()|}); void Use(int n) { } });")]
    [InlineData("await Xunit.Record.ExceptionAsync(async () => {|AIO455:await F()|});")]
    [InlineData("Func<Task> code = async () => {|AIO455:await F()|}; await Xunit.Assert.ThrowsAsync<Exception>(code);")]
    public Task ALambdaThatATestFrameworkCalls(string line)
    {
        var test = Verify.Create(Test(line));
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck | CodeFixTestBehaviors.FixOne;
        test.FixedCode = Test(line.Replace("{|AIO405:await V()|}", "Asyncio.Run(V())"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("AsyncioSharp.Testing.TestLoop.Run(async () => { await Xunit.Assert.ThrowsAsync<Exception>(async () => await F()); });")]
    [InlineData("await Xunit.Assert.ThrowsAsync<Exception>(async () => await Task.Yield());")]
    [InlineData("await Xunit.Assert.ThrowsAsync<Exception>(() => Asyncio.RunAsync(F()));")]
    public Task ALambdaOnALoop_IsSilent(string line) => Verify.Silent(Test(line));

    [Theory]
    [InlineData("{|AIO405:await F()|};", "Asyncio.Run(F());")]
    [InlineData("var n = {|AIO405:await V()|} + 1;", "var n = Asyncio.Run(V()) + 1;")]
    [InlineData("Console.WriteLine(({|AIO405:await V()|}).ToString());", "Console.WriteLine(Asyncio.Run(V()).ToString());")]
    [InlineData("{|AIO405:await (args.Length > 0 ? F() : default)|};", "Asyncio.Run(args.Length > 0 ? F() : default);")]
    [InlineData("var c = F(); {|AIO405:await c|};", "var c = F(); Asyncio.Run(c);")]
    [InlineData("{|AIO405:await /* b */ F()|} /* c */;", "Asyncio.Run(/* b */ F()) /* c */;")]
    public async Task TopLevelAndMain_FixRuns(string line, string replacement)
    {
        await Fix(TopLevel(line), TopLevel(replacement));
        await Fix(Program($"static async Task Main(string[] args) {{ {line} }}"), Program($"static void Main(string[] args) {{ {replacement} }}"));
    }

    [Theory]
    [InlineData("static async Task<int> Main() => {|AIO405:await V()|};", "static int Main() => Asyncio.Run(V());")]
    [InlineData("static async Task<int> Main() { {|AIO405:await F()|}; return {|AIO405:await V()|}; }", "static int Main() { Asyncio.Run(F()); return Asyncio.Run(V()); }")]
    [InlineData("static async Task Main() { {|AIO405:await F()|}; Func<Task> f = async () => await Task.Yield(); }", "static void Main() { Asyncio.Run(F()); Func<Task> f = async () => await Task.Yield(); }")]
    [InlineData("static async Task Main() { {|AIO405:await F()|}; await Task.Yield(); }", "static async Task Main() { Asyncio.Run(F()); await Task.Yield(); }")]
    [InlineData("static async Task Main() { {|AIO405:await F()|}; await foreach (var n in Items()) { } } static async System.Collections.Generic.IAsyncEnumerable<int> Items() { await Task.Yield(); yield return 1; }", "static async Task Main() { Asyncio.Run(F()); await foreach (var n in Items()) { } } static async System.Collections.Generic.IAsyncEnumerable<int> Items() { await Task.Yield(); yield return 1; }")]
    public Task Main_IsSynchronousWithoutItsLastAwait(string member, string replacement) => Fix(Program(member), Program(replacement));

    [Theory]
    [InlineData("static async Task Main() { {|AIO455:await F()|}; } static Task Again() => Main();")]
    [InlineData("static async Task Main() { {|AIO455:await F()|}; } static Func<Task> again = Main;")]
    public Task MainThatIsUsed_Unfixable(string members) => Unfixable(Program(members));

    [Fact]
    public Task VirtualTest_Unfixable() => Verify.Unfixable(
        Attributes + "class T { [Xunit.Fact] public virtual async System.Threading.Tasks.Task M() => {|AIO455:await AsyncioSharp.Asyncio.Sleep(1)|}; }\n");

    [Theory]
    [InlineData("{|AIO455:await Asyncio.Gather(F(), F())|};")]
    [InlineData("{|AIO455:await Asyncio.CreateTask(F())|};")]
    [InlineData("{|AIO455:await Asyncio.Yield()|};")]
    public Task WhatRunDoesNotTake(string line) => Unfixable(TopLevel(line));

    [Fact]
    public Task D51_Directives() => Unfixable(TopLevel("{|AIO455:await (\n#if A\nF()\n#else\nF()\n#endif\n)|};"));

    [Theory]
    [InlineData("Xunit.Fact")]
    [InlineData("NUnit.Framework.Test")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod")]
    public async Task Tests_ThatReturnACoroutine(string attribute)
    {
        await Verify.Unfixable(Attributes + $"class T {{ [{attribute}] public async AsyncioSharp.Coroutine {{|AIO455:M|}}() => await System.Threading.Tasks.Task.Yield(); }}\n");
        await Verify.Fix(
            Attributes + $"class T {{ [{attribute}] public async System.Threading.Tasks.Task M() => {{|AIO405:await AsyncioSharp.Asyncio.Sleep(1)|}}; }}\n",
            Attributes + $"class T {{ [{attribute}] public void M() => AsyncioSharp.Asyncio.Run(AsyncioSharp.Asyncio.Sleep(1)); }}\n");
    }

    [Fact]
    public Task DerivedTestAttributes_MayRunALoop() => Verify.Silent(
        Attributes + "class T { [Xunit.LoopFact] public async AsyncioSharp.Coroutine M() => await AsyncioSharp.Asyncio.Sleep(1); }\n");

    [Fact]
    public async Task CoroutineMain_IsNoEntryPoint()
    {
        var test = Create(Program("static async Coroutine {|AIO455:Main|}() => await F();"));
        test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerError("CS5001"));
        test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerWarning("CS0028").WithSpan(7, 28, 7, 32).WithArguments("P.Main()"));
        await test.RunAsync();
    }

    [Theory]
    [InlineData("static void Main() => Asyncio.Run(MainAsync); static async Coroutine MainAsync() => await F();")]
    [InlineData("static async Task Main() { await Task.Yield(); Func<Coroutine> f = async () => await F(); Asyncio.Run(f); }")]
    [InlineData("static async Task Main() { await Coroutine.Completed; await default(Coroutine); }")]
    [InlineData("static async Task Main() => await Task.Run(() => Asyncio.Run(V()));")]
    [InlineData("static async Task Main() { await Task.Yield(); } static async Task Other() => await F();")]
    public Task OnALoop_IsSilent(string members) => Create(Program(members)).RunAsync();

    [Theory]
    [InlineData("Asyncio.Run(Main); static async Coroutine Main() => await F();")]
    [InlineData("await Task.Yield(); Asyncio.Run(async () => await F());")]
    [InlineData("await Asyncio.RunAsync(Main); static async Coroutine Main() => await F();")]
    public Task TopLevelWithARun_IsSilent(string lines) => Create(TopLevel(lines)).RunAsync();

    [Fact]
    public Task LibrariesMayHaveACoroutineMain() => Verify.Silent(Program("static async Coroutine Main() => await F();"));

    [Fact]
    public Task Message_NamesTheRun() => Says(TopLevel("{|#0:await V()|};"), "AIO405", "'await V()' throws because no event loop is running: write 'Asyncio.Run(V())'");

    [Fact]
    public Task UnfixableMessage_NamesTheWay() => Says(
        TopLevel("{|#0:await Asyncio.Gather(F(), F())|};"),
        "AIO455",
        "No event loop runs 'Asyncio.Gather(F(), F())': await it in a coroutine of its own, and give that to 'Asyncio.Run'");

    [Fact]
    public Task UnfixableMessage_OfATest() => Verify.Says(
        Attributes + "class T { [Xunit.Fact] public AsyncioSharp.Coroutine {|#0:M|}() => default; }\n",
        "AIO455",
        "No event loop runs 'M': a test framework throws the coroutine away, so let the test return nothing and run its body with 'TestLoop.Run(async () => ...)'");

    private static RuleTest<NoLoopAnalyzer, AsyncioSharp.CodeFixes.NoLoopFix> Create(string source)
    {
        var test = Verify.Create(source);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test;
    }

    private static Task Fix(string source, string fixedSource) => Verify.Fix(source, fixedSource, OutputKind.ConsoleApplication);

    private static Task Unfixable(string source)
    {
        var test = Create(source);
        test.FixedCode = source;
        return test.RunAsync();
    }

    private static Task Says(string source, string id, string message)
    {
        var test = Create(source);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(new NoLoopAnalyzer().SupportedDiagnostics.Single(d => d.Id == id)).WithLocation(0).WithMessage(message));
        return test.RunAsync();
    }
}
