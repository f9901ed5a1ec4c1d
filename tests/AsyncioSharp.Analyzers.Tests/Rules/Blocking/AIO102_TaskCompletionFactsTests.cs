using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TaskWaitAnalyzer, AsyncioSharp.CodeFixes.TaskWaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>Where AIO102 is silent: the task is done, nobody waits, or the code does not run on the loop.</summary>
public sealed class CompletedTaskTests
{
    private static string In(string lines) => Snippet.Members($"async Coroutine M(Task t, Task<int> a, Task<int> b, List<Task<int>> list, CancellationToken c)\n{{\n{lines}\nawait F();\n}}\nTask<int> Get() => null;\nTask<int> field;");

    private const string Wrappers = """

        internal static class Wrapping
        {
            public static Task Safely(this Task task) => task;
            public static bool IsCompletedSuccessfully(this Task task) => task.IsCompleted;
        }
        """;

    private static Task Silent(string line) => Verify.Silent(In(line));

    private static Task Fix(string line, string replacement) => Verify.Fix(In(line), In(replacement));

    [Theory]
    [InlineData("await Task.Run(() => a.Result);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => t.Wait());")]
    public Task N06_OffTheLoop(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.WhenAll(a, b); var x = a.Result;")]
    [InlineData("var all = Task.WhenAll(a, b); await all; var x = b.Result;")]
    [InlineData("Task.WhenAll(a).ToString(); await Task.WhenAll(new List<Task> { a, b }); Use(a.Result + b.Result);")]
    [InlineData("await Task.WhenAll(a, b).ConfigureAwait(false); var x = a.Result;")]
    public Task N07_WhenAll(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.WhenAll(list); var x = list[0].Result;")]
    [InlineData("await Task.WhenAll(list); foreach (var done in list) { Use(done.Result); }")]
    [InlineData("foreach (var one in list) { await one; } var x = list[0].Result;")]
    [InlineData("await Task.WhenAll(list); var x = list.First().Result;")]
    [InlineData("await Task.WhenAll(list); var one = list[0]; var x = one.Result;")]
    public Task N08_Collections(string line) => Silent(line);

    [Theory]
    [InlineData("var all = new List<Task> { a, b }; await Task.WhenAll(all); var x = a.Result;")]
    [InlineData("var all = new Task[] { a, b }; await Task.WhenAll(all); var x = a.Result;")]
    [InlineData("Task[] all = [a, b]; await Task.WhenAll(all); var x = a.Result;")]
    [InlineData("var one = Get(); list.Add(one); await Task.WhenAll(list.ToArray()); var x = one.Result;")]
    [InlineData("var one = Get(); var all = new Task[1]; all[0] = one; await Task.WhenAll(all); var x = one.Result;")]
    [InlineData("var one = Get(); list[0] = one; await Task.WhenAll(list); var x = one.Result;")]
    [InlineData("var one = Get(); await one; list.Add(one); var x = one.Result;")]
    public Task N08_PutIntoTheCollection(string line) => Silent(line);

    [Theory]
    [InlineData("var one = Get(); var all = new List<Task> { a, b }; await Task.WhenAll(all); var x = {|AIO102:one.Result|};", "var one = Get(); var all = new List<Task> { a, b }; await Task.WhenAll(all); var x = await one;")]
    [InlineData("var one = Get(); list.Remove(one); await Task.WhenAll(list); var x = {|AIO102:one.Result|};", "var one = Get(); list.Remove(one); await Task.WhenAll(list); var x = await one;")]
    public Task N08_NotInTheCollection_IsReported(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("await Wrapping.Safely(Task.WhenAll(a, b)); var x = a.Result;")]
    [InlineData("await Task.WhenAll(a, b).Safely(); var x = a.Result;")]
    [InlineData("await Task.WhenAll(list).Safely(); var x = list[0].Result;")]
    [InlineData("if (a.IsCompletedSuccessfully()) { Use(a.Result); }")]
    [InlineData("if (list.Count > 1 && a.IsCompletedSuccessfully() && a.Result > 0) { Use(1); }")]
    public Task N07_WrappersOfTheUser(string line) => Verify.Silent(In(line) + Wrappers);

    [Theory]
    [InlineData("await b.Safely(); var x = {|AIO102:a.Result|};", "await b.Safely(); var x = await a;")]
    [InlineData("if (!a.IsCompletedSuccessfully()) { Use({|AIO102:a.Result|}); }", "if (!a.IsCompletedSuccessfully()) { Use(await a); }")]
    public Task N07_WrapperOfAnotherTask_IsReported(string line, string replacement) => Verify.Fix(In(line) + Wrappers, In(replacement) + Wrappers);

    [Fact]
    public Task N08_CollectionThatGrew_IsReported() => Fix(
        "await Task.WhenAll(list); list.Add(Get()); var x = {|AIO102:list[0].Result|};",
        "await Task.WhenAll(list); list.Add(Get()); var x = await list[0];");

    [Fact]
    public Task N09_SelectAfterWhenAll() => Silent("await Task.WhenAll(list); var xs = list.Select(x => x.Result).ToArray();");

    [Theory]
    [InlineData("await a; var x = a.Result;")]
    [InlineData("try { await a; } catch (Exception) { } var x = a.Result;")]
    [InlineData("await a.WaitAsync(c); var x = a.GetAwaiter().GetResult();")]
    [InlineData("await field; var x = this.field.Result;")]
    public Task N10_Awaited(string line) => Silent(line);

    [Theory]
    [InlineData("await a; a = Get(); var x = {|AIO102:a.Result|};", "await a; a = Get(); var x = await a;")]
    [InlineData("await b; var x = {|AIO102:a.Result|};", "await b; var x = await a;")]
    [InlineData("await list[0]; var x = {|AIO102:list[1].Result|};", "await list[0]; var x = await list[1];")]
    [InlineData("var x = {|AIO102:a.Result|}; await a;", "var x = await a; await a;")]
    [InlineData("Func<Task> f = async () => await a; var x = {|AIO102:a.Result|};", "Func<Task> f = async () => await a; var x = await a;")]
    public Task N10_SomethingElseWasAwaited_IsReported(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("if (a.IsCompletedSuccessfully) { Use(a.Result); }")]
    [InlineData("if (!a.IsCompleted) { return; } Use(a.Result);")]
    [InlineData("var x = a.IsCompleted ? a.Result : 0;")]
    [InlineData("if (a.IsCompleted && a.Result > 0) { }")]
    [InlineData("if (a.Status == TaskStatus.RanToCompletion) { Use(a.Result); }")]
    [InlineData("switch (a.Status) { case TaskStatus.RanToCompletion: Use(a.Result); break; }")]
    [InlineData("if (a is { IsCompleted: true }) { Use(a.Result); }")]
    [InlineData("while (!a.IsCompleted) { await Asyncio.Yield(); } Use(a.Result);")]
    public Task N11_N91_Guards(string line) => Silent(line);

    [Theory]
    [InlineData("if (!a.IsCompleted) { {|AIO102:a.Wait()|}; }", "if (!a.IsCompleted) { await a; }")]
    [InlineData("if (a.IsCompleted) { } else { {|AIO102:a.Wait()|}; }", "if (a.IsCompleted) { } else { await a; }")]
    [InlineData("var x = b.IsCompleted ? {|AIO102:a.Result|} : 0;", "var x = b.IsCompleted ? await a : 0;")]
    public Task N11_GuardThatSaysTheOpposite_IsReported(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var first = await Task.WhenAny(a, b); var x = first.Result;")]
    [InlineData("var x = (await Task.WhenAny(a, b)).Result;")]
    [InlineData("if (await Task.WhenAny(a, Task.Delay(5)) == a) { Use(a.Result); }")]
    [InlineData("await foreach (var done in Task.WhenEach(list)) { Use(done.Result); }")]
    public Task N12_WhenAny(string line) => Silent(line);

    [Theory]
    [InlineData("Use(Task.FromResult(1).Result);")]
    [InlineData("Task.CompletedTask.Wait();")]
    [InlineData("Task.FromException(new Exception()).Wait();")]
    [InlineData("Use(new ValueTask<int>(1).Result);")]
    [InlineData("var done = Task.FromResult(1); Use(done.Result);")]
    public Task N13_CannotBlock(string line) => Silent(line);

    [Fact]
    public Task N14_ContinueWith() => Silent("await a.ContinueWith(z => z.Result); await a.ContinueWith(z => { z.Wait(); });");

    [Fact]
    public Task N14_DelegateThatGoesWithItsTask() => Verify.Silent(Snippet.Members("Coroutine M(Task<int> t) { When(t, () => Use(t.Result)); return F(); } void When(Task t, Action then) { }"));

    [Fact]
    public Task N15_NameOf() => Silent("Use(nameof(Task<int>.Result)); Use(nameof(a.Result)); Use(nameof(t.Wait));");

    [Fact]
    public Task N16_ExpressionTree() => Silent("Expression<Func<int>> e = () => a.Result;");

    [Theory]
    [InlineData("t.Wait(0);")]
    [InlineData("if (t.Wait(TimeSpan.Zero)) { Use(1); }")]
    [InlineData("if (t.Wait(0, c)) { Use(1); }")]
    public Task N18_Probe(string line) => Silent(line);

    [Fact]
    public Task N37_EventHandler() => Silent("AppDomain.CurrentDomain.ProcessExit += (s, e) => t.Wait();");

    [Fact]
    public Task N39_LambdaForAnUnknownApi() => Silent("Func<int> f = () => a.Result; Use(f);");

    [Fact]
    public Task N40_SynchronousMethod() => Verify.Silent(Snippet.Members("void Sync(Task t) => t.Wait(); int P => V().GetAwaiter().GetResult();"));

    [Fact]
    public Task N42_GeneratedFile() => Verify.Silent("// <auto-generated/>\n" + Snippet.Coroutine("t.Wait();"));

    [Theory]
    [InlineData("if (async) { await t; } else { t.Wait(); }")]
    [InlineData("if (!async) t.Wait(); else await t;")]
    [InlineData("var x = async ? await a : a.Result;")]
    [InlineData("if (!async) { t.Wait(); return; } await t;")]
    [InlineData("if (mode == DayOfWeek.Monday) { await t; } else { t.Wait(); }")]
    public Task N90_ModeFlag(string line) => Verify.Silent(Snippet.Members($"async Coroutine M(Task t, Task<int> a, bool async, DayOfWeek mode) {{ {line} }}"));

    [Fact]
    public Task N90_ConditionThatIsNoFlag_IsReported() => Fix(
        "if (list.Count > 0) { await t; } else { {|AIO102:b.Wait()|}; }",
        "if (list.Count > 0) { await t; } else { await b; }");

    [Fact]
    public Task ResultOfALoopTask_DoesNotWait() => Verify.Silent(Snippet.Members("async Coroutine M(LoopTask<int> task) { Use(task.Result); await task; }"));

    [Fact]
    public Task WaitedBefore_IsReportedOnce() => Fix("{|AIO102:a.Wait()|}; Use(a.Result);", "await a; Use(a.Result);");

    [Fact]
    public Task ScopeLoop_NarrowsToLoopCode()
    {
        var test = Verify.Create(Snippet.AsyncTask("t.Wait(); await F();"));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nasyncio.scope = loop\n"));
        return test.RunAsync();
    }

    private const string Batch = "class Batch { public Task<int> GetAsync() => null; public bool Execute() => true; public Task FlushAsync() => null; }\n";

    [Theory]
    [InlineData("var batch = new Batch(); var one = batch.GetAsync(); batch.Execute(); Use(one.Result);")]
    [InlineData("var batch = new Batch(); var one = batch.GetAsync(); var two = batch.GetAsync(); Use(batch.Execute()); Use(one.Result + two.Result);")]
    public Task CompletedByTheObjectThatMadeIt_IsSilent(string line) => Verify.Silent(In(line) + Batch);

    [Theory]
    [InlineData("var batch = new Batch(); var one = batch.GetAsync(); var two = batch.GetAsync(); Use({|AIO102:one.Result|});", "var batch = new Batch(); var one = batch.GetAsync(); var two = batch.GetAsync(); Use(await one);")]
    [InlineData("var batch = new Batch(); batch.Execute(); Use({|AIO102:batch.GetAsync().Result|});", "var batch = new Batch(); batch.Execute(); Use(await batch.GetAsync());")]
    [InlineData("var batch = new Batch(); batch.Execute(); var one = batch.GetAsync(); Use({|AIO102:one.Result|});", "var batch = new Batch(); batch.Execute(); var one = batch.GetAsync(); Use(await one);")]
    [InlineData("var batch = new Batch(); var other = new Batch(); var one = batch.GetAsync(); other.Execute(); Use({|AIO102:one.Result|});", "var batch = new Batch(); var other = new Batch(); var one = batch.GetAsync(); other.Execute(); Use(await one);")]
    public Task WhatTheObjectDidBefore_OrNotAtAll_ProvesNothing(string line, string replacement) => Verify.Fix(In(line) + Batch, In(replacement) + Batch);

    private const string Asking = "bool HasValue => kept.IsCompletedSuccessfully; bool IsLost { get { return kept == null; } }\n";

    [Theory]
    [InlineData("if (HasValue) { Use(kept.Result); }")]
    [InlineData("if (!HasValue) { return; } Use(kept.Result);")]
    [InlineData("Use(this.HasValue ? kept.Result : 0);")]
    public Task APropertyThatAsks_IsSilent(string line) => Verify.Silent(In(line).Replace("Task<int> field;", "Task<int> field, kept; " + Asking));

    [Theory]
    [InlineData("if (!HasValue) { Use({|AIO102:kept.Result|}); }", "if (!HasValue) { Use(await kept); }")]
    [InlineData("if (!IsLost) { Use({|AIO102:kept.Result|}); }", "if (!IsLost) { Use(await kept); }")]
    [InlineData("if (HasValue) { Use({|AIO102:a.Result|}); }", "if (HasValue) { Use(await a); }")]
    public Task APropertyThatAsksForSomethingElse(string line, string replacement) =>
        Verify.Fix(In(line).Replace("Task<int> field;", "Task<int> field, kept; " + Asking), In(replacement).Replace("Task<int> field;", "Task<int> field, kept; " + Asking));
}
