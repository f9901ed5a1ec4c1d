using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingHelperAnalyzer, AsyncioSharp.CodeFixes.BlockingHelperFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO106 does not follow ways that nobody on the loop takes: the synchronous half of a function that can do both, and the way to an exception.</summary>
public sealed class UnlikelyWayTests
{
    private static string In(string members, string line) =>
        Snippet.Members($"{members}\nclass Mode {{ public bool IsSynchronous {{ get; set; }} }}\nasync Task M(Mode mode, bool async)\n{{\n{line}\nawait Task.Yield();\n}}");

    private static Task Silent(string members, string line) => Verify.Silent(In(members, line));

    [Theory]
    [InlineData("Task Read(bool async) { if (async) return Task.Delay(1); Thread.Sleep(1); return Task.CompletedTask; }", "await Read(async);")]
    [InlineData("void Sync() => Thread.Sleep(1); ValueTask Read(bool async) { if (async) { return default; } Sync(); return default; }", "await Read(async);")]
    [InlineData("Task Read(bool async) { if (!async) { Thread.Sleep(1); return Task.CompletedTask; } return Task.Delay(1); }", "await Read(async);")]
    [InlineData("Task Wait(Mode mode) { if (mode.IsSynchronous) { Thread.Sleep(1); } return Task.CompletedTask; }", "await Wait(mode);")]
    [InlineData("Task<int> Wait(Task<int> work, Mode mode) { if (mode.IsSynchronous && !work.IsCompleted) { work.GetAwaiter().GetResult(); } return work; }", "await Wait(Task.Run(() => 1), mode);")]
    public Task WhatTheCallerChooses(string members, string line) => Silent(members, line);

    [Theory]
    [InlineData("Task Read(bool async) { Thread.Sleep(1); return Task.CompletedTask; }", "await Read(async);")]
    [InlineData("Task Read(bool async) { if (async) { Thread.Yield(); } Thread.Sleep(1); return Task.CompletedTask; }", "await Read(async);")]
    [InlineData("bool busy; Task Read() { if (busy) return Task.CompletedTask; Thread.Sleep(1); return Task.CompletedTask; }", "await Read();")]
    [InlineData("Task Read(List<int> xs) { if (xs.Count > 1) { Thread.Sleep(1); } return Task.CompletedTask; }", "await Read([]);")]
    public Task WhatTheCallerDoesNotChoose(string members, string line) => Verify.Unfixable(In(members, line.Replace("Read(", "{|AIO156:Read(").Replace(");", ")|};")));

    [Fact]
    public Task AFunctionThatGivesNoTask_HasNoAsyncHalf() => Verify.Fix(
        In("void Read(bool again) { if (again) { Thread.Sleep(1); } }", "{|AIO106:Read(async)|};"), In("void Read(bool again) { if (again) { Thread.Sleep(1); } }", "await Task.Run(() => Read(async));"));

    [Theory]
    [InlineData("Exception Break() { Thread.Sleep(1); return new Exception(); } void Check(int x) { if (x < 0) throw Break(); }", "Check(1);")]
    [InlineData("Exception Break() { Thread.Sleep(1); return new Exception(); } void Check(int x) { if (x < 0) Fail(); void Fail() => throw Break(); }", "Check(1);")]
    [InlineData("int Check(int? x) => x ?? throw Break(); Exception Break() { Thread.Sleep(1); return new Exception(); }", "Use(Check(1));")]
    [InlineData("void Check(int x) { if (x < 0) Fail(); } [System.Diagnostics.CodeAnalysis.DoesNotReturn] void Fail() { Thread.Sleep(1); throw new Exception(); }", "Check(1);")]
    [InlineData("Exception Break() { Thread.Sleep(1); return new Exception(); }", "if (async) { throw Break(); }")]
    public Task TheWayToAnException(string members, string line) => Silent(members, line);

    [Fact]
    public Task WaitsBeforeTheThrow_AreReported() => Verify.Fix(
        In("void Check(int x) { Thread.Sleep(x); throw new Exception(); }", "{|AIO106:Check(1)|};"), In("void Check(int x) { Thread.Sleep(x); throw new Exception(); }", "await Task.Run(() => Check(1));"));

    // Another thread has an execution context of its own.
    [Theory]
    [InlineData("AsyncLocal<int> depth = new(); void Enter() { Thread.Sleep(1); depth.Value = 2; }", "{|AIO156:Enter()|};")]
    [InlineData("AsyncLocal<int> depth = new(); void Set() => depth.Value = 2; void Enter() { Thread.Sleep(1); Set(); }", "{|AIO156:Enter()|};")]
    [InlineData("IDisposable Enter() { Thread.Sleep(1); return null; }", "using ({|AIO156:Enter()|}) { await Task.Yield(); }")]
    public Task WhatBelongsToTheFlow_DoesNotMove(string members, string line) => Verify.Unfixable(In(members, line));

    [Fact]
    public Task WhatOnlyReadsTheFlow_Moves() => Verify.Fix(
        In("AsyncLocal<int> depth = new(); void Enter() => Thread.Sleep(depth.Value);", "{|AIO106:Enter()|};"),
        In("AsyncLocal<int> depth = new(); void Enter() => Thread.Sleep(depth.Value);", "await Task.Run(() => Enter());"));

    private const string Stack =
        "static bool TryEnsureSufficientExecutionStack() { return System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack(); }\n" +
        "static bool Enough(int n) => System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack();\n" +
        "static int Moved(Func<int> f) { var task = Task.Run(f); ((IAsyncResult)task).AsyncWaitHandle.WaitOne(); return task.Result; }\n";

    // A deep recursion goes on with an empty stack on another thread.
    [Theory]
    [InlineData("int Visit(int n) { if (System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack()) return n; return Moved(() => Visit(n)); }")]
    [InlineData("int Visit(int n) { if (!TryEnsureSufficientExecutionStack()) { return Moved(() => Visit(n)); } return n; }")]
    [InlineData("int Visit(int n) => n > 8 && !TryEnsureSufficientExecutionStack() ? Moved(() => n) : n;")]
    [InlineData("int Visit(int n) => TryEnsureSufficientExecutionStack() ? n : Moved(() => n);")]
    [InlineData("int Visit(int n) => n switch { >= 0 when n % 8 == 1 && !TryEnsureSufficientExecutionStack() => Moved(() => n), _ => n };")]
    [InlineData("int Visit(int n) { if (n == 0 || TryEnsureSufficientExecutionStack()) { return n; } var m = n; return Moved(() => m); }")]
    [InlineData("int Visit(int n) { try { System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack(); return n; } catch (InsufficientExecutionStackException) { return Moved(() => n); } }")]
    public Task FullStack_IsSilent(string members) =>
        Verify.Silent(Snippet.Members($"{Stack}{members}\nasync Coroutine M(int n)\n{{\nVisit(n);\nawait F();\n}}"));

    [Theory]
    [InlineData("int Visit(int n) { if (!TryEnsureSufficientExecutionStack()) return n; return Moved(() => Visit(n)); }")]
    [InlineData("int Visit(int n) => TryEnsureSufficientExecutionStack() ? Moved(() => n) : n;")]
    [InlineData("int Visit(int n) => n > 8 || !TryEnsureSufficientExecutionStack() ? Moved(() => n) : n;")]
    [InlineData("int Visit(int n) { if (TryEnsureSufficientExecutionStack()) { n++; } return Moved(() => n); }")]
    [InlineData("int Visit(int n) => Enough(n) ? n : Moved(() => n);")]
    [InlineData("int Visit(int n) { try { return n; } catch (InvalidOperationException) { return Moved(() => n); } }")]
    public Task OtherWays_AreReported(string members) => Verify.Fix(
        Snippet.Members($"{Stack}{members}\nasync Coroutine M(int n)\n{{\n{{|AIO106:Visit(n)|}};\nawait F();\n}}"),
        Snippet.Members($"{Stack}{members}\nasync Coroutine M(int n)\n{{\nawait Asyncio.ToThread(() => Visit(n));\nawait F();\n}}"));
}
