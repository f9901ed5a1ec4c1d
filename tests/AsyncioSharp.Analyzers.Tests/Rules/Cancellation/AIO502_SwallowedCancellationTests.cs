using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.SwallowedCancellationAnalyzer, AsyncioSharp.CodeFixes.SwallowedCancellationFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class SwallowedCancellationTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line), Snippet.Coroutine(replacement));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("try { await F(); } {|AIO502:catch|} (Exception) { }", "try { await F(); } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [InlineData("try { await F(); } {|AIO502:catch|} { }", "try { await F(); } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [InlineData("try { await F(); } {|AIO502:catch|} (Exception ex) { Console.WriteLine(ex); }", "try { await F(); } catch (Exception ex) when (ex is not OperationCanceledException) { Console.WriteLine(ex); }")]
    [InlineData("try { await t; } {|AIO502:catch|} (Exception ex) { Use($\"{ex.Message} {ex}\"); }", "try { await t; } catch (Exception ex) when (ex is not OperationCanceledException) { Use($\"{ex.Message} {ex}\"); }")]
    [InlineData("try { await F(); } catch (InvalidOperationException) { throw; } {|AIO502:catch|} (Exception) { return; }", "try { await F(); } catch (InvalidOperationException) { throw; } catch (Exception e) when (e is not OperationCanceledException) { return; }")]
    [InlineData("var e = 1; try { await F(); } {|AIO502:catch|} { Use(e); }", "var e = 1; try { await F(); } catch (Exception e2) when (e2 is not OperationCanceledException) { Use(e); }")]
    [InlineData("try { try { await F(); } {|AIO502:catch|} { } } {|AIO502:catch|} { }", "try { try { await F(); } catch (Exception e) when (e is not OperationCanceledException) { } } catch (Exception e2) when (e2 is not OperationCanceledException) { }")]
    public Task P34_CatchAll_GetsAFilter(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task P34_LinesAndCommentsStay() => Fix(
        "try\n{\n    await F();\n}\n{|AIO502:catch|} // all\n{\n    // nothing to do\n}",
        "try\n{\n    await F();\n}\ncatch (Exception e) when (e is not OperationCanceledException) // all\n{\n    // nothing to do\n}");

    // The filter says nothing about a cancellation.
    [Theory]
    [InlineData("var i = 0; try { await F(); } {|AIO502:catch|} (Exception) when (i < 2) { }", "var i = 0; try { await F(); } catch (Exception e) when (i < 2 && e is not OperationCanceledException) { }")]
    [InlineData("var i = 0; try { await F(); } {|AIO502:catch|} (Exception ex) when (i < 2 || i > 5) { Use(ex.Message); }", "var i = 0; try { await F(); } catch (Exception ex) when ((i < 2 || i > 5) && ex is not OperationCanceledException) { Use(ex.Message); }")]
    [InlineData("var i = 0; try { await F(); } {|AIO502:catch|} when (i < 2) { }", "var i = 0; try { await F(); } catch (Exception e) when (i < 2 && e is not OperationCanceledException) { }")]
    [InlineData("try { await F(); } {|AIO502:catch|} (Exception e) when (e is not TaskCanceledException) { }", "try { await F(); } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [InlineData("try { await F(); } {|AIO502:catch|} (Exception e) when (!(e is TaskCanceledException)) { }", "try { await F(); } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [InlineData("try { await F(); } {|AIO502:catch|} (Exception e) when (Log(e)) { } static bool Log(Exception e) { Console.WriteLine(e); return true; }", "try { await F(); } catch (Exception e) when (Log(e) && e is not OperationCanceledException) { } static bool Log(Exception e) { Console.WriteLine(e); return true; }")]
    [InlineData("var i = 0; try { await F(); } {|AIO502:catch|} (Exception a) when (i < 2) { Use(a.Message); } {|AIO502:catch|} (Exception b) { Use(b.Message); }", "var i = 0; try { await F(); } catch (Exception a) when (i < 2 && a is not OperationCanceledException) { Use(a.Message); } catch (Exception b) when (b is not OperationCanceledException) { Use(b.Message); }")]
    public Task AnIndifferentFilter(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("i < 2", "i < 2 && (e is not OperationCanceledException || !token.IsCancellationRequested)")]
    [InlineData("verbose", "verbose && (e is not OperationCanceledException || !token.IsCancellationRequested)")]
    [InlineData("i < most", "i < most && (e is not OperationCanceledException || !token.IsCancellationRequested)")]
    [InlineData("e is not TaskCanceledException", "e is not OperationCanceledException || !token.IsCancellationRequested")]
    public Task AnIndifferentFilter_InAPlainAsyncMethod(string filter, string replacement) => Verify.Fix(
        Snippet.Members($"int most; async Task M(int i, bool verbose, TimeSpan d, CancellationToken token) {{ Use(0); try {{ await Task.Delay(d, token); Use(1); }} {{|AIO502:catch|}} (Exception e) when ({filter}) {{ Use(e.Message); }} Use(2); }}"),
        Snippet.Members($"int most; async Task M(int i, bool verbose, TimeSpan d, CancellationToken token) {{ Use(0); try {{ await Task.Delay(d, token); Use(1); }} catch (Exception e) when ({replacement}) {{ Use(e.Message); }} Use(2); }}"));

    // What the filter asks may tell that the work has ended, or what kind of exception it is.
    [Theory]
    [InlineData("try { await F(); } catch (Exception e) when (e is InvalidOperationException or ArgumentException) { }")]
    [InlineData("try { await F(); } catch (Exception e) when (e.HResult < 2) { }")]
    [InlineData("try { await F(); } catch (Exception e) when (IsTransient(e)) { } static bool IsTransient(Exception e) => e is InvalidOperationException;")]
    [InlineData("try { await F(); } catch (Exception e) when (Log(e)) { } static bool Log(Exception e) { Console.WriteLine(e); return false; }")]
    [InlineData("var stopped = false; try { await F(); stopped = true; } catch (Exception) when (stopped) { }")]
    [InlineData("try { await F(); } catch (Exception) when (x.gate is null) { }")]
    [InlineData("var i = 0; try { await F(); } catch (Exception) when (i++ < 2 || xs is null ? false : true) { }")]
    [InlineData("var i = 0; try { await F(); } catch (OperationCanceledException) when (i < 2) { }")]
    [InlineData("var i = 0; try { await F(); } catch (Exception) when (i < 2) { throw; }")]
    [InlineData("try { await F(); } catch (Exception e) when (e is not OperationCanceledException) { } catch (Exception) { Use(1); }")]
    public Task ADeliberateFilter_IsSilent(string line) => Silent(line);

    [Theory]
    [InlineData("try { await F(); } {|AIO502:catch|} (OperationCanceledException) { }", "try { await F(); } catch (OperationCanceledException) { throw; }")]
    [InlineData("try { await F(); } {|AIO502:catch|} (LoopCanceledException e) { Use(1); }", "try { await F(); } catch (LoopCanceledException e) { Use(1); throw; }")]
    [InlineData("try\n{\n    await F();\n}\n{|AIO502:catch|} (OperationCanceledException)\n{\n    Use(1); // one\n}", "try\n{\n    await F();\n}\ncatch (OperationCanceledException)\n{\n    Use(1); // one\n    throw;\n}")]
    public Task P34_NamedCatch_Throws(string line, string replacement) => Fix(line.Replace("Exception e)", "Exception)"), replacement.Replace("Exception e)", "Exception)"));

    [Theory]
    [InlineData("try { await F(); } {|AIO552:catch|} (OperationCanceledException) { return; }")]
    [InlineData("while (true) { try { await F(); } {|AIO552:catch|} (OperationCanceledException) { Use(1); break; } }")]
    [InlineData("try { await F(); }\n{|AIO552:catch|}\n#if A\n(ArgumentException)\n#endif\n{ }")]
    [InlineData("using var http = new System.Net.Http.HttpClient(); try { Use(await http.GetStringAsync(\"http://localhost\")); } {|AIO552:catch|} (Exception) { }")]
    public Task P34_MoreHasToChange(string line) => Verify.Unfixable(Snippet.Coroutine(line));

    [Theory]
    [InlineData("try { await F(); } catch (OperationCanceledException) { throw; }")]
    [InlineData("try { await F(); } catch (OperationCanceledException) { throw; } catch (Exception) { }")]
    [InlineData("try { await F(); } catch (Exception ex) when (ex is not OperationCanceledException) { }")]
    [InlineData("try { await F(); } catch (Exception e) { Use(e.Message); throw; }")]
    [InlineData("try { await F(); } catch (Exception e) { throw new InvalidOperationException(\"x\", e); }")]
    public Task N63_Rethrown(string line) => Silent(line);

    [Theory]
    [InlineData("var task = Asyncio.CreateTask(F()); task.Cancel(); try { await task; } catch (OperationCanceledException) { }")]
    [InlineData("var task = Asyncio.CreateTask(F()); task.Cancel(); try { await task; } catch (Exception) { }")]
    [InlineData("try { await t; } catch (OperationCanceledException) { }")]
    public Task N64_CancelledByTheFunctionItself(string line) => Silent(line);

    [Theory]
    [InlineData("var cts = new CancellationTokenSource(); try { await F(); } catch (OperationCanceledException) when (cts.IsCancellationRequested) { }")]
    [InlineData("try { await F(); } catch (Exception) { } Asyncio.CurrentToken.ThrowIfCancellationRequested();")]
    [InlineData("var stop = Asyncio.CurrentToken; try { await F(); } catch (OperationCanceledException e) { if (e.CancellationToken != stop) { Use(1); } }")]
    [InlineData("try { await Task.Delay(1, CancellationToken.None); } catch (Exception) { }")]
    public Task N65_KnowsOfTheCancellation(string line) => Silent(line);

    [Theory]
    [InlineData("using var cts = new CancellationTokenSource(100); try { await Task.Delay(1000, cts.Token); } catch (Exception) { }")]
    [InlineData("using var cts = new CancellationTokenSource(); var token = cts.Token; Use(cts); try { await Task.Delay(1000, token); } catch { }")]
    [InlineData("var stopping = Asyncio.CurrentToken; try { await Task.Delay(1000, stopping).ConfigureAwait(false); } catch { }")]
    public Task ItsOwnSourceOfTokens_IsSilent(string line) => Silent(line);

    [Theory]
    [InlineData("async void Start(Task t) { try { await t; } catch (Exception) { } }")]
    [InlineData("Action Start(Task t) => async () => { try { await t; } catch (Exception) { } };")]
    public Task AsyncVoid_EndsTheProcessWithWhatItLetsOut(string member) => Verify.Silent(Snippet.Members(member));

    [Theory]
    [InlineData("Exception error = null; try { await F(); } catch (Exception e) { error = e; } Use(error);")]
    [InlineData("var future = new Future(Asyncio.RunningLoop); try { await F(); } catch (Exception e) { future.SetException(e); }")]
    [InlineData("var errors = new List<Exception>(); try { await F(); } catch (Exception e) { errors.Add(e); }")]
    [InlineData("try { await F(); } catch (Exception e) { Use(new InvalidOperationException($\"{e}\")); }")]
    [InlineData("try { await F(); } catch (Exception) { Fail(); } [System.Diagnostics.CodeAnalysis.DoesNotReturn] static void Fail() => throw new NotSupportedException();")]
    [InlineData("try { await F(); } catch (Exception e) { Environment.FailFast(e.Message); }")]
    [InlineData("try { await F(); } catch (Exception e) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e); }")]
    public Task KeptExceptions_AreSilent(string line) => Silent(line);

    [Theory]
    [InlineData("try { Use(1); } catch (Exception) { }")]
    [InlineData("try { Func<Coroutine> f = async () => await F(); } catch (Exception) { }")]
    [InlineData("try { await F(); } catch (InvalidOperationException) { }")]
    [InlineData("try { await F(); } catch (TaskCanceledException) { }")]
    [InlineData("await Task.Run(async () => { try { await t; } catch (Exception) { } });")]
    public Task NoCancellationOfThisTask(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.Delay(d, token);")]
    [InlineData("await F();")]
    [InlineData("await Task.Run(() => Task.Delay(d, token));")]
    [InlineData("Use(1); await Asyncio.CreateTask(F());")]
    [InlineData("await foreach (var x in Numbers(token)) { Use(x); }")]
    public Task PlainAsyncMethod_WithAToken(string line) => Verify.Fix(
        Snippet.Members($"async Task M(TimeSpan d, CancellationToken token) {{ Use(0); try {{ {line} Use(2); }} {{|AIO502:catch|}} (Exception) {{ }} Use(3); }}\nIAsyncEnumerable<int> Numbers(CancellationToken token) => null;"),
        Snippet.Members($"async Task M(TimeSpan d, CancellationToken token) {{ Use(0); try {{ {line} Use(2); }} catch (Exception e) when (e is not OperationCanceledException{(line.Contains("token", StringComparison.Ordinal) ? " || !token.IsCancellationRequested" : "")}) {{ }} Use(3); }}\nIAsyncEnumerable<int> Numbers(CancellationToken token) => null;"));

    [Theory]
    [InlineData("await t;")]
    [InlineData("await Task.Delay(d);")]
    [InlineData("await Task.Delay(d, CancellationToken.None);")]
    [InlineData("await Task.Delay(d, default(CancellationToken));")]
    [InlineData("Use(token); await Task.Delay(d);")]
    [InlineData("await foreach (var x in Numbers()) { Use(x); }")]
    public Task PlainAsyncMethod_ThatNoTokenReaches_IsSilent(string line) => Verify.Silent(
        Snippet.Members($"async Task M(Task t, TimeSpan d, CancellationToken token) {{ try {{ {line} }} catch (Exception) {{ }} Use(3); }}\nIAsyncEnumerable<int> Numbers() => null;"));

    [Theory]
    [InlineData("stopping")]
    [InlineData("this.stopping")]
    [InlineData("Stopping")]
    public Task TheTokenOfTheObject_IsMeant(string token) => Verify.Silent(Snippet.Members(
        $"CancellationToken stopping; CancellationToken Stopping => stopping; Coroutine N(CancellationToken token) => default; async Coroutine M() {{ try {{ await N({token}); }} catch (OperationCanceledException) {{ }} }}"));

    [Theory]
    [InlineData("stopping")]
    [InlineData("Asyncio.CurrentToken")]
    public Task OtherTokens_AreReported(string token) => Verify.Fix(
        Snippet.Members($"Coroutine N(CancellationToken token) => default; async Coroutine M(CancellationToken stopping) {{ try {{ await N({token}); }} {{|AIO502:catch|}} (OperationCanceledException) {{ }} }}"),
        Snippet.Members($"Coroutine N(CancellationToken token) => default; async Coroutine M(CancellationToken stopping) {{ try {{ await N({token}); }} catch (OperationCanceledException) {{ throw; }} }}"));

    [Fact]
    public Task PlainAsyncMethod_ThatNamesTheCancellation_IsSilent() => Verify.Silent(Snippet.AsyncTask("try { await F(); } catch (OperationCanceledException) { }"));

    [Fact]
    public Task Message_NamesTheFilter() => Verify.Says(
        Snippet.Coroutine("try { await F(); } {|#0:catch|} { }"),
        "AIO502",
        "This 'catch' swallows the cancellation of the task: write 'catch (Exception e) when (e is not OperationCanceledException)'");

    [Fact]
    public Task Message_NamesTheThrow() => Verify.Says(
        Snippet.Coroutine("try { await F(); } {|#0:catch|} (OperationCanceledException) { }"),
        "AIO502",
        "This 'catch' swallows the cancellation of the task: write 'throw;'");

    [Fact]
    public Task UnfixableMessage_NamesTheThrow() => Verify.Says(
        Snippet.Coroutine("try { await F(); } {|#0:catch|} (OperationCanceledException) { return; }"),
        "AIO552",
        "This 'catch' swallows the cancellation of the task: rethrow it with 'throw'");
}
