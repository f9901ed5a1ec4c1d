using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.LoopWithoutAwaitAnalyzer, AsyncioSharp.CodeFixes.LoopWithoutAwaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class LoopWithoutAwaitTests
{
    private const string Fields = "\n}\nbool done; int total; static bool Stop; Action act = null;\nvoid Compute() { ";

    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + Fields), Snippet.Coroutine(replacement + Fields));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + Fields));

    [Theory]
    [InlineData("{|AIO503:while|} (true) { Compute(); }", "while (true) { Compute(); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { total++; }", "while (true) { total++; await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:for|} (;;) { total++; }", "for (;;) { total++; await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:for|} (var i = 0; true; i++) { Use(i); }", "for (var i = 0; true; i++) { Use(i); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:do|} { total++; } while (true);", "do { total++; await Asyncio.Yield(); } while (true);")]
    [InlineData("{|AIO503:while|} (true) { switch (xs.Count) { case 1: break; } }", "while (true) { switch (xs.Count) { case 1: break; } await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { foreach (var i in xs) { if (i > 1) break; } }", "while (true) { foreach (var i in xs) { if (i > 1) break; } await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { Func<Coroutine> f = async () => await F(); Use(f); }", "while (true) { Func<Coroutine> f = async () => await F(); Use(f); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { try { Compute(); } catch (InvalidOperationException) { total = 0; } }", "while (true) { try { Compute(); } catch (InvalidOperationException) { total = 0; } await Asyncio.Yield(); }")]
    public Task P46_NothingEndsTheLoop(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("{|AIO503:while|} (!done) { }", "while (!done) { await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (!done) ;", "while (!done) await Asyncio.Yield();")]
    [InlineData("{|AIO503:while|} (!done);", "while (!done) await Asyncio.Yield();")]
    [InlineData("{|AIO503:while|} (!done && total < 3) { }", "while (!done && total < 3) { await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (!Stop) Console.WriteLine(\"waiting\");", "while (!Stop) { Console.WriteLine(\"waiting\"); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:do|} { } while (!done);", "do { await Asyncio.Yield(); } while (!done);")]
    public Task NothingChangesTheCondition(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task LinesAndCommentsStay() => Fix(
        "{|AIO503:while|} (true) // for ever\n{\n    // one\n    total++; // two\n\n    // three\n}",
        "while (true) // for ever\n{\n    // one\n    total++; // two\n    await Asyncio.Yield();\n\n    // three\n}");

    [Fact]
    public Task EmptyBlockOfLines() => Fix(
        "{|AIO503:while|} (!done)\n{\n    // wait\n}",
        "while (!done)\n{\n    // wait\n    await Asyncio.Yield();\n}");

    [Fact]
    public Task BodyOnItsOwnLine_GetsBraces() => Fix(
        "{|AIO503:while|} (true)\n    total++; // more\nUse(1);",
        "while (true)\n{\n    total++; // more\n    await Asyncio.Yield();\n}\nUse(1);");

    [Theory]
    [InlineData("{|AIO503:while|} (true) { if (xs.Count > 1) continue; total++; }", "while (true) { await Asyncio.Yield(); if (xs.Count > 1) continue; total++; }")]
    [InlineData("{|AIO503:while|} (true)\n{\n    // one\n    if (xs.Count > 1)\n    {\n        continue;\n    }\n\n    total++;\n}", "while (true)\n{\n    await Asyncio.Yield();\n    // one\n    if (xs.Count > 1)\n    {\n        continue;\n    }\n\n    total++;\n}")]
    [InlineData("{|AIO503:while|} (true) { Span<int> s = stackalloc int[1]; total = s[0]; }", "while (true) { await Asyncio.Yield(); Span<int> s = stackalloc int[1]; total = s[0]; }")]
    public Task WhereTheEndIsNoPlace_ItGoesToTheStart(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task InnerLoop_IsTheOne() => Fix(
        "while (true) { Compute(); {|AIO503:while|} (true) { total++; } }",
        "while (true) { Compute(); while (true) { total++; await Asyncio.Yield(); } }");

    [Fact]
    public Task TwoLoops_InOnePass() => Fix(
        "if (done) {|AIO503:while|} (true) { total++; }\n{|AIO503:for|} (;;) { Func<Coroutine> f = async () => { {|AIO503:while|} (!done) { } }; Use(f); }",
        "if (done) while (true) { total++; await Asyncio.Yield(); }\nfor (;;) { Func<Coroutine> f = async () => { while (!done) { await Asyncio.Yield(); } }; Use(f); await Asyncio.Yield(); }");

    [Fact]
    public Task PlainAsyncMethod_Yields() => Verify.Fix(
        Snippet.AsyncTask("{|AIO503:while|} (true) { Use(1); }"), Snippet.AsyncTask("while (true) { Use(1); await Task.Yield(); }"));

    [Fact]
    public Task FunctionThatReturnsACoroutine_BecomesAsync() => Verify.Fix(
        Snippet.Members("Coroutine M()\n{\n    {|AIO503:while|} (true) { Use(1); }\n}"),
        Snippet.Members("async Coroutine M()\n{\n    while (true) { Use(1); await Asyncio.Yield(); }\n}"));

    [Theory]
    [InlineData("while (true) { Compute(); await F(); }")]
    [InlineData("while (true) { Compute(); if (done) return; }")]
    [InlineData("while (true) { Compute(); if (done) break; }")]
    [InlineData("while (true) { if (done) throw new InvalidOperationException(); }")]
    [InlineData("while (true) { Use(done ? 1 : throw new InvalidOperationException()); }")]
    [InlineData("while (true) { if (done) goto end; } end: Use(1);")]
    [InlineData("while (true) { Asyncio.CurrentToken.ThrowIfCancellationRequested(); }")]
    [InlineData("while (true) { if (done) Environment.Exit(1); }")]
    [InlineData("while (true) { await foreach (var i in new AsyncQueue<int>()) { Use(i); } }")]
    [InlineData("for (;;) { await Asyncio.Sleep(1); Compute(); }")]
    [InlineData("while (true) { using (await new AsyncLock().AcquireAsync()) { Compute(); } }")]
    public Task LoopsThatEndOrWait(string line) => Silent(line);

    [Theory]
    [InlineData("while (!done) { Compute(); }")]
    [InlineData("while (!done) { total++; if (total > 3) done = true; }")]
    [InlineData("while (total < 3) { total++; }")]
    [InlineData("while (total < 3) total += 2;")]
    [InlineData("while (!done) { act(); }")]
    [InlineData("while (!done) { Volatile.Write(ref done, true); }")]
    [InlineData("while (!done) { Interlocked.Increment(ref total); Use(total); }")]
    [InlineData("while (xs.Count < 3) { xs.Add(1); }")]
    [InlineData("var i = 0; while (i < 3) { i++; }")]
    [InlineData("while (!t.IsCompleted) { Compute(); }")]
    [InlineData("foreach (var i in xs) { total++; }")]
    public Task ConditionsThatMayChange(string line) => Silent(line);

    [Theory]
    [InlineData("while (true) { Thread.Sleep(1); }")]
    [InlineData("while (true) { Console.ReadLine(); }")]
    [InlineData("while (true) { t.Wait(); }")]
    [InlineData("while (true) { t.GetAwaiter().GetResult(); }")]
    [InlineData("while (!t.IsCompleted) { }")]
    [InlineData("while (!done) { Thread.SpinWait(10); }")]
    public Task WhatBlocks_HasRulesOfItsOwn(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.Run(() => { while (true) { total++; } });")]
    [InlineData("await Asyncio.ToThread(() => { while (!done) { } });")]
    [InlineData("new Thread(() => { while (true) { Compute(); } }).Start();")]
    [InlineData("Action a = () => { while (true) { total++; } }; Use(a);")]
    public Task OffTheLoop(string line) => Silent(line);

    [Fact]
    public async Task WhereNoLoopRuns()
    {
        await Verify.Silent(Snippet.Sync("while (true) { Use(1); }"));
        await Verify.Silent(Snippet.Members("async IAsyncEnumerable<int> M() { while (true) { yield return 1; } }"));
        var program = Snippet.Members("static async Task Main() { while (true) { GC.KeepAlive(1); } }");
        await Verify.Fix(program, program, Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
    }

    [Theory]
    [InlineData("lock (gate) { {|AIO553:while|} (true) { total++; } }")]
    [InlineData("unsafe { {|AIO553:while|} (true) { total++; } }")]
    [InlineData("Span<int> s = stackalloc int[1]; {|AIO553:while|} (true) { s[0]++; }")]
    [InlineData("Asyncio.RunningLoop.CallSoon(() => { {|AIO553:while|} (true) { total++; } });")]
    [InlineData("{|AIO553:while|} (true)\n{\n#if A\n    total++;\n#endif\n}")]
    public Task WhereNothingCanBeAwaited(string line) => Verify.Unfixable(Snippet.Coroutine(line + Fields));

    [Fact]
    public Task Message_NamesTheStatement() => Verify.Says(
        Snippet.Coroutine("{|#0:while|} (true) { Use(1); }"), "AIO503", "This loop never yields, so no other task runs and nothing can cancel it: add 'await Asyncio.Yield()'");

    [Fact]
    public Task UnfixableMessage_NamesThePlace() => Verify.Says(
        Snippet.Coroutine("lock (gate) { {|#0:while|} (true) { Use(1); } }"), "AIO553", "This loop never yields, and 'await' is not allowed in a lock: move the loop into 'Asyncio.ToThread'");

    private const string Queues =
        "\n}\nbool done; System.Collections.Concurrent.ConcurrentQueue<int> q = new(); System.Threading.Channels.Channel<int> c = null; AsyncQueue<int> a = null; " +
        "System.Collections.Concurrent.BlockingCollection<int> b = new(); CancellationToken token; Task Work(int x) => null;\nvoid Compute() { ";

    // The await is reached only when there is something to do.
    [Theory]
    [InlineData("{|AIO503:while|} (!done) { if (q.TryDequeue(out var x)) await Work(x); }", "while (!done) { if (q.TryDequeue(out var x)) await Work(x); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { if (q.TryDequeue(out var x)) { await Work(x); } else { Use(1); } }", "while (true) { if (q.TryDequeue(out var x)) { await Work(x); } else { Use(1); } await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:for|} (;;) { if (c.Reader.TryRead(out var x)) await Work(x); }", "for (;;) { if (c.Reader.TryRead(out var x)) await Work(x); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (!token.IsCancellationRequested) { if (a.TryGet(out var x)) await Work(x); }", "while (!token.IsCancellationRequested) { if (a.TryGet(out var x)) await Work(x); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { while (q.TryDequeue(out var x)) await Work(x); }", "while (true) { while (q.TryDequeue(out var x)) await Work(x); await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { if (!q.TryDequeue(out var x)) { continue; } await Work(x); }", "while (true) { await Asyncio.Yield(); if (!q.TryDequeue(out var x)) { continue; } await Work(x); }")]
    [InlineData("{|AIO503:while|} (true) { if (!q.TryDequeue(out var x)) { Use(0); } else { await Work(x); } }", "while (true) { if (!q.TryDequeue(out var x)) { Use(0); } else { await Work(x); } await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { if (b.TryTake(out var x) && x > 0) { await Work(x); } }", "while (true) { if (b.TryTake(out var x) && x > 0) { await Work(x); } await Asyncio.Yield(); }")]
    [InlineData("{|AIO503:while|} (true) { if (q.TryDequeue(out var x)) await Work(x); else if (q.TryPeek(out var y)) await Work(y); }", "while (true) { if (q.TryDequeue(out var x)) await Work(x); else if (q.TryPeek(out var y)) await Work(y); await Asyncio.Yield(); }")]
    public Task YieldsOnlyWhenItFindsSomething(string line, string replacement) =>
        Verify.Fix(Snippet.Coroutine(line + Queues), Snippet.Coroutine(replacement + Queues));

    [Theory]
    [InlineData("while (!done) { if (q.TryDequeue(out var x)) await Work(x); else await Task.Delay(1); }")]
    [InlineData("while (!done) { if (q.TryDequeue(out var x)) await Work(x); await Task.Delay(1); }")]
    [InlineData("while (!done) { if (q.TryDequeue(out var x)) await Work(x); else break; }")]
    [InlineData("while (!done) { if (q.TryDequeue(out var x)) await Work(x); Compute(); }")]
    [InlineData("while (q.TryDequeue(out var x)) await Work(x);")]
    [InlineData("while (true) { if (!q.TryDequeue(out var x)) { break; } await Work(x); }")]
    [InlineData("while (true) { if (!q.TryDequeue(out var x)) { await Task.Delay(1); continue; } await Work(x); }")]
    [InlineData("while (await c.Reader.WaitToReadAsync()) { while (c.Reader.TryRead(out var x)) await Work(x); }")]
    [InlineData("while (true) { if (b.TryTake(out var x, 100)) await Work(x); }")]
    [InlineData("for (var i = 0; i < 9; i++) { if (q.TryDequeue(out var x)) await Work(x); }")]
    [InlineData("await Task.Run(async () => { while (!done) { if (q.TryDequeue(out var x)) await Work(x); } });")]
    public Task YieldsOrEnds(string line) => Verify.Silent(Snippet.Coroutine(line + Queues));

    [Fact]
    public Task IdleMessage_NamesTheAttempt() => Verify.Says(
        Snippet.Coroutine("{|#0:while|} (!done) { if (q.TryDequeue(out var x)) await Work(x); }" + Queues), "AIO503",
        "This loop does not yield while 'q.TryDequeue(out var x)' finds nothing, so no other task runs and nothing can cancel it: add 'await Asyncio.Yield()'");
}
