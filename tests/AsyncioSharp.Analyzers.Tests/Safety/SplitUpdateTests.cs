using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TaskWaitAnalyzer, AsyncioSharp.CodeFixes.TaskWaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>No fix puts an await between the read of shared state and the write that depends on it.</summary>
public sealed class SplitUpdateTests
{
    private const string Fields = "int total; string text; int? maybe; bool closed; Dictionary<int, int> map = []; List<int> list = []; int[] array = new int[2]; C other; int Prop { get; set; } static int shared; readonly SemaphoreSlim sem = new(1); readonly AsyncLock mutex = new();\n";

    private static string In(string lines) => Snippet.Members(Fields + $"async Coroutine<int> M(Task<int> t, Task<string> u, int k)\n{{\n{lines}\nawait F();\nreturn 0;\n}}");

    [Theory]
    [InlineData("total += RESULT;")]
    [InlineData("total = total + RESULT;")]
    [InlineData("total = Math.Max(total, RESULT);")]
    [InlineData("this.total = total - RESULT;")]
    [InlineData("other.total = other.total + RESULT;")]
    [InlineData("Prop = Prop + RESULT;")]
    [InlineData("shared = shared + RESULT;")]
    [InlineData("array[0] = array[0] + RESULT;")]
    [InlineData("map[k] = map[k] + RESULT;")]
    [InlineData("maybe = maybe ?? RESULT;")]
    [InlineData("maybe ??= RESULT;")]
    [InlineData("if (maybe is null) maybe = RESULT;")]
    [InlineData("if (maybe == null) { maybe = RESULT; }")]
    [InlineData("if (maybe != null) return 1; maybe = RESULT;")]
    [InlineData("if (maybe is { } known) return known; var fresh = RESULT; maybe = fresh;")]
    [InlineData("if (!closed) { Use(RESULT); closed = true; }")]
    [InlineData("if (closed) return 1; Use(RESULT); closed = true;")]
    [InlineData("if (!map.ContainsKey(k)) map[k] = RESULT;")]
    [InlineData("if (!map.ContainsKey(k)) { map.Add(k, RESULT); }")]
    [InlineData("if (!map.TryGetValue(k, out var v)) { v = RESULT; map[k] = v; }")]
    [InlineData("if (map.TryGetValue(k, out var v)) return v; v = RESULT; map[k] = v;")]
    [InlineData("if (list.Count == 0) list.Add(RESULT);")]
    [InlineData("if (list.Count > 0) { Use(RESULT); list.RemoveAt(0); }")]
    [InlineData("var own = map; if (!own.ContainsKey(k)) own[k] = RESULT;")]
    [InlineData("var n = total; Use(RESULT); total = n + 1;")]
    [InlineData("var n = total; var m = n + 1; Use(RESULT); total = m;")]
    [InlineData("var n = total; while (k-- > 0) { total = n + k; Use(RESULT); }")]
    [InlineData("while (total < 3) { Use(RESULT); total++; }")]
    [InlineData("switch (maybe) { case null: maybe = RESULT; break; }")]
    [InlineData("(total, k) = (total + RESULT, 1);")]
    [InlineData("if (total < 3 && RESULT > 0) total = 4;")]
    public Task Split_Unfixable(string lines) => Verify.Unfixable(In(lines.Replace("RESULT", "{|AIO152:t.Result|}")));

    [Theory]
    [InlineData("total = RESULT;")]
    [InlineData("total = RESULT + total;")]
    [InlineData("Use(RESULT); total++;")]
    [InlineData("Use(RESULT); total += 1;")]
    [InlineData("total++; Use(RESULT);")]
    [InlineData("Use(total); Use(RESULT); total = 0;")]
    [InlineData("var n = RESULT; total += n;")]
    [InlineData("map[k] = RESULT;")]
    [InlineData("list.Add(RESULT);")]
    [InlineData("if (closed) return 1; closed = true; Use(RESULT); closed = false;")]
    [InlineData("Use(RESULT); if (maybe is null) maybe = 1;")]
    [InlineData("if (maybe is null) { var n = RESULT; if (maybe is null) { maybe = n; } }")]
    [InlineData("while (!closed) { Use(RESULT); if (k > 1) closed = true; }")]
    [InlineData("var own = 0; own = own + RESULT; Use(own);")]
    [InlineData("var own = new Dictionary<int, int>(); if (!own.ContainsKey(k)) own[k] = RESULT;")]
    public Task Whole_IsFixed(string lines) => Verify.Fix(In(lines.Replace("RESULT", "{|AIO102:t.Result|}")), In(lines.Replace("RESULT", "await t")));

    [Theory]
    [InlineData("await sem.WaitAsync(); try { total = total + RESULT; } finally { sem.Release(); }")]
    [InlineData("using (await mutex.AcquireAsync()) { if (maybe is null) maybe = RESULT; }")]
    [InlineData("using var held = await mutex.AcquireAsync(); map[k] = map[k] + RESULT;")]
    public Task UnderAnAsyncLock_IsFixed(string lines) => Verify.Fix(In(lines.Replace("RESULT", "{|AIO102:t.Result|}")), In(lines.Replace("RESULT", "await t")));

    [Theory]
    [InlineData("void Other() => total++;")]
    [InlineData("int Other { set => total = value; }")]
    [InlineData("void Other() { lock (gate) { total += 2; } }")]
    [InlineData("async Coroutine Other() { using (await mutex.AcquireAsync()) { } total = 0; }")]
    public Task UnderAnAsyncLockThatOthersDoNotTake_Unfixable(string other) => Verify.Unfixable(
        Snippet.Members(Fields + "async Coroutine M(Task<int> t) { using (await mutex.AcquireAsync()) { total = total + {|AIO152:t.Result|}; } }\n" + other));

    [Theory]
    [InlineData("async Coroutine Other() { using (await mutex.AcquireAsync()) { total = 0; } }")]
    [InlineData("async Coroutine Other() { await sem.WaitAsync(); try { total = 0; } finally { sem.Release(); } }")]
    [InlineData("C() => total = 1;")]
    [InlineData("int Other() => total;")]
    public Task UnderAnAsyncLockThatAllTake_IsFixed(string other) => Verify.Fix(
        Snippet.Members(Fields + "async Coroutine M(Task<int> t) { using (await mutex.AcquireAsync()) { total = total + {|AIO102:t.Result|}; } }\n" + other),
        Snippet.Members(Fields + "async Coroutine M(Task<int> t) { using (await mutex.AcquireAsync()) { total = total + await t; } }\n" + other));
}
