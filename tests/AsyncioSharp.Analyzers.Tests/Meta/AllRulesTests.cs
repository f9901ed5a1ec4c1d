using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>All rules together, over odd, broken and unfinished code: none crashes, and no place gets two of ours.</summary>
public sealed class AllRulesTests
{
    // One of everything that the rules look at, in legal and in odd places.
    private const string Everything =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;

        [Obsolete(nameof(Thread.Sleep))]
        unsafe partial class C<T>(int size) where T : C<T>
        {
            static readonly Func<Coroutine> Field = () => { Thread.Sleep(1); return F(); };
            Coroutine Stored = F();
            int this[int i] { get { Thread.Sleep(i); F(); return Asyncio.Run(V()); } }
            event Action E { add { Asyncio.CreateTask(F()); } remove => Thread.Sleep(1); }
            ~C() { F(); }
            static C() => Thread.Sleep(1);
            public static C<T> operator +(C<T> a, C<T> b) { _ = F(); return a; }
            static Coroutine F() => default;
            static Coroutine<int> V() => throw new Exception();
            static partial Coroutine Part();
            static partial Coroutine Part() { Thread.Sleep(1); return default; }
            extern static Coroutine Outside();
            record R(Coroutine Value) { public Coroutine Go() { Thread.Sleep(2); return Value; } }
            static void Use(object o) { }
            ref struct Ref { public Coroutine Go() { F(); return F(); } public void Dispose() { } }

            async Coroutine<int> M(T x, List<int> xs, params int[] rest)
            {
                x?.M(x, xs)?.ToString();
                x?[0].ToString();
                _ = (F(), V());
                (Coroutine a, var b) = (F(), V());
                var c = F(); c = F(); c.Close();
                Coroutine d, e = F(), g;
                for (var i = V(); ; Thread.Sleep(1), F()) { break; }
                foreach (var i in from y in xs where Asyncio.Run(V()) > y select Asyncio.Run(V())) { Asyncio.CreateTask(F()); }
                using var wait = new CancellationTokenSource();
                fixed (int* p = rest) { Thread.Sleep(*p); }
                void Local() { Local(); Thread.Sleep(1); F(); Asyncio.Run(F()); Asyncio.CreateTask(F()); }
                Local();
                Action loop = null; loop = () => { loop(); Thread.Sleep(1); }; loop();
                Expression<Func<int>> tree = () => Asyncio.Run(V(), null);
                await TaskGroup.Run(async group => { Asyncio.CreateTask(F()); await Part(); });
                foreach (var line in System.IO.File.ReadLines("a")) { System.IO.Stream.Null?.Flush(); new Mutex()?.WaitOne(); Console.ReadLine(); }
                Task<int> task = null; Use(task?.Result + task.Result); task?.Wait(); if (!task.Wait(1)) throw new TimeoutException(); Task.WaitAny(); Task.WaitAll([task]);
                switch (rest) { case []: Asyncio.CreateTask(V()); break; case [var one, ..]: F(); goto case []; }
                again: if (size > 1) goto again; else F();
                return (await V()) switch { 1 => Asyncio.Run(V()), _ => Asyncio.Run(() => V()) };
            }

            int Reached { get { Helper(Stuck); return Stuck++; } set => Helper(value); }
            static int Stuck => Helper(1);
            static int Helper(int n) { Action a = null; a = () => { a(); Helper(n); }; a(); if (n > 0) Other(n); System.IO.File.ReadAllText("a"); return Asyncio.Run(V()); }
            static void Other(int n) => Helper(n - 1);
            static IEnumerable<int> Each(int n) { Helper(n); yield return n; foreach (var x in Each(n - 1)) yield return x; }
            class Handle : IDisposable { readonly int size = Helper(0); public Handle(int n = 1) : base() { Helper(n); } public void Dispose() { using var h = this; Helper(1); } public static implicit operator int(Handle h) => Helper(1); public static Handle operator -(Handle h) { Helper(2); return -h; } }
            [ThreadStatic] static int ofThread; static ThreadLocal<T> ofThreads = new(), more = new ThreadLocal<T>(() => null);
            async Coroutine OfThread() { ofThread++; ofThreads.Value = null; more.Value = ofThreads.Value; ofThreads?.Dispose(); ThreadLocal<int> own = new(); own.Value++; await F(); }
            async Coroutine Polled(AsyncEvent e, AsyncQueue<int> q) { while (!e.IsSet) await Asyncio.Sleep(1); while (q.IsEmpty) { await Asyncio.Yield(); } q.TryGet(out var item); do { await Asyncio.Sleep(1); } while (cached is null); while (cached == null) await System.Threading.Tasks.Task.Delay(1); }
            static async Coroutine<int> Pure(int x) { await Asyncio.Sleep(1); return x; }
            static async Coroutine<int> Round(int x) => x is 1 ? await Round(x) : x;
            static async System.Threading.Tasks.Task<int> PureTask(int x) { await System.Threading.Tasks.Task.Delay(x); return x; }
            async Coroutine Gathered(List<int> xs) { var one = await Pure(1); var two = await Pure(2); int three = await Pure(one); string four = await Pure(4); foreach (var x in xs) xs.Add(await Pure(x)); foreach (var (a, b) in new Dictionary<int, int>()) xs.Add(await Pure(a)); foreach (var x in xs) { if (await Pure(x) > 1) continue; } var five = await PureTask(1); var six = await Round(2); var seven = await PureTask(3); var eight = await PureTask(4); foreach (var x in xs) xs.Add(await PureTask(x)); }
            int shared; string cached;
            async Coroutine Updated() { shared += await V(); cached ??= (await V()).ToString(); if (cached == null) cached = await V() + cached; (shared, size) = (await V(), shared); shared = shared += await V(); this[1] += await V(); checked { shared++; } Monitor.Enter(this); shared *= await V(); }
            async Coroutine Locked(SemaphoreSlim s, AsyncLock l, SpinLock spin, Mutex m) { var taken = false; spin.Enter(ref taken); m.WaitOne(); if (Monitor.TryEnter(s)) await F(); await s.WaitAsync(); await s.WaitAsync(1); await F(); s.Release(); await l.AcquireAsync(); var held = await l.AcquireAsync(); try { await F(); } finally { l.Release(); } s?.Release(); }
            static int Slow(int n) { Thread.Sleep(n); return n; }
            static int RunsOnly() => Asyncio.Run(V());
            async Coroutine Reaching(List<int> xs) { Slow(Slow(1)); foreach (var x in xs.Select(Slow)) { } RunsOnly(); xs.Select(x => RunsOnly()).ToList(); int L() => Asyncio.Run(V()); L(); Helper(Helper(1)); Reached = Reached++; Reached += new Handle(); foreach (var x in Each(1)) { } using (new Handle()) { } using Handle h = new(), g = -h; xs.ForEach(Other); xs.Select(Helper).ToList(); lock (xs) { Other(Stuck); } await F(); }
            async Coroutine Configured(System.Threading.Tasks.Task t) { var a = t.ConfigureAwait(false); await t?.ConfigureAwait(false); t.ConfigureAwait(); }
            async Coroutine Caught() { try { await F(); } catch { } try { await F(); } catch (OperationCanceledException) { return; } catch (Exception) when (size > 1) { } }
            async Coroutine Printed() { Console.WriteLine(V()); Console.WriteLine($"{F()}" + V()); object o = F(), p = V(); V().Equals(V()); }
            async Coroutine Nothing(System.Threading.Tasks.Task t, string s) { await t?.WaitAsync(default); Func<System.Threading.Tasks.Task> f = async () => await t?.WaitAsync(default); await s?.Length; }
            async Coroutine Void(List<int> xs) { xs.ForEach(async x => await F()); xs.ForEach(async => F()); Action a = async () => await F(); await F(); }
            async Coroutine Timed(List<int> xs) { await Asyncio.Timeout(1, async scope => { xs.Clear(); }); await Asyncio.Timeout(1, async => { }); }
            Coroutine Left(IDisposable s) { using (s) try { lock (s) return F(); } catch (E) when (F() == null) { return default; } finally { using var t = s; } using var u = F(), v = u; return F(); }
            Coroutine<int>? maybe; Coroutine[] many; Coroutine Auto { get; } = F();
            async Coroutine Keep() { maybe = V(); maybe ??= V(); await maybe.Value; Stored = F(); (Stored, maybe) = (F(), V()); many[0] = F(); many = [F()]; await (Stored = F()); }
            LoopTask Kept; static Coroutine Hold(object o) => default; async Coroutine Held(IDisposable d) { using (var s = d) { Kept = Asyncio.CreateTask(Hold(s)); await F(); } }
            async Coroutine Outlived(IDisposable d, LoopTask t) { using (var s = d) { t = Asyncio.CreateTask(Idle(s)); using var u = s; return Asyncio.CreateTask(Go(u, s)); } using (t) Asyncio.CreateTask(Go(t)); }
            async Coroutine Close(System.IO.FileStream f) { using (f) using (var g = f) { await F(); } using System.IO.FileStream h = f, i = null; using var j = missing; using (null) { } }
            async Coroutine<int> Idle(int i) { async Task Local() { } await Local(); static async Coroutine Other<V>(V v) => Idle(1); return await Idle(await Idle(2)); async Coroutine Gone() { } }
            async void Forgotten<U>(U u) { Forgotten(1); this?.Forgotten<int>(2); Action<int> a = Forgotten; async void Local() => Local(); Local(); async void Void() { } }
            async Coroutine Raced() { await System.Threading.Tasks.Task.WhenAny(System.Threading.Tasks.Task.Run(() => 1), System.Threading.Tasks.Task.Delay(1), null); await System.Threading.Tasks.Task.WhenAny(); await Asyncio.Wait([], WaitMode.FirstCompleted); }
            async Coroutine Threads(AsyncEvent e, EventLoop l, Future f) { await System.Threading.Tasks.Task.Run(async () => { e.Set(); e?.Set(); l.Stop(); f.Cancel(); Asyncio.CreateTask(F()); await F(); await f; Use(Asyncio.CurrentToken); size++; }); new Thread(e.Set); new Thread(() => Use(Asyncio.CurrentToken)).Start(); new Thread(() => { Asyncio.CreateTask(F()); e?.Set(); }); }
            async Coroutine Endless(bool[] done) { do ; while (!Stored.Equals(1)); for (;;) { again: if (size > 1) goto again; while (true) ; } }
            Coroutine Tok(params List<int> xs) => F(); Coroutine Tok(List<int> xs, CancellationToken t) => F(); System.Threading.Tasks.Task Tik(params List<int> xs) => null; System.Threading.Tasks.Task Tik(List<int> xs, CancellationToken t) => null;
            async Coroutine Tokens(CancellationToken t) { await Tok(1); await Tok(new()); await System.Threading.Tasks.Task.Delay(1)?.WaitAsync(); static async Coroutine S() => await System.Threading.Tasks.Task.Delay(; }
            async Coroutine Ambient() { await Tik(1); await Tik(); await Tik(null, null); System.IO.Stream.Null?.FlushAsync(); await foreach (var x in new Tik()) { } }
            async Coroutine Opened(int kind) { switch (kind) { case 1: var c = await Asyncio.OpenConnection("", 1); while (true) { var n = await c.ReadAsync(new byte[1]); } default: break; } }
            async Coroutine Wrote(Connection c, byte[] data) { await c.ReadAsync(data); while (true) { c.Write(data); c?.Write("a"u8); this.Missing.Write(data); await c.ReadAsync(data); } foreach (var x in new[] { c }) x.Write(data); }
            async Coroutine Twice(Coroutine c) { await c; await c; for (;;) { await c; } }
        }
        """;

    private const string Program = "static class P { static async Task Main() { await Asyncio.Gather(Asyncio.Sleep(1), Asyncio.Sleep(1)); await Asyncio.Sleep(1); await; } }";

    private static readonly string[] Broken =
    [
        "",
        "Thread.Sleep(",
        "using AsyncioSharp; F(); Asyncio.Run(F()); static Coroutine F() => default;",
        "using AsyncioSharp; class C { async Coroutine M() { await; F(; } }",
        "using AsyncioSharp; class C { async Coroutine M() { var c = Missing(); _ = x?.; Asyncio.Run(); Asyncio.Run(,); Asyncio.CreateTask(); } }",
        "using AsyncioSharp; class C { Coroutine M() { System.Threading.Thread.Sleep(); System.Threading.Thread.Sleep(1, 2); return } }",
        "using AsyncioSharp; class C { Coroutine M() => { System.Threading.Thread.Sleep(1); } Coroutine N() { return; } Coroutine<int> O() { System.Threading.Thread.Sleep(1); return 1; } }",
        "using AsyncioSharp; class C { async Coroutine M(out int x) { System.Threading.Thread.Sleep(1); } abstract Coroutine A(); Coroutine B(); }",
        "using AsyncioSharp; System.Func<Coroutine> f = async () => ; Asyncio.Run(async => F()); var v = v = F(); Coroutine F();",
        "using AsyncioSharp; class C : I { async void M( { M(; M M(); } async void I.N() { N(); } async void I() => ; partial async void O(); async void () { } async Coroutine K() { using (; using var ; using var x = await; } Coroutine L() { using (return F()) lock return F(; try { return L(); } } async Coroutine () { } async Coroutine N( async M() { } async Coroutine<> P() { await P(; } }",
        "using AsyncioSharp; class C : C { Coroutine P => F(); Coroutine F() { F(); { F() } } } class C { }",
        "using AsyncioSharp; class C { void M() { Coroutine c = c; c = ; TaskGroup.Run(g => Asyncio.CreateTask(g)); TaskGroup.Run(async (a, b) => { Asyncio.CreateTask(M()); }); } }",
        "using AsyncioSharp; class C { async Coroutine M() { return Asyncio.Run(M()); lock { Asyncio.Run(M()); } catch { } when (Asyncio.Run(M())) } }",
        "using AsyncioSharp; using System.Threading.Tasks; class C { async Coroutine M(Task t) { t.Wait(; t?.; t?.Result.; Task.WaitAll(,); Task.WaitAny(t).Result; t.GetAwaiter().GetResult(; await t; } }",
        "using AsyncioSharp; using System.IO; class C { async Coroutine M(StreamReader r) { r.ReadLine(; r?.ReadLine(; File.ReadAllText(,); foreach (File.ReadLines(1)) { } foreach (var x in File.ReadLines()) r.Read(.; } }",
        "using AsyncioSharp; using System; using System.Threading; class C { async Coroutine M(Thread t) { t.Join(; t?.Join(,); Console.ReadLine(.; Console.ReadLine(Console.ReadKey(); Monitor.Wait(); } }",
        "using AsyncioSharp; class C : I { void I.A() => B(; void B() { A(); B(); } C() : this() { } C(int x) : base(x) { } static C c = new C(); using int i = c; async Coroutine M(I i) { i.A(); i.Missing(); new C(; B(B()); foreach (var x in this) { } using (this) { } } } interface I { void A() { A(); } }",
        "using AsyncioSharp; class C { int x; async Coroutine M() { x += await; x ??= await V(; if (x is ) x = await V(); y += await x; x = x + await (await; } int P => x += await V(); int f = x += await V(); }",
        "using AsyncioSharp; using System.Threading; class C { async Coroutine M(SemaphoreSlim s) { await s.WaitAsync(; Monitor.Enter(); await s.WaitAsync(); await; s.Release(,); var x = await s.; try { Monitor.Enter(s, ref } finally { await; } } int f = Monitor.Enter(this); }",
        "using AsyncioSharp; class C { bool b; async Coroutine M() { while (true) while (b) for (;;) do while (); while (!b) await; while (true) { ; for (;; } }",
        "using AsyncioSharp; class C { async Coroutine<int> M(int[] xs) { while (!) await Asyncio.Sleep(1); while (xs.Length == ) { await Asyncio.Sleep(1); } while (!xs.) await Asyncio.Sleep(; foreach (var x in ) xs.Add(await M(xs)); foreach (x in xs) { xs.Add(await M(; } var a = await M(xs); var b = await M(; var = await M(xs); int c = await M(xs), ; } }",
        "using AsyncioSharp; class C { async Coroutine M(Connection c) { while (true) { c.Write(; c?.Write(,); await c.ReadAsync(; await c.ReadAsync(); c.Write; } for (;;) c.Write( } }",
        "using AsyncioSharp; class C { async Coroutine M() { var c = await Asyncio.OpenConnection(; Connection d = await Asyncio.OpenConnection(), = ; var await Asyncio.OpenConnection(1); while (true) { var n = await c.ReadAsync(; n = await d.ReadLineAsync() } for (;; true) _ = await c.ReadAsync( } }",
        "namespace AsyncioSharp { public struct Coroutine { } class C { Coroutine F() { F(); return default; } } }",
    ];

    public static TheoryData<string> BrokenSources => [.. Broken];

    public static TheoryData<int> Cuts => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(BrokenSources))]
    public Task BrokenCode_IsSurvived(string source) => AssertSane(source);

    [Fact]
    public async Task OddCode_IsReportedOncePerPlace()
    {
        await AssertSane(Everything + Program);

        // An unsafe class awaits nowhere, so nearly all that is found there is unfixable.
        var ids = (await RuleCatalog.AnalyzeAsync(Everything + Program, OutputKind.ConsoleApplication)).Select(d => d.Id).ToHashSet();
        Assert.Empty(RuleCatalog.Descriptors.Select(d => d.Id).Where(id => !RuleCatalog.IsFixable(id)).Except(ids));
    }

    // What an editor sees while somebody types.
    [Theory]
    [MemberData(nameof(Cuts))]
    public Task UnfinishedCode_IsSurvived(int part) => AssertSane(Everything[..(Everything.Length * part / 25)]);

    [Fact]
    public async Task GeneratedCode_IsSilent() =>
        Assert.Empty((await RuleCatalog.AnalyzeAsync("// <auto-generated/>\n" + Everything)).Where(IsOurs));

    [Fact]
    public async Task SourceThatNeverMentionsTheRuntime_IsSilent() =>
        Assert.Empty((await RuleCatalog.AnalyzeAsync("class C { async System.Threading.Tasks.Task M() { M(); await M(); } }")).Where(IsOurs));

    private static async Task AssertSane(string source)
    {
        foreach (var kind in new[] { OutputKind.DynamicallyLinkedLibrary, OutputKind.ConsoleApplication })
        {
            var diagnostics = await RuleCatalog.AnalyzeAsync(source, kind);
            Assert.Empty(diagnostics.Where(d => d.Id == "AD0001"));
            Assert.Empty(diagnostics.Where(IsOurs).GroupBy(d => d.Location.SourceSpan).Where(g => g.Count() > 1).SelectMany(g => g));
        }
    }

    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("AIO", StringComparison.Ordinal);
}
