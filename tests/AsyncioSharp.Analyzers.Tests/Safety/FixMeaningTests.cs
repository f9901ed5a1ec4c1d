using VerifyCounterpart = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;
using VerifyForEach = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncVoidLambdaAnalyzer, AsyncioSharp.CodeFixes.AsyncVoidLambdaFix>;
using VerifyHelper = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingHelperAnalyzer, AsyncioSharp.CodeFixes.BlockingHelperFix>;
using VerifySleep = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingSleepAnalyzer, AsyncioSharp.CodeFixes.BlockingSleepFix>;
using VerifyToken = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TokenNotForwardedAnalyzer, AsyncioSharp.CodeFixes.TokenNotForwardedFix>;
using VerifyWait = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TaskWaitAnalyzer, AsyncioSharp.CodeFixes.TaskWaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>Fixes that once changed what a program does, one kind each.</summary>
public sealed class FixMeaningTests
{
    private const string IO = "using System.IO;\n";

    [Theory]
    [InlineData("try { {|AIO152:t.Wait()|}; } catch (AggregateException e) { Use(e.InnerExceptions.Count); }")]
    [InlineData("try { Use({|AIO152:u.Result|}); } catch (AggregateException) { }")]
    [InlineData("try { {|AIO152:Task.WaitAll(t, u)|}; } catch (Exception e) when (e.InnerException is IOException) { Use(1); }")]
    [InlineData("try { {|AIO152:t.Wait()|}; } catch (Exception e) when (e is AggregateException) { Use(1); }")]
    [InlineData("try { {|AIO152:t.Wait()|}; } catch (Exception e) { Use(e.InnerException!.Message); }")]
    [InlineData("try { {|AIO152:t.Wait()|}; } catch (Exception e) { ((AggregateException)e).Handle(x => true); }")]
    [InlineData("try { try { {|AIO152:t.Wait()|}; } finally { Use(1); } } catch (AggregateException e) { e.Flatten(); }")]
    [InlineData("try { {|AIO152:t.Wait()|}; } catch (IOException) { Use(1); }")]
    public Task WaitInATryThatKnowsTheWrapper_Unfixable(string line) => VerifyWait.Unfixable(IO + Snippet.Members($"async Task M(Task t, Task<int> u) {{ {line} await F(); }}"));

    [Theory]
    [InlineData("try { {|AIO102:t.GetAwaiter().GetResult()|}; } catch (IOException) { Use(1); }", "try { await t; } catch (IOException) { Use(1); }")]
    [InlineData("try { {|AIO102:t.Wait()|}; } catch (Exception e) { Use(e); }", "try { await t; } catch (Exception e) { Use(e); }")]
    [InlineData("try { {|AIO102:t.Wait()|}; } finally { Use(1); }", "try { await t; } finally { Use(1); }")]
    [InlineData("try { Use(1); } catch (AggregateException) { {|AIO102:t.Wait()|}; }", "try { Use(1); } catch (AggregateException) { await t; }")]
    public Task WaitElsewhere_IsFixed(string line, string replacement) => VerifyWait.Fix(
        IO + Snippet.Members($"async Task M(Task t) {{ {line} await F(); }}"), IO + Snippet.Members($"async Task M(Task t) {{ {replacement} await F(); }}"));

    [Fact]
    public Task ExtensionCall_IsNotItsReceiver() => VerifyWait.Fix(
        Snippet.Members("async Task M(C c) { {|AIO102:c.Ping().Wait()|}; {|AIO102:c.Other().Wait()|}; await Task.Yield(); }") + "static class X { public static Task Ping(this C c) => null; public static Task Other(this C c) => null; }",
        Snippet.Members("async Task M(C c) { await c.Ping(); await c.Other(); await Task.Yield(); }") + "static class X { public static Task Ping(this C c) => null; public static Task Other(this C c) => null; }");

    [Theory]
    [InlineData("void Do() { Thread.Sleep(1); } Task DoAsync() => CoreAsync(); async Task CoreAsync() { Do(); await Task.Yield(); }")]
    [InlineData("void Do() { Thread.Sleep(1); } async Task DoAsync() { await One(); } async Task One() { await Two(); } async Task Two() { Do(); await Task.Yield(); }")]
    public Task CounterpartThatLeadsBack_IsNone(string members) => VerifyCounterpart.Silent(Snippet.Members(members));

    [Theory]
    [InlineData("int n; void Bump() { var x = n; Thread.Sleep(1); n = x + 1; }")]
    [InlineData("int n; void Bump() { Thread.Sleep(1); n++; }")]
    [InlineData("static int n; void Bump() { Thread.Sleep(1); n += 1; }")]
    [InlineData("List<int> list = []; void Bump() { Thread.Sleep(1); list.Add(1); }")]
    [InlineData("Dictionary<int, int> map = []; void Bump() { Thread.Sleep(1); map[1] = 2; }")]
    [InlineData("int[] array = new int[1]; void Bump() { Thread.Sleep(1); array[0] = 2; }")]
    [InlineData("int N { get; set; } void Bump() { Thread.Sleep(1); N = 2; }")]
    [InlineData("int n; void Bump() { Thread.Sleep(1); Inner(); } void Inner() => n = 3;")]
    [InlineData("[ThreadStatic] static int n; void Bump() { Thread.Sleep(1); n = 3; }")]
    [InlineData("void Bump() { Thread.Sleep(1); System.Globalization.CultureInfo.CurrentCulture = null; }")]
    [InlineData("void Bump() { Thread.Sleep(1); SynchronizationContext.SetSynchronizationContext(null); }")]
    [InlineData("static System.Diagnostics.ActivitySource source = new(\"a\"); void Bump() { Thread.Sleep(1); source.StartActivity(\"op\"); }")]
    public Task HelperThatWritesState_Unfixable(string members) => VerifyHelper.Unfixable(Snippet.Members(members + " async Task M() { {|AIO156:Bump()|}; await F(); }"));

    [Theory]
    [InlineData("int n; int Read() { Thread.Sleep(1); return n; }")]
    [InlineData("int Read() { var n = 1; Thread.Sleep(1); n++; return n; }")]
    [InlineData("int Read() { var list = new List<int>(); Thread.Sleep(1); list.Add(1); return list.Count; }")]
    [InlineData("int n; int Read() { Thread.Sleep(1); Interlocked.Increment(ref n); return 1; }")]
    [InlineData("int n; int Read() { Thread.Sleep(1); lock (gate) { n++; } return 1; }")]
    public Task HelperThatWritesNothing_IsFixed(string members) => VerifyHelper.Fix(
        Snippet.Members(members + " async Task M() { Use({|AIO106:Read()|}); await F(); }"), Snippet.Members(members + " async Task M() { Use(await Task.Run(() => Read())); await F(); }"));

    [Fact]
    public Task LocalFunctionThatBlocks_IsReportedInside() => VerifyHelper.Silent(Snippet.Members("async Task M() { Work(); await F(); void Work() => Thread.Sleep(1); }"));

    [Theory]
    [InlineData("xs.ForEach({|AIO256:async|} n => { await F(); xs.Add(n); });")]
    [InlineData("field.ForEach({|AIO256:async|} n => await F());")]
    public Task ForEachOverWhatChanges_Unfixable(string line) => VerifyForEach.Unfixable(Snippet.Members($"List<int> field = []; void Change() => field.Clear(); async Coroutine M(List<int> xs) {{ {line} await F(); }}"));

    [Fact]
    public Task LoopOverWhatOthersChange_Unfixable() => VerifySleep.Unfixable(Snippet.Members(
        "readonly List<int> items = []; public void Put(int n) => items.Add(n); async Coroutine M() { foreach (var item in items) { {|AIO151:Thread.Sleep(item)|}; } await F(); }"));

    private const string Api = "\nclass Api { public Task A(string s) => null; public Task A(string s, CancellationToken t) => null; public Task<int> E() => null; public Task<long> E(CancellationToken t) => null; public Task<T> Q<T>(T x) => null; public Task<T> Q<T>(T x, CancellationToken t) => null; public Task<List<int>> L() => null; public Task<IEnumerable<int>> L(CancellationToken t) => null; }\n";

    [Theory]
    [InlineData("async Task M(Api api, CancellationToken? maybe) { await api.{|AIO506:A|}(\"x\"); }", "async Task M(Api api, CancellationToken? maybe) { await api.A(\"x\", maybe ?? default); }")]
    [InlineData("#nullable enable\nclass D { class Ctx { public CancellationToken Aborted => default; } async Task M(Api api, Ctx? context) { await api.{|AIO506:A|}(\"x\"); } }\n#nullable restore", "#nullable enable\nclass D { class Ctx { public CancellationToken Aborted => default; } async Task M(Api api, Ctx? context) { await api.A(\"x\", context?.Aborted ?? default); } }\n#nullable restore")]
    [InlineData("#nullable enable\nclass D { class Ctx { public CancellationToken Aborted => default; } async Task M(Api api, Ctx? context) { if (context is null) return; await api.{|AIO506:A|}(\"x\"); } }\n#nullable restore", "#nullable enable\nclass D { class Ctx { public CancellationToken Aborted => default; } async Task M(Api api, Ctx? context) { if (context is null) return; await api.A(\"x\", context.Aborted); } }\n#nullable restore")]
    public Task TokenThatMayBeMissing(string member, string replacement) => VerifyToken.Fix(Snippet.Members(member) + Api, Snippet.Members(replacement) + Api);

    [Theory]
    [InlineData("async Task M(Api api, CancellationToken ct) { int e = await api.E(); Use(e); }")]
    [InlineData("async Task M(Api api, CancellationToken ct) { Use((await api.L()).Count); }")]
    [InlineData("async Task M(Api api, CancellationToken ct) { await api.Q<object>(ct); }")]
    [InlineData("async Task M(CancellationToken ct) { Start(1); await F(); } int Start(int x, CancellationToken token = default) => x;")]
    public Task OverloadThatDoesNotFit_IsSilent(string member) => VerifyToken.Silent(Snippet.Members(member) + Api);

    [Theory]
    [InlineData("async Task M(Task t) { await t.ConfigureAwait(false); {|AIO101:Thread.Sleep(1)|}; }", "async Task M(Task t) { await t.ConfigureAwait(false); await Task.Delay(1).ConfigureAwait(false); }")]
    [InlineData("async Task M(Task t) { await t; {|AIO101:Thread.Sleep(1)|}; }", "async Task M(Task t) { await t; await Task.Delay(1); }")]
    [InlineData("async Task M(Task t) { await t.ConfigureAwait(false); {|AIO101:Thread.Sleep(0)|}; }", "async Task M(Task t) { await t.ConfigureAwait(false); await Task.Yield(); }")]
    [InlineData("async Task N(Task t) { await t.ConfigureAwait(false); } async Coroutine M() { {|AIO101:Thread.Sleep(1)|}; }", "async Task N(Task t) { await t.ConfigureAwait(false); } async Coroutine M() { await Asyncio.Sleep(TimeSpan.FromMilliseconds(1)); }")]
    [InlineData("AsyncLock m = new(); async Task N(Task t) { await t.ConfigureAwait(false); await t.ConfigureAwait(false); } async Task M() { using (await m.AcquireAsync()) {|AIO101:Thread.Sleep(1)|}; }", "AsyncLock m = new(); async Task N(Task t) { await t.ConfigureAwait(false); await t.ConfigureAwait(false); } async Task M() { using (await m.AcquireAsync()) await Task.Delay(1); }")]
    [InlineData("async Task N(Task t) { await t.ConfigureAwait(false); await t.ConfigureAwait(false); } async Task M() { await F(); {|AIO101:Thread.Sleep(1)|}; }", "async Task N(Task t) { await t.ConfigureAwait(false); await t.ConfigureAwait(false); } async Task M() { await F(); await Task.Delay(1); }")]
    public Task AwaitFollowsTheFile(string member, string replacement) => VerifySleep.Fix(Snippet.Members(member), Snippet.Members(replacement));

    [Theory]
    [InlineData("AsyncLock m = new(); async Task M(Task t) { using (await m.AcquireAsync()) {|AIO102:t.ConfigureAwait(false).GetAwaiter().GetResult()|}; }", "AsyncLock m = new(); async Task M(Task t) { using (await m.AcquireAsync()) await t; }")]
    [InlineData("async Task M(Task t) { await F(); {|AIO102:t.ConfigureAwait(false).GetAwaiter().GetResult()|}; await F(); }", "async Task M(Task t) { await F(); await t; await F(); }")]
    [InlineData("async Task M(ValueTask<int> t) { await F(); {|AIO102:t.ConfigureAwait(false).GetAwaiter().GetResult()|}; }", "async Task M(ValueTask<int> t) { await F(); await t; }")]
    public Task WaitOfTheLoop_StaysThere(string member, string replacement) => VerifyWait.Fix(Snippet.Members(member), Snippet.Members(replacement));
}
