using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingHelperAnalyzer, AsyncioSharp.CodeFixes.BlockingHelperFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class BlockingHelperTests
{
    private static string In(string members, string line) =>
        "using System.IO;\n" + Snippet.Members($"{members}\nasync Coroutine M(Task t, List<int> xs, Stream s)\n{{\n{line}\nawait F();\n}}");

    private static Task Fix(string members, string line, string replacement) => Verify.Fix(In(members, line), In(members, replacement));

    private static Task Unfixable(string members, string line) => Verify.Unfixable(In(members, line));

    private static Task Silent(string members, string line) => Verify.Silent(In(members, line));

    [Fact]
    public Task P01_Helper() => Fix("void Helper() { Thread.Sleep(100); }", "{|AIO106:Helper()|};", "await Asyncio.ToThread(() => Helper());");

    [Fact]
    public Task P02_ChainOfTwo() => Fix("Task wait; void A() => B(); void B() => wait.Wait();", "{|AIO106:A()|};", "await Asyncio.ToThread(() => A());");

    [Theory]
    [InlineData("int P { get { Thread.Sleep(1); return 1; } }", "_ = {|AIO106:P|};", "_ = await Asyncio.ToThread(() => P);")]
    [InlineData("int P => int.Parse(File.ReadAllText(\"a\"));", "Use({|AIO106:P|}.ToString());", "Use((await Asyncio.ToThread(() => P)).ToString());")]
    [InlineData("int this[int i] { get { Thread.Sleep(i); return 1; } }", "Use({|AIO106:this[2]|});", "Use(await Asyncio.ToThread(() => this[2]));")]
    public Task P03_P06_Getters(string members, string line, string replacement) => Fix(members, line, replacement);

    [Theory]
    [InlineData("class B { public B() { Thread.Sleep(1); } }")]
    [InlineData("class B { readonly string text = File.ReadAllText(\"a\"); }")]
    [InlineData("class B { string Text { get; } = File.ReadAllText(\"a\"); public B() { } }")]
    [InlineData("class B { public B() : this(1) { } B(int x) { Thread.Sleep(x); } }")]
    [InlineData("class A { protected A() { Thread.Sleep(1); } } class B : A { }")]
    [InlineData("class A(int x) { readonly string text = File.ReadAllText(x.ToString()); } class B() : A(1);")]
    [InlineData("record A { readonly string text = File.ReadAllText(\"a\"); } record B : A;")]
    public Task P04_Constructors(string members) => Fix(members, "var b = {|AIO106:new B()|};", "var b = await Asyncio.ToThread(() => new B());");

    // It is reported inside, where it blocks (AIO151): one finding, and not one more at each call.
    [Fact]
    public Task P05_LocalFunction() => Silent("", "void L() { Thread.Sleep(1); } L();");

    [Theory]
    [InlineData("class B { public static B operator +(B a, B b) { Thread.Sleep(1); return a; } }", "Use({|AIO156:new B() + new B()|});")]
    [InlineData("class B { public static B operator -(B a) { Thread.Sleep(1); return a; } }", "Use({|AIO156:-new B()|});")]
    [InlineData("class B { public static B operator ++(B a) { Thread.Sleep(1); return a; } }", "var b = new B(); {|AIO156:b++|};")]
    [InlineData("class B { public static B operator +(B a, int b) { Thread.Sleep(1); return a; } }", "var b = new B(); {|AIO156:b += 1|};")]
    [InlineData("class B { public static implicit operator int(B b) { Thread.Sleep(1); return 1; } }", "int n = {|AIO156:new B()|};")]
    [InlineData("class B { public IEnumerator<int> GetEnumerator() { Thread.Sleep(1); return null; } }", "foreach (var x in {|AIO156:new B()|}) { }")]
    [InlineData("class E { public int Current => 1; public bool MoveNext() { Thread.Sleep(1); return false; } } class B { public E GetEnumerator() => new E(); }", "foreach (var x in {|AIO156:new B()|}) { }")]
    [InlineData("IEnumerable<int> Each() { Thread.Sleep(1); yield return 1; }", "foreach (var x in {|AIO156:Each()|}) { }")]
    [InlineData("IEnumerable<int> Each() { Thread.Sleep(1); yield return 1; }", "Use({|AIO156:Each()|}.ToList());")]
    [InlineData("class B : IDisposable { public void Dispose() => Thread.Sleep(1); }", "using var {|AIO156:b|} = new B();")]
    [InlineData("class B : IDisposable { public void Dispose() => Thread.Sleep(1); }", "using ({|AIO156:new B()|}) { }")]
    [InlineData("abstract class A : IDisposable { public void Dispose() => Dispose(true); protected virtual void Dispose(bool d) { } } sealed class B : A { protected override void Dispose(bool d) => Thread.Sleep(1); }", "using (B {|AIO156:b|} = new B(), c = b) { }")]
    [InlineData("ref struct B { public void Dispose() => Thread.Sleep(1); }", "{ using var {|AIO156:b|} = new B(); }")]
    [InlineData("int P { set => Thread.Sleep(value); }", "{|AIO156:P|} = 1;")]
    [InlineData("int P { get => 1; set => Thread.Sleep(value); }", "{|AIO156:P|}++; {|AIO156:P|} += 1;")]
    public Task P06_OtherEdges(string members, string line) => Unfixable(members, line);

    [Theory]
    [InlineData("readonly Lazy<string> lazy = new(() => File.ReadAllText(\"a\"));", "Use({|AIO106:lazy.Value|});", "Use(await Asyncio.ToThread(() => lazy.Value));")]
    [InlineData("static Lazy<string> Text { get; } = new Lazy<string>(Load); static string Load() => File.ReadAllText(\"a\");", "Use({|AIO106:Text.Value|});", "Use(await Asyncio.ToThread(() => Text.Value));")]
    public Task P06_Lazy(string members, string line, string replacement) => Fix(members, line, replacement);

    [Theory]
    [InlineData("xs.Select(i => {|AIO156:Helper(i)|}).ToList();")]
    [InlineData("xs.ForEach(i => {|AIO156:Helper(i)|});")]
    [InlineData("xs.Select({|AIO156:Helper|}).ToList();")]
    [InlineData("lock (gate) { {|AIO156:Helper(1)|}; }")]
    [InlineData("unsafe { {|AIO156:Helper(1)|}; }")]
    [InlineData("void L(int i) => {|AIO156:Helper(i)|}; {|AIO106:L(1)|};")]
    public Task P07_P08_WhereNothingCanBeAwaited(string line)
    {
        var test = Verify.Create(In("int Helper(int i) { Thread.Sleep(i); return i; }", line));
        test.FixedCode = In("int Helper(int i) { Thread.Sleep(i); return i; }", line.Contains("AIO106") ? "void L(int i) => Helper(i); await Asyncio.ToThread(() => L(1));" : line);
        return test.RunAsync();
    }

    [Theory]
    [InlineData("void Helper(List<int> xs) => xs.ForEach(x => Thread.Sleep(x));")]
    [InlineData("void Helper(List<int> xs) { var all = xs.Select(x => { Thread.Sleep(x); return x; }).ToList(); }")]
    [InlineData("void Helper(List<int> xs) { Action a = () => Thread.Sleep(1); a(); }")]
    [InlineData("void Helper(List<int> xs) { void L() => Thread.Sleep(1); L(); }")]
    [InlineData("void Helper(List<int> xs) => xs.ForEach(Slow); void Slow(int x) => Thread.Sleep(x);")]
    [InlineData("void Helper(List<int> xs) { using var r = new StreamReader(\"a\"); r.ReadLine(); }")]
    [InlineData("void Helper(List<int> xs) { using (var f = File.OpenRead(\"a\")) using (var r = new StreamReader(f)) { r.ReadToEnd(); } }")]
    [InlineData("void Helper(List<int> xs) => new SemaphoreSlim(1).Wait();")]
    [InlineData("void Helper(List<int> xs) => Console.ReadLine();")]
    [InlineData("void Helper(List<int> xs) => new D().Go(); partial class D { partial void P(); partial void P() => Thread.Sleep(1); internal void Go() => P(); }")]
    public Task WhatTheHelperDoes(string members) => Fix(members, "{|AIO106:Helper(xs)|};", "await Asyncio.ToThread(() => Helper(xs));");

    [Fact]
    public Task SpanThatIsMadeInTheCall_MovesWithIt() => Fix(
        "void H(params Span<int> n) => Thread.Sleep(n[0]);", "{|AIO106:H(1, 2, 3)|};", "await Asyncio.ToThread(() => H(1, 2, 3));");

    [Fact]
    public async Task OverridesOfBlockingMembers_AreJudgedByTheirCode()
    {
        const string Fake = "class Fake() : StreamReader(\"a\") { public override string ReadToEnd() => \"\"; } void H(Fake f) => f.ReadToEnd();";
        await Silent(Fake, "H(null);");
        await Fix(Fake.Replace("=> \"\";", "{ Thread.Sleep(1); return null; }"), "{|AIO106:H(null)|};", "await Asyncio.ToThread(() => H(null));");
    }

    [Fact]
    public Task P13_TaskThatIsNotAsync() => Unfixable("Task Start(Task u) { Thread.Sleep(1); return u; }", "await {|AIO156:Start(t)|};");

    [Theory]
    [InlineData("void Helper() { Task.Run(() => Thread.Sleep(1)); new Thread(() => Thread.Sleep(1)).Start(); }")]
    [InlineData("void Helper() { Timer x = new(_ => Thread.Sleep(1)); ThreadPool.QueueUserWorkItem(_ => Thread.Sleep(1)); }")]
    [InlineData("void Helper() { Func<int> f = () => { Thread.Sleep(1); return 1; }; Use(f); }")]
    [InlineData("void Helper() { Expression<Func<string>> e = () => File.ReadAllText(\"a\"); }")]
    [InlineData("void Helper() { Action a = () => Thread.Sleep(1); Task.Run(() => a()); }")]
    [InlineData("void Helper() { void L() => Thread.Sleep(1); }")]
    [InlineData("void Helper() { Use(nameof(File.ReadAllText)); }")]
    public Task N01_N03_N05_N06_N16_N39_OffTheLoop(string members) => Silent(members, "Helper();");

    [Theory]
    [InlineData("await Asyncio.ToThread(() => Helper());")]
    [InlineData("await Task.Run(() => Helper());")]
    [InlineData("await Task.Run(Helper);")]
    [InlineData("Action a = Helper; Use(a);")]
    [InlineData("void L() => Helper(); await Task.Run(() => L());")]
    [InlineData("Expression<Action> e = () => Helper();")]
    [InlineData("Use(nameof(Helper)); Use(nameof(P));")]
    public Task N05_CallsOffTheLoop(string line) => Silent("void Helper() => Thread.Sleep(1); int P { get { Thread.Sleep(1); return 1; } }", line);

    [Theory]
    [InlineData("Task<int> a; async Coroutine Done() { await a; Get(a); } int Get(Task<int> x) => x.Result;")]
    [InlineData("async Coroutine Done(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); Use(Sum(a, b)); } int Sum(Task<int> x, Task<int> y) => x.Result + y.Result;")]
    [InlineData("async Coroutine Done() { Use(Get(Task.FromResult(1))); await F(); } int Get(Task<int> x) => Inner(x); int Inner(Task<int> x) => x.Result;")]
    [InlineData("int Get(Task<int> x) => x.IsCompletedSuccessfully ? x.Result : 0; async Coroutine Done(Task<int> a) { Get(a); await F(); }")]
    [InlineData("int Get(Task<int> x) { if (!x.IsCompleted) return 0; return x.Result; } async Coroutine Done(Task<int> a) { Get(a); await F(); }")]
    [InlineData("void Get(Task<int> x) => x.ContinueWith(y => y.Result); async Coroutine Done(Task<int> a) { Get(a); await F(); }")]
    [InlineData("void Get() => Task.CompletedTask.Wait(); async Coroutine Done() { Get(); await F(); }")]
    public Task N07_N09_N10_N11_N13_N14_TasksThatAreDone(string members) => Silent(members, "");

    [Fact]
    public Task TaskOfTheCaller_IsWaitedFor() => Fix(
        "int Get(Task<int> x) => Inner(x); int Inner(Task<int> x) => x.Result; Task<int> Start() => null;",
        "Use({|AIO106:Get(Start())|});",
        "Use(await Asyncio.ToThread(() => Get(Start())));");

    [Theory]
    [InlineData("void Helper() { new SemaphoreSlim(1).Wait(0); new ManualResetEvent(true).WaitOne(0); Thread.Sleep(0); }", "Helper();")]
    [InlineData("void Helper(Stream x) => x.Flush();", "Helper(new MemoryStream()); Stream m = new MemoryStream(); Helper(m);")]
    [InlineData("void Helper(Stream x) { using var w = new StreamWriter(x); w.Write(\"a\"); }", "Helper(new MemoryStream());")]
    [InlineData("void Helper(Stream x) => Inner(x); void Inner(Stream x) => x.Flush();", "Helper(new MemoryStream());")]
    [InlineData("Stream open; void Helper() => open.Flush();", "Helper();")]
    [InlineData("void Helper() { using var x = typeof(C).Assembly.GetManifestResourceStream(\"a\"); using var r = new StreamReader(x); r.ReadToEnd(); }", "Helper();")]
    [InlineData("string Helper() { var w = new StringWriter(); w.Write(1); return System.Text.Json.JsonSerializer.Serialize(w); }", "Helper();")]
    public Task N18_N19_N34_ProbesAndMemory(string members, string line) => Silent(members, line);

    [Fact]
    public Task StreamOfTheCaller_IsWaitedFor() => Fix(
        "void Helper(Stream x) { using var w = new StreamWriter(x); w.Write(\"a\"); }", "{|AIO106:Helper(s)|};", "await Asyncio.ToThread(() => Helper(s));");

    [Theory]
    [InlineData("void Helper() { File.Copy(\"a\", \"b\"); Use(File.Exists(\"a\")); Directory.CreateDirectory(\"a\"); }")]
    [InlineData("void Helper() { Console.WriteLine(1); Console.Error.Write(2); Console.Out.Flush(); }")]
    [InlineData("void Helper() { lock (gate) { } Monitor.Enter(gate); Monitor.Exit(gate); }")]
    [InlineData("ReaderWriterLockSlim rw; void Helper() { rw.EnterReadLock(); rw.ExitReadLock(); }")]
    [InlineData("void Helper() { using var x = new CancellationTokenSource(); x.Cancel(); }")]
    public Task N25_N27_InfoAndShortLocks(string members) => Silent(members, "Helper();");

    [Theory]
    [InlineData("void Save() => File.WriteAllText(\"a\", \"b\"); async Coroutine SaveAsync() { {|AIO106:Save()|}; await F(); }", "void Save() => File.WriteAllText(\"a\", \"b\"); async Coroutine SaveAsync() { await Asyncio.ToThread(() => Save()); await F(); }")]
    [InlineData("void Save() => File.WriteAllText(\"a\", \"b\"); Task SaveAsync() { Save(); return null; } async Coroutine N() { {|AIO106:Save()|}; await F(); }", "void Save() => File.WriteAllText(\"a\", \"b\"); Task SaveAsync() { Save(); return null; } async Coroutine N() { await Asyncio.ToThread(() => Save()); await F(); }")]
    public Task N28_TheCounterpartItself(string members, string replacement) => Verify.Fix(In(members, ""), In(replacement, ""));

    [Fact]
    public Task CounterpartOfTheHelper_IsNoBusinessOfThisRule() => Silent(
        "void Save() => File.WriteAllText(\"a\", \"b\"); async Task SaveAsync() => await File.WriteAllTextAsync(\"a\", \"b\");", "Save();");

    [Theory]
    [InlineData("void Helper() => Thread.Sleep(1); void Sync() => Helper();")]
    [InlineData("void Helper() => Thread.Sleep(1); static void Main() { new C().Helper(); Asyncio.Run(new C().F()); }")]
    public Task N38_N40_SynchronousCallers(string members) => Silent(members, "");

    [Theory]
    [InlineData("interface I { void Go(); } class A : I { public void Go() => Thread.Sleep(1); }", "I i = null; {|AIO106:i.Go()|};", "I i = null; await Asyncio.ToThread(() => i.Go());")]
    [InlineData("interface I { void Go(); } class A : I { public void Go() => Thread.Sleep(1); } class B : I { void I.Go() => Console.ReadKey(); }", "I i = null; {|AIO106:i.Go()|};", "I i = null; await Asyncio.ToThread(() => i.Go());")]
    [InlineData("interface I<T> { void Go(T t); } class A<T> : I<T> { public virtual void Go(T t) { } } class B : A<int> { public override void Go(int t) => Thread.Sleep(1); }", "B b = null; {|AIO106:b.Go(1)|};", "B b = null; await Asyncio.ToThread(() => b.Go(1));")]
    [InlineData("abstract class A { public abstract int P { get; } } class B : A { public override int P => Console.Read(); }", "A a = null; Use({|AIO106:a.P|});", "A a = null; Use(await Asyncio.ToThread(() => a.P));")]
    [InlineData("interface I { void Go() => Thread.Sleep(1); } class A : I { }", "I i = null; {|AIO106:i.Go()|};", "I i = null; await Asyncio.ToThread(() => i.Go());")]
    public Task AllImplementationsBlock(string members, string line, string replacement) => Fix(members, line, replacement);

    [Theory]
    [InlineData("interface I { void Go(); } class A : I { public void Go() => Thread.Sleep(1); } class B : I { public void Go() { } }", "I i = null; i.Go();")]
    [InlineData("interface I { void Go(); }", "I i = null; i.Go();")]
    [InlineData("class A { public virtual void Go() { } } class B : A { public override void Go() => Thread.Sleep(1); }", "A a = null; a.Go();")]
    [InlineData("class A { public virtual void Go() => Thread.Sleep(1); } class B : A { public override void Go() { } }", "A a = null; a.Go();")]
    [InlineData("interface I { Task Go(); } class A : I { public Task Go() { Thread.Sleep(1); return null; } } class B : I { public async Task Go() { await Task.Yield(); } }", "I i = null; await i.Go();")]
    [InlineData("class A : IDisposable { public void Dispose() => Thread.Sleep(1); }", "IDisposable a = new A(); a.Dispose(); using var b = a;")]
    public Task SomeImplementationsDoNot(string members, string line) => Silent(members, line);

    [Theory]
    [InlineData("async Task Later() { Thread.Sleep(1); await Task.Yield(); }", "await Later();")]
    [InlineData("Coroutine Later() { Thread.Sleep(1); return default; }", "await Later();")]
    [InlineData("IEnumerable<int> Each() { Thread.Sleep(1); yield return 1; }", "var later = Each();")]
    [InlineData("async void Later() { Thread.Sleep(1); await Task.Yield(); }", "Later();")]
    [InlineData("async Task Later() { Thread.Sleep(1); await Task.Yield(); } void Helper() { Later(); }", "Helper();")]
    public Task AsyncCallees_ReportThemselves(string members, string line) => Silent(members, line);

    [Theory]
    [InlineData("void A(int n) { if (n > 0) B(n); } void B(int n) => A(n - 1);", "A(1);")]
    [InlineData("int P => Q; int Q => P;", "Use(P);")]
    [InlineData("interface I { void Go(); } class A : I { public void Go() => new B().Go(); } class B : I { public void Go() { I i = new A(); i.Go(); } }", "I i = null; i.Go();")]
    public Task Circles_End(string members, string line) => Silent(members, line);

    // Each of twelve virtual members calls all of them: there are more ways through them than anybody can walk.
    [Fact]
    public Task CirclesOfVirtualCalls_AreWalkedOnce()
    {
        var names = Enumerable.Range(0, 12).Select(i => $"Go{i}").ToList();
        string Bodies(string modifier) => string.Concat(names.Select(name => $" public {modifier} void {name}(A a) {{ {string.Concat(names.Select(n => $"a.{n}(a); "))}}}"));
        return Silent($"class A {{{Bodies("virtual")} }} class B : A {{{Bodies("override")} }}", "A a = new B(); a.Go0(a);");
    }

    [Theory]
    [InlineData("void A(int n) { B(n); Thread.Sleep(1); } void B(int n) { if (n > 0) A(n - 1); }", "{|AIO106:B(1)|}; {|AIO106:A(1)|};", "await Asyncio.ToThread(() => B(1)); await Asyncio.ToThread(() => A(1));")]
    [InlineData("void A() { B(); D(); } void B() => A(); void D() => Thread.Sleep(1);", "{|AIO106:A()|}; {|AIO106:B()|};", "await Asyncio.ToThread(() => A()); await Asyncio.ToThread(() => B());")]
    public Task Circles_ThatBlock(string members, string line, string replacement) => Fix(members, line, replacement);

    [Fact]
    public Task InPlainAsyncMethod_IsTaskRun() => Verify.Fix(
        Snippet.Members("void H() => Thread.Sleep(1); async Task M(C c) { {|AIO106:H()|}; {|AIO106:c?.H()|}; await Task.Yield(); }"),
        Snippet.Members("void H() => Thread.Sleep(1); async Task M(C c) { await Task.Run(() => H()); if (c is not null) await Task.Run(() => c.H()); await Task.Yield(); }"));

    [Fact]
    public Task CoroutineWithoutAsync() => Verify.Fix(
        Snippet.Members("void H() => Thread.Sleep(1); Coroutine M() { {|AIO106:H()|}; return default; }"),
        Snippet.Members("void H() => Thread.Sleep(1); async Coroutine M() { await Asyncio.ToThread(() => H()); }"));

    [Theory]
    [InlineData("int H(int n) { Thread.Sleep(n); return n; }", "Use({|AIO106:H(H(1))|});", "Use(await Asyncio.ToThread(() => H(H(1))));")]
    [InlineData("C H() { Thread.Sleep(1); return this; } int P { get { Thread.Sleep(1); return 1; } }", "Use({|AIO106:H().H().P|});", "Use(await Asyncio.ToThread(() => H().H().P));")]
    public Task D01_D03_Nests(string members, string line, string replacement) => Fix(members, line, replacement);

    [Theory]
    [InlineData("void H(int n) => Thread.Sleep(n);", "{|AIO156:H(await V())|};")]
    [InlineData("void H(string n) => Thread.Sleep(1);", "{|AIO156:H(File.ReadAllText(\"a\"))|};")]
    [InlineData("void H(out int n) { n = 1; Thread.Sleep(n); }", "{|AIO156:H(out var n)|};")]
    [InlineData("void H(Span<int> n) => Thread.Sleep(n[0]);", "Span<int> n = new int[1]; {|AIO156:H(n)|};")]
    [InlineData("Span<int> H() { Thread.Sleep(1); return default; }", "Use({|AIO156:H()|}[0]);")]
    [InlineData("class B { public B() => Thread.Sleep(1); }", "B b = {|AIO156:new()|};")]
    [InlineData("AsyncEvent e; void H() { Thread.Sleep(1); e.Set(); }", "{|AIO156:H()|};")]
    [InlineData("AsyncEvent e; void H() { Thread.Sleep(1); G(); } void G() => e.Set();", "{|AIO156:H()|};")]
    [InlineData("Mutex m; void H() => m.WaitOne();", "{|AIO156:H()|};")]
    [InlineData("int P { get { Thread.Sleep(1); return 1; } }", "Use(this is { {|AIO156:P|}: 1 });")]
    public Task CannotMove(string members, string line) => Unfixable(members, line);

    [Fact]
    public Task D14_CommentsStay() => Fix(
        "void H(int n) => Thread.Sleep(n);", "/* a */ {|AIO106:H(/* b */ 1)|} /* c */; // d", "/* a */ await Asyncio.ToThread(() => H(/* b */ 1)) /* c */; // d");

    [Fact]
    public async Task Attributes_CutAndAdd()
    {
        const string Attributes = "class BlockingAttribute : Attribute { } class NonBlockingAttribute : Attribute { } ";
        await Silent(Attributes + "[NonBlocking] void A() => Thread.Sleep(1); void B() => A();", "A(); B();");
        await Silent(Attributes + "[NonBlocking] int P { get { Thread.Sleep(1); return 1; } } [NonBlocking] class D { public D() => Thread.Sleep(1); }", "Use(P); Use(new D());");
        await Fix(Attributes + "[Blocking] extern static void A(); void B() => A();", "{|AIO106:B()|};", "await Asyncio.ToThread(() => B());");
    }

    [Fact]
    public Task Settings_CutAndAdd()
    {
        const string Members = "void A() => Thread.Sleep(1); void B() => A(); void D() => E(); void E() { } int P => Q(); int Q() { Thread.Sleep(1); return 1; }";
        var test = Verify.Create(In(Members, "B(); Use(P); {|AIO106:D()|};"));
        test.FixedCode = In(Members, "B(); Use(P); await Asyncio.ToThread(() => D());");
        test.TestState.AnalyzerConfigFiles.Add(
            ("/.editorconfig", "root = true\n[*.cs]\nasyncio.blocking_apis = M:C.E\nasyncio.nonblocking_apis = [System.Threading.Thread]::Sleep, P:C.P\n"));
        return test.RunAsync();
    }

    [Fact]
    public Task N42_GeneratedHelpers_AreRead()
    {
        var test = Verify.Create(In("", "{|AIO106:Generated.Help()|};"));
        test.FixedCode = In("", "await Asyncio.ToThread(() => Generated.Help());");
        const string Generated = "// <auto-generated/>\nstatic class Generated { public static void Help() => System.Threading.Thread.Sleep(1); async static AsyncioSharp.Coroutine M() { Help(); await default(AsyncioSharp.Coroutine); } }";
        test.TestState.Sources.Add(("Generated.g.cs", Generated));
        test.FixedState.Sources.Add(("Generated.g.cs", Generated));
        return test.RunAsync();
    }

    [Fact]
    public Task N90_ModeFlag() => Silent(
        "void H() => Thread.Sleep(1); Task G(bool async) { if (async) return Task.CompletedTask; return null; }", "if (xs.Count > 0) await G(true); bool sync = true; if (sync) H(); else await F();");

    [Fact]
    public Task ScopeLoop_LeavesAsyncTaskAlone()
    {
        var test = Verify.Create(Snippet.Members("void H() => Thread.Sleep(1); async Task M() { H(); await Task.Yield(); }"));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nasyncio.scope = loop\n"));
        return test.RunAsync();
    }

    [Fact]
    public Task Message_PrintsTheShortestWay() => Verify.Says(
        In("void Save()\n{\nif (gate is null) Twice();\nFlush();\n}\nvoid Twice() => Flush();\nvoid Flush()\n{\nFile.WriteAllText(\"a\", \"b\");\n}", "{|#0:Save()|};"),
        "AIO106",
        "'C.Save' blocks the event loop, C.Save -> C.Flush -> File.WriteAllText (Test0.cs:20): write 'await Asyncio.ToThread(() => Save())'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        In("class B { public B() => Thread.Sleep(1); }", "lock (gate) { {|#0:new B()|}; }"),
        "AIO156",
        "'new B' blocks the event loop, new B -> Thread.Sleep (Test0.cs:12), and 'await' is not allowed in a lock: move 'await Asyncio.ToThread(() => new B())' out of it");

    [Theory]
    [InlineData("object Load() => new[] { \"a\" }.Select(System.IO.File.ReadAllText).ToList();", "Use({|AIO106:Load()|});", "Use(await Asyncio.ToThread(() => Load()));")]
    [InlineData("object Rest() => new[] { 1 }.Select(Sleep).ToList(); int Sleep(int x) { Thread.Sleep(x); return x; }", "Use({|AIO106:Rest()|});", "Use(await Asyncio.ToThread(() => Rest()));")]
    [InlineData("void Rest() => new List<int> { 1 }.ForEach(Thread.Sleep);", "{|AIO106:Rest()|};", "await Asyncio.ToThread(() => Rest());")]
    public Task MethodGroup_InAHelper(string members, string line, string replacement) => Fix(members, line, replacement);
}
