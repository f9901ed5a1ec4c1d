using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingSleepAnalyzer, AsyncioSharp.CodeFixes.BlockingSleepFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>What the fix writes: names, comments, line endings, directives.</summary>
public sealed class BlockingSleepFixTests
{
    [Fact]
    public Task D13_NamesWithoutUsings() => Verify.Fix(
        "class C { async AsyncioSharp.Coroutine M() { {|AIO101:System.Threading.Thread.Sleep(5)|}; } async System.Threading.Tasks.Task N() { {|AIO101:System.Threading.Thread.Sleep(5)|}; } }",
        "class C { async AsyncioSharp.Coroutine M() { await AsyncioSharp.Asyncio.Sleep(System.TimeSpan.FromMilliseconds(5)); } async System.Threading.Tasks.Task N() { await System.Threading.Tasks.Task.Delay(5); } }");

    [Fact]
    public Task D13_NamesThatMeanSomethingElseHere() => Verify.Fix(
        Snippet.Members("class Asyncio { } class TimeSpan { } async Coroutine M() { {|AIO101:Thread.Sleep(5)|}; }"),
        Snippet.Members("class Asyncio { } class TimeSpan { } async Coroutine M() { await AsyncioSharp.Asyncio.Sleep(System.TimeSpan.FromMilliseconds(5)); }"));

    [Fact]
    public Task D14_CommentsStay() => Verify.Fix(
        Snippet.Coroutine(
            """
            // before
            /* a */ {|AIO101:Thread /* b */ . /* c */ Sleep /* d */ ( /* e */ 100 /* f */ )|} /* g */; // after
            {|AIO101:Thread.Sleep(
                // how long
                100)|};
            """),
        Snippet.Coroutine(
            """
            // before
            /* a */ await Asyncio.Sleep(TimeSpan.FromMilliseconds(/* b *//* c *//* d */ /* e */ 100 /* f */ )) /* g */; // after
            await Asyncio.Sleep(TimeSpan.FromMilliseconds(
                // how long
                100));
            """));

    [Fact]
    public Task D15_NamedArgument() => Verify.Fix(
        Snippet.Coroutine("{|AIO101:Thread.Sleep(millisecondsTimeout: /* half */ 5)|};"),
        Snippet.Coroutine("await Asyncio.Sleep(TimeSpan.FromMilliseconds(/* half */5));"));

    [Fact]
    public Task UsingStatic_IsSeen() => Verify.Fix(
        "using AsyncioSharp;\nusing static System.Threading.Thread;\nclass C { async Coroutine M() { {|AIO101:Sleep(5)|}; } }",
        "using AsyncioSharp;\nusing static System.Threading.Thread;\nclass C { async Coroutine M() { await Asyncio.Sleep(System.TimeSpan.FromMilliseconds(5)); } }");

    [Fact]
    public Task CarriageReturns_Stay() => Verify.Fix(
        Snippet.Members("Coroutine M(bool b)\n{\n\t{|AIO101:Thread.Sleep(1)|};\n\tif (b)\n\t{\n\t\treturn F();\n\t}\n\n\treturn default;\n}").Replace("\n", "\r\n"),
        Snippet.Members("async Coroutine M(bool b)\n{\n\tawait Asyncio.Sleep(TimeSpan.FromMilliseconds(1));\n\tif (b)\n\t{\n\t\tawait F();\n\t\treturn;\n\t}\n}").Replace("\n", "\r\n"));

    [Fact]
    public Task D51_Directives() => Verify.Unfixable(Snippet.Coroutine(
        """
        {|AIO151:Thread.Sleep(
        #if A
            1
        #else
            2
        #endif
            )|};
        await t;
        """));

    [Fact]
    public Task D51_DirectiveAtAReturn() => Verify.Unfixable(Snippet.Members(
        """
        Coroutine M()
        {
            {|AIO151:Thread.Sleep(1)|};
            return F(
        #pragma warning disable CS0001
                );
        }
        """));

    [Fact]
    public Task D52_ModifierStandsLast() => Verify.Fix(
        Snippet.Members("/// <summary>Doc.</summary>\n[Obsolete]\nprotected internal static Coroutine M() { {|AIO101:Thread.Sleep(1)|}; return default; }"),
        Snippet.Members("/// <summary>Doc.</summary>\n[Obsolete]\nprotected internal static async Coroutine M() { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); }"));

    [Fact]
    public Task D52_NoModifierYet() => Verify.Fix(
        Snippet.Members("// why\n[Obsolete] // really\nCoroutine M() { {|AIO101:Thread.Sleep(1)|}; return default; }"),
        Snippet.Members("// why\n[Obsolete] // really\nasync Coroutine M() { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); }"));

    [Fact]
    public Task D52_PartialMethod() => Verify.Unfixable(Snippet.File(
        "partial class P { private partial Coroutine M(); private partial Coroutine M() { {|AIO151:Thread.Sleep(1)|}; return default; } }"));
}
