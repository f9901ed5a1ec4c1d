using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;
using VerifyHelper = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingHelperAnalyzer, AsyncioSharp.CodeFixes.BlockingHelperFix>;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>Code that does both and is told which: the synchronous branch is silent, and what both modes run gets no await.</summary>
public sealed class ModeFlagTests
{
    private static string In(string members) => "using System.Data.Common;\nusing System.IO;\n" +
        Snippet.Members("enum Mode { Sync, Async } Mode mode; bool flag; bool IsAsync => mode == Mode.Async; static void Block() => Thread.Sleep(1);\n" + members);

    [Theory]
    [InlineData("async Task M(DbConnection c) { if (IsAsync) await c.OpenAsync(); else c.Open(); }")]
    [InlineData("async Task M(DbConnection c) { if (!IsAsync) c.Open(); else await c.OpenAsync(); }")]
    [InlineData("async Task M(DbConnection c) { if (flag) await c.OpenAsync(); else c.Open(); }")]
    [InlineData("async Task M(DbConnection c) { if (mode == Mode.Async) await c.OpenAsync(); else c.Open(); }")]
    [InlineData("async Task M(DbConnection c) { if (mode is Mode.Async) await c.OpenAsync(); else c.Open(); }")]
    [InlineData("async Task M(DbConnection c) { if (mode.HasFlag(Mode.Async)) await c.OpenAsync(); else c.Open(); }")]
    [InlineData("async Task M(DbConnection c) { if ((mode & Mode.Async) != 0) await c.OpenAsync(); else c.Open(); }")]
    [InlineData("async Task M(DbConnection c, bool async) { if (async is false) c.Open(); else await c.OpenAsync(); }")]
    [InlineData("async Task M(DbConnection c, bool async) { if (async is not true) { c.Open(); } else { await c.OpenAsync(); } }")]
    [InlineData("async Task M(DbConnection c, bool async) { switch (async) { case true: await c.OpenAsync(); break; default: c.Open(); break; } }")]
    [InlineData("async Task M(DbConnection c) { switch (mode) { case Mode.Sync: c.Open(); break; case Mode.Async: await c.OpenAsync(); break; } }")]
    [InlineData("async Task M(DbConnection c, bool async, bool x) { if (async && x) await c.OpenAsync(); else c.Open(); }")]
    [InlineData("async Task M(DbConnection c, bool async, bool x) { if (!async || x) c.Open(); else await c.OpenAsync(); }")]
    [InlineData("async Task<int> M(Stream s, byte[] b, bool async) => async switch { true => await s.ReadAsync(b), false => s.Read(b) };")]
    [InlineData("async Task<int> M(Stream s, byte[] b, bool async) => async ? await s.ReadAsync(b) : s.Read(b);")]
    [InlineData("async Task<int> M(Stream s, byte[] b) => IsAsync ? await s.ReadAsync(b) : s.Read(b);")]
    [InlineData("async Task M(Stream s, bool useAsync) { if (useAsync) { await s.FlushAsync(); return; } s.Flush(); }")]
    [InlineData("async Task M(Stream s, bool async) { if (!async) { s.Flush(); return; } await s.FlushAsync(); }")]
    public Task SynchronousBranch_IsSilent(string member) => Verify.Silent(In(member));

    [Theory]
    [InlineData("async Task M(Stream s, bool async) { if (async) await s.FlushAsync(); else s.Flush(); {|AIO153:s.Flush()|}; }")]
    [InlineData("async Task M(Stream s, bool async) { {|AIO153:s.Flush()|}; if (async) await s.FlushAsync(); else s.Flush(); }")]
    [InlineData("async Task M(Stream s, bool async) { {|AIO153:s.Flush()|}; await N(s, async); } async Task N(Stream s, bool async) { if (async) await s.FlushAsync(); else s.Flush(); }")]
    [InlineData("async Task M(Stream s, Mode mode) { {|AIO153:s.Flush()|}; await N(s, mode); } Task N(Stream s, Mode mode) => O(s, mode); Task O(Stream s, Mode mode) => mode == Mode.Async ? P(s) : Q(s); async Task P(Stream s) => await s.FlushAsync(); Task Q(Stream s) => Task.CompletedTask; async Task R(Stream s, Mode mode) { if (mode == Mode.Async) await s.FlushAsync(); else s.Flush(); }")]
    [InlineData("async Task M(Stream s, Mode mode) { {|AIO153:s.Flush()|}; await F(); } async Task R(Stream s, Mode mode) { switch (mode) { case Mode.Sync: s.Flush(); break; default: await s.FlushAsync(); break; } }")]
    [InlineData("async Task M(Stream s, bool async) { {|AIO153:s.Flush()|}; await N(s, async); } Task N(Stream s, bool async) => async ? s.FlushAsync() : Task.CompletedTask; void Sync(Stream s) => M(s, false).GetAwaiter().GetResult(); Task Async(Stream s) => M(s, true);")]
    [InlineData("async ValueTask<int> M(Stream s, bool async) { {|AIO153:s.Flush()|}; await N(s, async); return 1; } Task N(Stream s, bool async) => async ? s.FlushAsync() : Task.CompletedTask; int Sync(Stream s) => M(s, async: false).AsTask().Result; async Task<int> Async(Stream s) => await M(s, async: true);")]
    public Task SharedByBothModes_Unfixable(string member) => Verify.Unfixable(In(member));

    [Theory]
    [InlineData("async Task M(Stream s, bool done) { if (done) { await F(); return; } SITE; }")]
    [InlineData("async Task M(Stream s) { if (flag) { await Task.Delay(1); return; } SITE; }")]
    [InlineData("async Task M(Stream s, bool async) { if (async) { await s.FlushAsync(); SITE; } else s.Flush(); }")]
    [InlineData("async Task M(Stream s, bool again) { SITE; await F(); } void Sync(Stream s) => M(s, false).GetAwaiter().GetResult(); Task Async(Stream s) => M(s, false);")]
    [InlineData("async Task M(Stream s, bool again) { SITE; await F(); } void Sync(Stream s) => M(s, false).GetAwaiter().GetResult(); Task Async(Stream s, bool again) => M(s, again);")]
    [InlineData("async Task M(Stream s, FileMode how) { SITE; await F(); } void Sync(Stream s) => M(s, FileMode.Open).Wait();")]
    [InlineData("async Task M(Stream s, Mode mode) { SITE; await F(); } void R(Stream s, Mode mode) { if (mode == Mode.Async) s.Flush(); else F2(); } void F2() { }")]
    public Task OtherBranches_AreFixed(string member) =>
        Verify.Fix(In(member.Replace("SITE", "{|AIO103:s.Flush()|}")), In(member.Replace("SITE", "await s.FlushAsync()")));

    [Theory]
    [InlineData("async Task M(Stream s, bool async) { if (async) await s.FlushAsync(); else s.Flush(); {|AIO156:Block()|}; }")]
    public Task HelperSharedByBothModes_Unfixable(string member) => VerifyHelper.Unfixable(In(member));

    [Theory]
    [InlineData("class R { public async ValueTask DisposeAsync() { await Close(); Dispose(false); } void Dispose(bool disposing) { if (disposing) Close().GetAwaiter().GetResult(); } Task Close() => Task.Delay(1); }")]
    [InlineData("class R { public async ValueTask DisposeAsync() { await Close(); Dispose(false); } void Dispose(bool disposing) { if (!disposing) return; Close().Wait(); } Task Close() => Task.Delay(1); }")]
    [InlineData("class R { public async ValueTask DisposeAsync() { await Close(); Dispose(); } void Dispose() => Dispose(false); void Dispose(bool disposing) { if (disposing && this != null) Close().Wait(); } Task Close() => Task.Delay(1); }")]
    [InlineData("class R(Stream s) { readonly byte[] b = new byte[8]; async ValueTask<int> Fill(bool async) => async ? await s.ReadAsync(b) : s.Read(b); async ValueTask<string> Text(bool async) { if (b[0] == 0) await Fill(async); return \"\"; } string Text() => Text(async: false).GetAwaiter().GetResult(); string Parse() => Text(); public async Task<string> Message(bool async) { await Fill(async); return Parse(); } }")]
    [InlineData("class R(Stream s) { bool open; async ValueTask Close(bool async) { if (async) await s.FlushAsync(); else s.Flush(); } ValueTask CommitAsync() { if (open) Close(async: false).GetAwaiter().GetResult(); return Slow(); async ValueTask Slow() => await s.FlushAsync(); } public async Task Use() => await CommitAsync(); }")]
    public Task ConstantArgument_IsFollowed(string members) => VerifyHelper.Silent(In(members));

    [Fact]
    public Task ConstantThatTakesTheBlockingWay() => VerifyHelper.Unfixable(In(
        "class R { bool done; public async ValueTask DisposeAsync() { await Close(); {|AIO156:Dispose(true)|}; } void Dispose(bool disposing) { done = true; if (disposing) Close().GetAwaiter().GetResult(); } Task Close() => Task.Delay(1); }"));
}
