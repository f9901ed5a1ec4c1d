using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TokenNotForwardedAnalyzer, AsyncioSharp.CodeFixes.TokenNotForwardedFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO506 in clean-up: behind an exception that a handler keeps, and in what closes something.</summary>
public sealed class StoredFailureTests
{
    private static string In(string members) => "using System.Runtime.ExceptionServices;\n" + Snippet.Members(
        "Task Work(CancellationToken token) => null;\nTask Undo() => null; Task Undo(CancellationToken token) => null;\n" + members);

    private static string Code(string lines) => In("async Task<int> M(bool again, CancellationToken token)\n{\n    " + lines + "\n    return 1;\n}");

    private const string Kept = "Exception error = null; try { await Work(token); } catch (Exception e) { error = e; } ";

    private const string Captured =
        "ExceptionDispatchInfo info = null; try { await Work(token); } catch (Exception e) { info = ExceptionDispatchInfo.Capture(e); } ";

    [Theory]
    [InlineData(Kept + "if (error != null) { await Undo(); throw error; }")]
    [InlineData(Kept + "if (null != error) { try { await Undo(); } catch { } throw error; }")]
    [InlineData(Kept + "if (error is not null) { await Undo(); throw new InvalidOperationException(\"x\", error); }")]
    [InlineData(Kept + "if (error is { }) { await Undo(); ExceptionDispatchInfo.Capture(error).Throw(); }")]
    [InlineData(Kept + "if (error is Exception) { await Undo(); ExceptionDispatchInfo.Throw(error); }")]
    [InlineData(Kept + "if (error is InvalidOperationException bad) { await Undo(); throw bad; }")]
    [InlineData(Kept + "if (again && error != null) { await Undo(); throw error; }")]
    [InlineData(Kept + "if (error == null) { return 2; } await Undo(); throw error;")]
    [InlineData(Kept + "if (error == null || again) { return 2; } else { await Undo(); throw error; }")]
    [InlineData(Kept + "if (!(error is null)) { await Undo(); return 3; }")]
    [InlineData(Kept + "await Undo(); if (error != null) { throw error; }")]
    [InlineData(Kept + "if (again) { await Undo(); } if (error != null) { ExceptionDispatchInfo.Capture(error).Throw(); }")]
    [InlineData("while (again) { " + Kept + "if (error != null) { await Undo(); throw error; } again = false; }")]
    [InlineData("object error = null; try { await Work(token); } catch (Exception e) { error = e; } await Undo(); if (error is Exception x) { throw (Exception)error; }")]
    [InlineData("Exception error = null; try { await Work(token); } catch (Exception) when (again) { throw; } catch (Exception e) { error = e; } await Undo(); if (error != null) { throw error; }")]
    [InlineData("Exception error = null; try { await Work(token); } catch (OperationCanceledException e) { error = e; throw; } catch (Exception e) { error = e; } if (error != null) { await Undo(); throw error; }")]
    [InlineData(Captured + "await Undo(); info?.Throw();")]
    [InlineData(Captured + "if (info != null) { await Undo(); info.Throw(); }")]
    [InlineData(Captured + "using (new System.IO.MemoryStream()) { await Undo(); } if (info is not null) info.Throw();")]
    [InlineData("var errors = new List<Exception>(); try { await Work(token); } catch (Exception e) { errors.Add(e); } await Undo(); if (errors.Count > 0) { throw new AggregateException(errors); }")]
    [InlineData("var errors = new List<Exception>(); try { await Work(token); } catch (Exception e) { errors.Add(e); } if (errors.Count != 0) { await Undo(); throw errors[0]; }")]
    [InlineData("var failed = false; try { await Work(token); } catch (Exception) { failed = true; } if (failed) { await Undo(); return 2; }")]
    [InlineData("var ok = true; try { await Work(token); } catch { ok = false; } if (!ok) { await Undo(); throw new Exception(); }")]
    [InlineData("var done = false; try { await Work(token); done = true; } catch { again = true; } if (!done) { await Undo(); return 2; }")]
    public Task BehindAStoredFailure_IsSilent(string lines) => Verify.Silent(Code(lines));

    [Theory]
    [InlineData(Kept + "if (error == null) { await {|AIO506:Undo|}(); } else { throw error; }")]
    [InlineData(Kept + "if (error != null) { throw error; } await {|AIO506:Undo|}();")]
    [InlineData(Kept + "if (error is null) { await {|AIO506:Undo|}(); } if (error != null) { throw error; }")]
    [InlineData("await {|AIO506:Undo|}(); " + Kept + "if (error != null) { throw error; }")]
    [InlineData(Kept + "Use(error); await {|AIO506:Undo|}();")]
    [InlineData("while (again) { " + Kept + "if (error != null && again) { await {|AIO506:Undo|}(); continue; } if (error != null) { throw error; } }")]
    [InlineData("Exception last = null; for (var i = 0; i < 3; i++) { try { await Work(token); return 1; } catch (Exception e) { last = e; } await {|AIO506:Undo|}(); } throw last;")]
    [InlineData("Exception error = null; try { await Work(token); } catch (ArgumentException e) { error = e; } await {|AIO506:Undo|}(); if (error != null) { throw error; }")]
    [InlineData("var ok = true; try { await Work(token); } catch { ok = false; } if (ok) { await {|AIO506:Undo|}(); return 2; }")]
    [InlineData("var done = false; try { await Work(token); done = true; } catch { again = true; } if (done) { await {|AIO506:Undo|}(); return 2; }")]
    [InlineData("var errors = new List<Exception>(); foreach (var x in new[] { 1 }) { try { await Work(token); } catch (Exception e) { errors.Add(e); } await {|AIO506:Undo|}(); } if (errors.Count > 0) { throw new AggregateException(errors); }")]
    public Task WhereNothingFailed_IsReported(string lines) =>
        Verify.Fix(Code(lines), Code(lines.Replace("{|AIO506:Undo|}()", "Undo(token)")));

    private const string Connection =
        "class Connection { public Task OpenAsync(CancellationToken t = default) => null; public Task CloseAsync(CancellationToken t = default) => null; " +
        "public Task RollbackAsync(CancellationToken t = default) => null; public Task AbortAsync(CancellationToken t = default) => null; public Task StopwatchAsync(CancellationToken t = default) => null; " +
        "public Task Close(CancellationToken t = default) => null; public Task ClosestAsync(CancellationToken t = default) => null; }\n";

    // A call that a canceled token stops leaves open what it should close.
    [Theory]
    [InlineData("await c.CloseAsync();")]
    [InlineData("await c.Close();")]
    [InlineData("await c.RollbackAsync();")]
    [InlineData("try { await c.OpenAsync(token); } catch (ArgumentException) { await c.AbortAsync(); throw; }")]
    public Task WhatClosesOrTakesBack_IsSilent(string lines) =>
        Verify.Silent(Snippet.Members(Connection + "async Task M(Connection c, CancellationToken token) { " + lines + " }"));

    [Theory]
    [InlineData("OpenAsync")]
    [InlineData("StopwatchAsync")]
    [InlineData("ClosestAsync")]
    public Task WhatOnlySoundsLikeIt_IsReported(string name) => Verify.Fix(
        Snippet.Members(Connection + "async Task M(Connection c, CancellationToken token) { await c.{|AIO506:" + name + "|}(); }"),
        Snippet.Members(Connection + "async Task M(Connection c, CancellationToken token) { await c." + name + "(token); }"));

    // The token of the object is canceled before these run; their own token is the caller's wish.
    [Fact]
    public async Task InAMemberThatCloses()
    {
        const string Members = Connection + "CancellationTokenSource _stop = new(); Connection c; ";
        await Verify.Silent(Snippet.Members(Members + "public async Task StopAsync() { await c.OpenAsync(); } async Task AbortCore() { await c.OpenAsync(); }"));
        await Verify.Unfixable(Snippet.Members(Members + "public async Task StartAsync() { await c.{|AIO556:OpenAsync|}(); }"));
        await Verify.Fix(
            Snippet.Members(Members + "public async Task StopAsync(CancellationToken token) { await c.{|AIO506:OpenAsync|}(); }"),
            Snippet.Members(Members + "public async Task StopAsync(CancellationToken token) { await c.OpenAsync(token); }"));
    }
}
