namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>Correct code that a rule once reported, or reported twice. All rules look at each shape.</summary>
public sealed class FalsePositiveTests
{
    private static Task AllRulesReport(string members) => AllRules.Report("using System.Data.Common;\nusing System.IO;\n" + Snippet.Members(members));

    [Theory]
    [InlineData("async Task M(Stream s, bool useAsync) { if (useAsync) { await s.FlushAsync(); return; } s.Flush(); }")]
    [InlineData("async Task M(Stream s, bool async) { if (!async) { s.Flush(); return; } await s.FlushAsync(); }")]
    [InlineData("async Task M(Stream s, bool async) { switch (async) { case true: await s.FlushAsync(); break; case false: s.Flush(); break; } }")]
    [InlineData("async Task<int> M(Stream s, byte[] b, bool async) => async switch { true => await s.ReadAsync(b), false => s.Read(b) };")]
    [InlineData("async Task M(Stream s, bool asynchronous) { if (asynchronous is false) s.Flush(); else await s.FlushAsync(); }")]
    [InlineData("async Task M(Stream s, bool asynchronous) { if (asynchronous == false) { s.Flush(); } else { await s.FlushAsync(); } }")]
    [InlineData("async Task M(Stream s, bool? async) { if (async == true) { await s.FlushAsync(); } else { s.Flush(); } }")]
    [InlineData("async Task M(Stream s, bool async) { if (async) goto other; s.Flush(); return; other: await s.FlushAsync(); }")]
    [InlineData("async Task M(List<Stream> all, bool async) { foreach (var s in all) { if (async) { await s.FlushAsync(); continue; } s.Flush(); } }")]
    [InlineData("async Task M(Stream s, bool async) { var wait = async; if (wait) await s.FlushAsync(); else s.Flush(); }")]
    [InlineData("async Task<int> M(Stream s, byte[] b, bool async) { var n = async ? await s.ReadAsync(b) : s.Read(b); return n; }")]
    [InlineData("async Task M(Stream s, bool? async) { if (async ?? false) { await s.FlushAsync(); } else { s.Flush(); } }")]
    [InlineData("async Task M(Stream s, bool? async) { if (async is true) { await s.FlushAsync(); } else { s.Flush(); } }")]
    [InlineData("async Task M(Stream s, bool async) { if (async) { await s.FlushAsync(); goto end; } s.Flush(); end: Use(s); }")]
    [InlineData("interface IMode { static abstract bool IsAsync { get; } } async Task M<T>(Stream s) where T : IMode { if (T.IsAsync) await s.FlushAsync(); else s.Flush(); }")]
    [InlineData("class Sync { } async Task M<T>(Stream s) { if (typeof(T) != typeof(Sync)) await s.FlushAsync(); else s.Flush(); }")]
    public Task SynchronousBranch_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("class Api { public Task<T> Q<T>(T x) => null; public Task<T> Q<T>(T x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.Q<object>(ct); }")]
    [InlineData("class Api { public Task Q(object x) => null; public Task Q(object x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.Q(ct); }")]
    [InlineData("class Api { public Task Q(params object[] x) => null; public Task Q(object[] x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.Q(1, ct); }")]
    [InlineData("class Api { public Task Q(CancellationToken[] x) => null; public Task Q(CancellationToken[] x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.Q([ct]); }")]
    [InlineData("class Options { public CancellationToken Token; } class Api { public Task Q(Options x) => null; public Task Q(Options x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.Q(new Options { Token = ct }); }")]
    [InlineData("class Options(CancellationToken token) { CancellationToken Token => token; } class Api { public Task Q(Options x) => null; public Task Q(Options x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.Q(new(ct)); }")]
    [InlineData("class Api { public Task Q((int, CancellationToken) x) => null; public Task Q((int, CancellationToken) x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.Q((1, ct)); }")]
    public Task TokenPassedAsData_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("class Options { public CancellationToken Token; public int Size; } class Api { public Task Q(Options x) => null; public Task Q(Options x, CancellationToken t) => null; } async Task M(Api api, CancellationToken ct) { await api.{|AIO506:Q|}(new Options { Size = 1 }); }")]
    [InlineData("class Api { public Task Q(int x) => null; public Task Q(int x, CancellationToken t) => null; } int N(CancellationToken t) => 1; async Task M(Api api, CancellationToken ct) { await api.{|AIO506:Q|}(N(ct)); }")]
    public Task OtherArguments_AreReported(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("async Task M() { Work(); Work(); await F(); void Work() => {|AIO151:Thread.Sleep(1)|}; }")]
    [InlineData("async Task M() { Use(Load(\"x\")); await F(); string Load(string p) { return {|AIO153:File.ReadAllText(p)|}; } }")]
    [InlineData("async Task M() { var load = (string p = \"x\") => {|AIO153:File.ReadAllText(p)|}; Use(load()); Use(load(\"y\")); await F(); }")]
    [InlineData("async Task M() { Action work = delegate { {|AIO151:Thread.Sleep(1)|}; }; work(); work.Invoke(); await F(); }")]
    [InlineData("async Task M() { Outer(); await F(); void Outer() { Inner(); void Inner() => {|AIO151:Thread.Sleep(1)|}; } }")]
    [InlineData("async Task M() { A(); await F(); void A() => B(); void B() => {|AIO151:Thread.Sleep(1)|}; }")]
    public Task LocalFunctionThatBlocks_IsReportedOnce(string members) => AllRulesReport(members);
}
