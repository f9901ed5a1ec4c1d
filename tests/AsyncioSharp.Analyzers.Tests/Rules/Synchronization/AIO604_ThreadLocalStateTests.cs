using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.ThreadLocalStateAnalyzer, AsyncioSharp.CodeFixes.ThreadLocalStateFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class ThreadLocalStateTests
{
    private static string Code(string field, string lines, string more = "") =>
        Snippet.Members($"{field}\n{more}\nasync Coroutine M(Task t)\n{{\n    {lines}\n    await F();\n}}");

    private static Task Fix(string field, string declared, string lines, string more = "") =>
        Verify.Fix(Code(field, lines, more), Code(declared, lines.Replace("{|AIO604:", "").Replace("|}", ""), more.Replace("{|AIO604:", "").Replace("|}", "")));

    [Theory]
    [InlineData("static readonly ThreadLocal<int> depth = new();", "static readonly AsyncLocal<int> depth = new();")]
    [InlineData("private ThreadLocal<int> /* a */ depth /* b */ = new ThreadLocal<int>(); // c", "private AsyncLocal<int> /* a */ depth /* b */ = new AsyncLocal<int>(); // c")]
    [InlineData("static System.Threading.ThreadLocal<int> depth = new System.Threading.ThreadLocal<int>() ;", "static System.Threading.AsyncLocal<int> depth = new System.Threading.AsyncLocal<int>() ;")]
    public Task Field_BecomesAsyncLocal(string field, string declared) => Fix(field, declared, "{|AIO604:depth.Value|}++; await F(); depth.Value--;");

    [Fact]
    public Task UsesInSeveralFunctions_AreOneEdit() => Fix(
        "static readonly ThreadLocal<int> depth = new();",
        "static readonly AsyncLocal<int> depth = new();",
        "{|AIO604:C.depth.Value|} = 1; await F(); Use(depth.Value);",
        "async Coroutine N() { Use({|AIO604:depth.Value|}); await F(); }\nvoid Sync() => depth.Value = 2;");

    [Theory]
    [InlineData("[ThreadStatic] static int current;", "{|AIO654:current|} = 1; await F(); Use(current);")]
    [InlineData("[ThreadStatic] static int current;", "Use({|AIO654:C.current|});")]
    [InlineData("internal static readonly ThreadLocal<int> depth = new();", "{|AIO654:depth.Value|}++;")]
    [InlineData("static readonly ThreadLocal<int> depth = new(() => 1);", "{|AIO654:depth.Value|}++;")]
    [InlineData("static readonly ThreadLocal<int> depth = new(true);", "{|AIO654:depth.Value|} = 1;")]
    [InlineData("static readonly ThreadLocal<int> depth = new();", "{|AIO654:depth.Value|}++; Use(depth.IsValueCreated);")]
    [InlineData("static readonly ThreadLocal<int> depth = new();", "{|AIO654:depth.Value|}++; Use(depth);")]
    [InlineData("static readonly ThreadLocal<int> depth = new(), more = new();", "{|AIO654:depth.Value|}++;")]
    public Task MoreThanTheDeclarationHasToChange(string field, string lines) => Verify.Unfixable(Code(field, lines));

    [Theory]
    [InlineData("static readonly ThreadLocal<Random> random = new(() => new Random());", "Use(random.Value.Next());")]
    [InlineData("static readonly ThreadLocal<byte[]> buffer = new();", "var bytes = buffer.Value ??= new byte[8]; Use(bytes);")]
    [InlineData("[ThreadStatic] static object cached;", "cached ??= new object(); Use(cached);")]
    [InlineData("[ThreadStatic] static object cached;", "var mine = cached; cached = null; Use(mine); cached = mine;")]
    public Task CachesOfAThread(string field, string lines) => Verify.Silent(Code(field, lines));

    [Theory]
    [InlineData("static readonly AsyncLocal<int> depth = new();", "depth.Value++;")]
    [InlineData("static int current;", "current++;")]
    [InlineData("[ThreadStatic] static int current;", "await Task.Run(() => current++);")]
    [InlineData("[ThreadStatic] static int current;", "Use(nameof(current));")]
    [InlineData("static readonly ThreadLocal<int> depth = new();", "await Asyncio.ToThread(() => depth.Value++);")]
    [InlineData("static readonly Lazy<int> lazy = new(() => 1);", "Use(lazy.Value);")]
    public Task OtherState(string field, string lines) => Verify.Silent(Code(field, lines));

    [Fact]
    public Task SynchronousCode_IsSilent() => Verify.Silent(
        Snippet.Members("static readonly ThreadLocal<int> depth = new();\n[ThreadStatic] static int current;\nvoid M() { depth.Value++; current++; }"));

    [Fact]
    public Task PlainAsyncMethod() => Verify.Unfixable(
        Snippet.Members("[ThreadStatic] static int current;\nasync Task M(Task t)\n{\n    {|AIO654:current|} = 1;\n    await t;\n    Use(current);\n}"));

    [Fact]
    public Task Message_NamesTheDeclaration() => Verify.Says(
        Code("static readonly ThreadLocal<int> depth = new();", "{|#0:depth.Value|}++;"),
        "AIO604",
        "'depth' is thread-local, but all tasks of a loop share one thread: declare it as 'AsyncLocal<int> depth'");

    [Fact]
    public Task UnfixableMessage_NamesTheChoice() => Verify.Says(
        Code("[ThreadStatic] static int current;", "{|#0:current|}++;"),
        "AIO654",
        "'current' is thread-local, but all tasks of a loop share one thread: use an 'AsyncLocal', or a plain field for state that all tasks share");
}
