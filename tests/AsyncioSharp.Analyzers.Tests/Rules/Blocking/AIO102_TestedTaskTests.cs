using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TaskWaitAnalyzer, AsyncioSharp.CodeFixes.TaskWaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>A plain async test may ask whether a task is done, and reads what its set-up left.</summary>
public sealed class TestedTaskTests
{
    private static string Class(string member) => Snippet.File(
        "namespace Xunit { class FactAttribute : Attribute { } }\nclass C\n{\n    Task<int> kept;\n    List<Task<int>> many;\n    void Check(object value) { }\n    Task<int> V() => null;\n    " + member + "\n}");

    private static string Test(string line, string result = "Task") => Class($"[Xunit.Fact] async {result} M(Task t, TimeSpan d, CancellationToken c) {{ {line} await V(); }}");

    [Theory]
    [InlineData("Check(t.Wait(50));")]
    [InlineData("Check(t.Wait(d));")]
    [InlineData("var done = t.Wait(50, c); Check(done);")]
    [InlineData("Check(Task.WaitAll([t, V()], d));")]
    [InlineData("Check(kept.Result);")]
    [InlineData("Check(this.kept.Result);")]
    [InlineData("Check(many.Count(x => x.Result > 1));")]
    public Task QuestionsAndSetUp_AreSilent(string line) => Verify.Silent(Test(line));

    [Theory]
    [InlineData("{|AIO102:t.Wait()|};", "await t;")]
    [InlineData("Check({|AIO102:V().Result|});", "Check(await V());")]
    [InlineData("kept = V(); Check({|AIO102:kept.Result|});", "kept = V(); Check(await kept);")]
    [InlineData("{|AIO102:kept.GetAwaiter().GetResult()|};", "await kept;")]
    [InlineData("if (!{|AIO102:t.Wait(50)|}) { throw new TimeoutException(); }", "await t.WaitAsync(TimeSpan.FromMilliseconds(50), c);")]
    public Task Waits_AreReported(string line, string replacement) => Verify.Fix(Test(line), Test(replacement));

    [Theory]
    [InlineData("{|AIO152:t.Wait(50)|};", "Task")]
    [InlineData("{|AIO152:Task.WaitAll([t, V()], d)|};", "Task")]
    [InlineData("Check({|AIO152:t.Wait(50)|});", "Coroutine")]
    public Task WaitsThatAreNoQuestions_AndTestsOnTheLoop(string line, string result) => Verify.Unfixable(Test(line, result));

    [Fact]
    public Task OtherFunctions_AreReported() => Verify.Unfixable(Class("async Task M(Task t) { Check({|AIO152:t.Wait(50)|}); await V(); }"));
}
