using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.ConditionalAwaitAnalyzer, AsyncioSharp.CodeFixes.ConditionalAwaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class ConditionalAwaitTests
{
    private const string Members = "class D { public D Next; public D Get() => this; public Task Do() => null; public Task<int> Count() => null; public Task<string> Name() => null; public LoopTask<int> Start() => null; }\n";

    private static string Code(string lines) => Snippet.Members(Members + $"async Coroutine M(D d, object o)\n{{\n    {lines}\n    await F();\n}}");

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    [Theory]
    [InlineData("{|AIO205:await d?.Do()|};", "if (d is not null) await d.Do();")]
    [InlineData("{|AIO205:await d?.Count()|};", "if (d is not null) await d.Count();")]
    [InlineData("{|AIO205:await d?.Start()|};", "if (d is not null) await d.Start();")]
    [InlineData("{|AIO205:await (d?.Do())|};", "if (d is not null) await d.Do();")]
    [InlineData("if (o is null) {|AIO205:await d?.Do()|}; else Use(1);", "if (o is null) { if (d is not null) await d.Do(); } else Use(1);")]
    [InlineData("{|AIO205:await d.Next?.Do()|};", "if (d.Next is { } next) await next.Do();")]
    [InlineData("{|AIO205:await d?.Next?.Do()|};", "if (d?.Next is { } next) await next.Do();")]
    [InlineData("{|AIO205:await d.Get()?.Next.Do()|};", "if (d.Get() is { } get) await get.Next.Do();")]
    [InlineData("{|AIO205:await d?.Do()!|};", "if (d is not null) await d.Do();")]
    [InlineData("{|AIO205:await ((d?.Do())!)|};", "if (d is not null) await d.Do();")]
    public Task D04_Statement(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var n = {|AIO205:await d?.Count()|};", "var n = d is null ? default : await d.Count();")]
    [InlineData("string s = {|AIO205:await d?.Name()|};", "string s = d is null ? default : await d.Name();")]
    [InlineData("Use({|AIO205:await d?.Count()|});", "Use(d is null ? default : await d.Count());")]
    [InlineData("Use({|AIO205:await d?.Count()|} + 1);", "Use((d is null ? default : await d.Count()) + 1);")]
    [InlineData("Use(({|AIO205:await d?.Name()|}).Length);", "Use((d is null ? default : await d.Name()).Length);")]
    [InlineData("_ = {|AIO205:await d.Next?.Count()|};", "_ = d.Next is { } next ? await next.Count() : default;")]
    [InlineData("Func<Task<int>> f = async () => {|AIO205:await d?.Count()|};", "Func<Task<int>> f = async () => d is null ? default : await d.Count();")]
    public Task D05_Value(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("Func<Task> f = async () => {|AIO255:await d?.Do()|};")]
    [InlineData("for (; o is null; {|AIO255:await d?.Do()|}) { }")]
    [InlineData("var n = {|AIO255:await d\n#if A\n?.Next\n#endif\n?.Count()|};")]
    public Task PlaceHasToChange(string line) => Verify.Unfixable(Code(line));

    [Theory]
    [InlineData("await (d?.Do() ?? Task.CompletedTask);")]
    [InlineData("await d.Do();")]
    [InlineData("await Task.Run(async () => await d?.Count());")]
    public Task N59_NullIsHandled(string line) => Verify.Silent(Code(line));

    [Fact]
    public Task CompilerKnowsThatItIsThere() => Verify.Silent(
        "#nullable enable\n#pragma warning disable CS8602\nusing System.Threading.Tasks;\nclass C { public Task Do() => Task.CompletedTask; async Task M(C c, C? e) { await c?.Do(); if (e is not null) { await e?.Do(); } } }\n");

    [Theory]
    [InlineData("{|#0:await d?.Do()|};", "await d?.Do()", "if (d is not null) await d.Do()")]
    [InlineData("Use({|#0:await d.Next?.Count()|});", "await d.Next?.Count()", "d.Next is { } next ? await next.Count() : default")]
    public Task Message_NamesTheTest(string line, string text, string replacement) => Verify.Says(
        Code(line), "AIO205", $"'{text}' throws when the receiver is null, because null cannot be awaited: write '{replacement}'");

    [Fact]
    public Task UnfixableMessage_SaysTest() => Verify.Says(
        Code("Func<Task> f = async () => {|#0:await d?.Do()|};"),
        "AIO255",
        "'await d?.Do()' throws when the receiver is null, because null cannot be awaited: test for null first");
}
