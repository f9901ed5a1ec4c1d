using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingSleepAnalyzer, AsyncioSharp.CodeFixes.BlockingSleepFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>Where an await would not compile, and where a function cannot become async.</summary>
public sealed class BlockingSleepLegalityTests
{
    [Theory]
    [InlineData("lock (gate) { {|AIO151:Thread.Sleep(1)|}; }")]
    [InlineData("for ({|AIO151:Thread.Sleep(4)|}; xs.Count > 0;) { }")]
    [InlineData("unsafe { {|AIO151:Thread.Sleep(1)|}; }")]
    [InlineData("Span<int> s = stackalloc int[2]; {|AIO151:Thread.Sleep(1)|}; s[0] = 1;")]
    public Task P08_AwaitIsIllegal(string line) => Verify.Unfixable(Snippet.Coroutine(line + " await t;"));

    [Theory]
    [InlineData("Span<int> s = new int[2]; while (s[0] > 0) { {|AIO151:Thread.Sleep(1)|}; }")]
    [InlineData("var a = new int[2]; ref var r = ref a[0]; {|AIO151:Thread.Sleep(1)|}; r = 1;")]
    [InlineData("foreach (var i in new int[2].AsSpan()) { {|AIO151:Thread.Sleep(1)|}; }")]
    [InlineData("using (new Lock().EnterScope()) { {|AIO151:Thread.Sleep(1)|}; }")]
    [InlineData("{ using var scope = new Lock().EnterScope(); {|AIO151:Thread.Sleep(1)|}; }")]
    [InlineData("lock (new Lock()) { {|AIO151:Thread.Sleep(1)|}; }")]
    public Task D20_ReferenceLivesAcross(string line) => Verify.Unfixable(Snippet.Coroutine(line + " await t;"));

    [Fact]
    public Task D20_SpanThatIsNotUsedAfterwards_IsFixed() => Verify.Fix(
        Snippet.Coroutine("Span<int> s = new int[2]; s[0] = 1; {|AIO101:Thread.Sleep(1)|};"),
        Snippet.Coroutine("Span<int> s = new int[2]; s[0] = 1; await Asyncio.Sleep(TimeSpan.FromMilliseconds(1));"));

    [Fact]
    public Task D18_ExceptionFilter() => Verify.Unfixable(Snippet.Coroutine(
        """
        bool Wait() { {|AIO151:Thread.Sleep(1)|}; return true; }
        try { await t; } catch (Exception) when (Wait()) { }
        """));

    [Fact]
    public Task D19_UnsafeClass() => Verify.Unfixable(Snippet.File("unsafe class U { Coroutine M() { {|AIO151:Thread.Sleep(1)|}; return default; } }"));

    [Fact]
    public Task D08_OutParameter() => Verify.Unfixable(Snippet.Members("Coroutine M(out int x) { {|AIO151:Thread.Sleep(1)|}; x = 1; return F(); }"));

    [Theory]
    [InlineData("Coroutine M(Span<int> s) { {|AIO151:Thread.Sleep(1)|}; return F(); }")]
    [InlineData("[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] Coroutine M() { {|AIO151:Thread.Sleep(1)|}; return F(); }")]
    [InlineData("Coroutine P { get { {|AIO151:Thread.Sleep(1)|}; return F(); } }")]
    [InlineData("Coroutine M() { {|AIO151:Thread.Sleep(1)|}; lock (gate) { return F(); } }")]
    [InlineData("struct S { int n; Coroutine M() { {|AIO151:Thread.Sleep(1)|}; n++; return default; } }")]
    [InlineData("Coroutine M() { {|AIO151:Thread.Sleep(1)|}; return new(); }")]
    [InlineData("void M() { var f = () => { {|AIO151:Thread.Sleep(1)|}; return F(); }; }")]
    [InlineData("public static Coroutine operator +(C a, C b) { {|AIO151:Thread.Sleep(1)|}; return default; }")]
    public Task D25_FunctionThatCannotBeAsync(string member) => Verify.Unfixable(Snippet.Members(member));

    [Fact]
    public Task D07_AllReturnsAreRewrittenOnce() => Verify.Fix(
        Snippet.Members(
            """
            Coroutine<int> M(int n)
            {
                {|AIO101:Thread.Sleep(1)|};
                if (n == 0)
                    return V();
                {|AIO101:Thread.Sleep(2)|};
                if (n == 1) return default;
                return n > 2 ? V() : W(n); // last
            }
            """),
        Snippet.Members(
            """
            async Coroutine<int> M(int n)
            {
                await Asyncio.Sleep(TimeSpan.FromMilliseconds(1));
                if (n == 0)
                    return await V();
                await Asyncio.Sleep(TimeSpan.FromMilliseconds(2));
                if (n == 1) return default;
                return await (n > 2 ? V() : W(n)); // last
            }
            """));

    [Fact]
    public Task D06_CompletedCoroutineIsDropped() => Verify.Fix(
        Snippet.Members("public static Coroutine M() { {|AIO101:Thread.Sleep(1)|}; return default; }"),
        Snippet.Members("public static async Coroutine M() { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); }"));

    [Fact]
    public Task D41_ReturnsInTry() => Verify.Fix(
        Snippet.Members(
            """
            Coroutine M()
            {
                {|AIO101:Thread.Sleep(1)|};
                try
                {
                    return F(); // now
                }
                catch (InvalidOperationException)
                {
                    return default;
                }
            }
            """),
        Snippet.Members(
            """
            async Coroutine M()
            {
                await Asyncio.Sleep(TimeSpan.FromMilliseconds(1));
                try
                {
                    await F(); // now
                    return;
                }
                catch (InvalidOperationException)
                {
                    return;
                }
            }
            """));

    [Fact]
    public Task D41_ReturnWithoutBlock() => Verify.Fix(
        Snippet.Members("Coroutine M(bool b) { {|AIO101:Thread.Sleep(1)|}; if (b) return F(); switch (b) { case true: return F(); default: return default; } }"),
        Snippet.Members("async Coroutine M(bool b) { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); if (b) { await F(); return; } switch (b) { case true: await F(); return; default: return; } }"));

    [Fact]
    public Task D35_Lambdas() => Verify.Fix(
        Snippet.Members(
            """
            Func<int, Coroutine> field = n => { {|AIO101:Thread.Sleep(n)|}; return Asyncio.Sleep(1); };
            void M()
            {
                Func<Coroutine> f = () => { {|AIO101:Thread.Sleep(1)|}; return F(); };
                Asyncio.Run(() => { {|AIO101:Thread.Sleep(1)|}; return V(); });
                Coroutine L() { {|AIO101:Thread.Sleep(1)|}; return F(); }
            }
            """),
        Snippet.Members(
            """
            Func<int, Coroutine> field = async n => { await Asyncio.Sleep(TimeSpan.FromMilliseconds(n)); await Asyncio.Sleep(1); };
            void M()
            {
                Func<Coroutine> f = async () => { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); await F(); };
                Asyncio.Run(async () => { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); return await V(); });
                async Coroutine L() { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); await F(); }
            }
            """));

    [Fact]
    public Task D30_NearestFunctionDecides() => Verify.Unfixable(Snippet.Coroutine("int L() { {|AIO151:Thread.Sleep(1)|}; return 1; } Use(L()); await t;"));

    [Fact]
    public Task D24_OverridesAndImplementations() => Verify.Fix(
        Snippet.File(
            """
            interface I { Coroutine M(); }
            abstract class A { public abstract Coroutine N(); }
            class B : A, I { public Coroutine M() { {|AIO101:Thread.Sleep(d)|}; return default; } public override Coroutine N() { {|AIO101:Thread.Sleep(d)|}; return default; } TimeSpan d; }
            """),
        Snippet.File(
            """
            interface I { Coroutine M(); }
            abstract class A { public abstract Coroutine N(); }
            class B : A, I { public async Coroutine M() { await Asyncio.Sleep(d); } public override async Coroutine N() { await Asyncio.Sleep(d); } TimeSpan d; }
            """));
}
