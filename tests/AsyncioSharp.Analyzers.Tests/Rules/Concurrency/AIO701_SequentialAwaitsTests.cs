using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.SequentialAwaitsAnalyzer, AsyncioSharp.CodeFixes.SequentialAwaitsFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class SequentialAwaitsTests
{
    private const string Calls =
        """
        int count;
        int Count => count;
        readonly System.Net.Http.HttpClient http = new();
        IRepo repo;
        async Coroutine<string> Str() { await Asyncio.Sleep(1); return "a" + count; }
        async Coroutine<string> Page(string url) { var text = await http.GetStringAsync(url); return text.Trim(); }
        async Coroutine<int> Effect() { count++; await F(); return 1; }
        async Coroutine<int> Deep() { var one = await V(); return one + await W(Count); }
        async Coroutine<int> Unknown(Func<int> get) { await F(); return get(); }
        async Task<int> Plain() { await Task.Delay(1); return 1; }
        virtual protected Coroutine<int> Virtual() => default;
        interface IRepo { Coroutine<int> Get(int id); Coroutine<string> Name(int id); }

        """;

    private static string Code(string lines) => Snippet.Members(Calls + "\nasync Coroutine M(Task t, List<int> xs, C other)\n{\n    " + lines.Replace("\n", "\n    ") + "\n    await F();\n}");

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Code(line));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("{|AIO701:var a = await V()|}; var b = await Str();", "var (a, b) = await Asyncio.Gather(V(), Str());")]
    [InlineData("{|AIO701:var a = await V()|};\nvar b = await Str(); // both\nUse(b);", "var (a, b) = await Asyncio.Gather(V(), Str()); // both\nUse(b);")]
    [InlineData("{|AIO701:var a = await W(xs.Count)|}; var b = await W(2); var c = await Deep();", "var (a, b, c) = await Asyncio.Gather(W(xs.Count), W(2), Deep());")]
    [InlineData("{|AIO701:var a = await Page(\"a\")|}; var b = await Page(\"b\");", "var (a, b) = await Asyncio.Gather(Page(\"a\"), Page(\"b\"));")]
    [InlineData("{|AIO701:var a = await this.V()|}; var b = await other.W(1);", "var (a, b) = await Asyncio.Gather(this.V(), other.W(1));")]
    [InlineData("{|AIO701:var x = await V()|}; var y = await V(); var z = await W(x);", "var (x, y) = await Asyncio.Gather(V(), V()); var z = await W(x);")]
    public Task P35_Gathered(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task D50_ExplicitTypesStay() => Fix(
        "{|AIO701:int a = await V()|}; string b = await Str();",
        "(int a, string b) = await Asyncio.Gather(V(), Str());");

    [Fact]
    public Task D50_AWiderTypeStays() => Fix(
        "{|AIO701:long a = await V()|}; var b = await Str();",
        "(long a, var b) = await Asyncio.Gather(V(), Str());");

    [Fact]
    public Task D50_NothingMovesPastAStatement() => Silent("var a = await V(); Use(a); var b = await V();");

    [Fact]
    public Task MoreThanSix_AreTwoGathers() => Fix(
        "{|AIO701:var a = await V()|}; var b = await V(); var c = await V(); var d = await V(); var e = await V(); var f = await V(); {|AIO701:var g = await V()|}; var h = await V();",
        "var (a, b, c, d, e, f) = await Asyncio.Gather(V(), V(), V(), V(), V(), V()); var (g, h) = await Asyncio.Gather(V(), V());");

    [Fact]
    public Task ARunEndsWhereAResultIsNeeded() => Fix(
        "{|AIO701:var a = await V()|}; var b = await V(); {|AIO701:var c = await W(a)|}; var d = await V();",
        "var (a, b) = await Asyncio.Gather(V(), V()); var (c, d) = await Asyncio.Gather(W(a), V());");

    [Theory]
    [InlineData("{|AIO751:var a = await Plain()|}; var b = await Plain();")]
    [InlineData("{|AIO751:var a = await V()|}; var b = await Plain();")]
    [InlineData("{|AIO751:var a = await V()|}; // the first\nvar b = await V();")]
    [InlineData("{|AIO751:var a = await V()|};\n#if A\n#endif\nvar b = await V();")]
    [InlineData("{|AIO751:var a = await http.GetStringAsync(\"a\")|}; var b = await http.GetStringAsync(\"b\").ConfigureAwait(true);")]
    public Task OtherAwaits(string line) => Unfixable(line);

    [Theory]
    [InlineData("await V(); await V();")]
    [InlineData("await F(); await F();")]
    [InlineData("var a = await Effect(); var b = await V();")]
    [InlineData("var a = await Effect(); var b = await Effect();")]
    [InlineData("var a = await repo.Get(1); var b = await repo.Name(1);")]
    public Task N79_OrderMayMatter(string line) => Silent(line);

    [Theory]
    [InlineData("var a = await W(1); var b = await W(a); var c = await W(b);")]
    [InlineData("var a = await W(1); var b = await W(xs.Count(x => x == a));")]
    public Task N80_DataDependency(string line) => Silent(line);

    [Theory]
    [InlineData("var a = await V(); var b = await Virtual();")]
    [InlineData("var a = await V(); var b = await Unknown(() => 1);")]
    [InlineData("var a = await V(); var b = await W(count++);")]
    [InlineData("var a = await V(); var b = await W(await V());")]
    [InlineData("var n = 0; var a = await W(n = 2); var b = await W(n);")]
    [InlineData("var task = V(); var a = await task; var b = await V();")]
    [InlineData("int a = await V(), b = await V();")]
    public Task NotSurelyIndependent(string line) => Silent(line);

    [Theory]
    [InlineData("Task<int>[] tasks, Task<int>[] others", "One(tasks)", "One(others)")]
    [InlineData("List<Task<int>> tasks, Task<int> other", "Two(tasks)", "Three(other)")]
    public Task WhatWaitsForTasks_StartsNoWork(string parameters, string first, string second) => Verify.Silent(Snippet.Members(
        $"async Task M({parameters}) {{ var a = await {first}; var b = await {second}; Use(a + b); }}\n" +
        "static async Task<int> One(Task<int>[] tasks) { await Task.Yield(); return 1; }\nstatic async Task<int> Two(List<Task<int>> tasks) { await Task.Yield(); return 1; }\nstatic async Task<int> Three(Task<int> task) => await task;"));

    [Fact]
    public Task TestMethods_AreSilent() => Verify.Silent(Snippet.File(
        "namespace Xunit { class FactAttribute : Attribute { } }\nclass C\n{\n    [Xunit.Fact] async Task M() { var a = await N(); var b = await N(); }\n    async Task<int> N() { await Task.Delay(1); return 1; }\n}"));

    [Fact]
    public Task Message_NamesTheGather() => Verify.Says(
        Code("{|#0:var a = await V()|}; var b = await Str();"),
        "AIO701",
        "These 2 awaits are independent but run one after the other: write 'var (a, b) = await Asyncio.Gather(V(), Str())'");

    [Fact]
    public Task UnfixableMessage_NamesTheWays() => Verify.Says(
        Code("{|#0:var a = await Plain()|}; var b = await Plain();"),
        "AIO751",
        "These 2 awaits are independent but run one after the other: start all of them, then await them with 'Asyncio.Gather' or 'Task.WhenAll'");
}
