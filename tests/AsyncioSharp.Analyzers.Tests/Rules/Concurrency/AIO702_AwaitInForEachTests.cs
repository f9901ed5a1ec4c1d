using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AwaitInForEachAnalyzer, AsyncioSharp.CodeFixes.AwaitInForEachFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class AwaitInForEachTests
{
    private const string Calls =
        """
        List<int> kept = new();
        int count;
        async Coroutine<int> Effect(int value) { count += value; await F(); return 1; }
        async Task<int> Plain(int value) { await Task.Delay(1); return value; }
        async Coroutine<int> Next(int cursor, int page) { await Asyncio.Sleep(1); return cursor + page; }

        """;

    private static string Code(string lines) => Snippet.Members(Calls + "\nasync Coroutine M(List<int> xs, List<int> results, System.IO.StreamReader r, AsyncQueue<int> queue)\n{\n    " + lines.Replace("\n", "\n    ") + "\n    await F();\n}");

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Code(line));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("{|AIO702:foreach|} (var x in xs) { results.Add(await W(x)); }", "results.AddRange(await Asyncio.Gather(xs.Select(x => W(x))));")]
    [InlineData("{|AIO702:foreach|} (var x in xs) this.kept.Add(await W(x + 1)); // all", "this.kept.AddRange(await Asyncio.Gather(xs.Select(x => W(x + 1)))); // all")]
    [InlineData("var all = new List<int>(); {|AIO702:foreach|} (var x in xs) { all.Add(await W(x)); }", "var all = (await Asyncio.Gather(xs.Select(x => W(x)))).ToList();")]
    [InlineData("List<int> all = [];\n{|AIO702:foreach|} (var x in xs.Where(x => x > 1))\n{\n    all.Add(await W(x));\n}\n\nUse(all);", "List<int> all = (await Asyncio.Gather(xs.Where(x => x > 1).Select(x => W(x)))).ToList();\n\nUse(all);")]
    [InlineData("var all = new List<int> { 1 }; {|AIO702:foreach|} (var x in xs) { all.Add(await W(x)); }", "var all = new List<int> { 1 }; all.AddRange(await Asyncio.Gather(xs.Select(x => W(x))));")]
    [InlineData("{|AIO702:foreach|} (var x in xs ?? results) { kept.Add(await W(x)); }", "kept.AddRange(await Asyncio.Gather((xs ?? results).Select(x => W(x))));")]
    public Task P36_Gathered(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("{|AIO752:foreach|} (var x in xs) { var w = await W(x); Use(w); }")]
    [InlineData("{|AIO752:foreach|} (var x in xs) { results.Add(await Plain(x)); }")]
    [InlineData("{|AIO752:foreach|} (var x in xs) { if (x > 1) { results.Add(await W(x)); } }")]
    [InlineData("{|AIO752:foreach|} (var x in xs)\n{\n    // one\n    results.Add(await W(x));\n}")]
    [InlineData("var set = new HashSet<int>(); {|AIO752:foreach|} (var x in xs) { set.Add(await W(x)); }")]
    [InlineData("var longs = new List<long>(); {|AIO752:foreach|} (var x in xs) { longs.Add(await W(x)); }")]
    public Task P36_OtherLoops(string line) => Unfixable(line);

    [Theory]
    [InlineData("while (await r.ReadLineAsync() is { } l) { Use(l); }")]
    [InlineData("for (var i = 0; i < 3; i++) { results.Add(await W(i)); }")]
    [InlineData("var cursor = 0; foreach (var page in xs) { cursor = await Next(cursor, page); }")]
    [InlineData("foreach (var x in xs) { if (await W(x) > 3) { break; } }")]
    [InlineData("foreach (var x in xs) { await F(); }")]
    public Task N78_OrderMatters(string line) => Silent(line);

    [Theory]
    [InlineData("foreach (var x in xs) { results.Add(await Effect(x)); }")]
    [InlineData("foreach (var x in xs) { results.Add(await V()); }")]
    [InlineData("foreach (var x in xs) { results.Add(await W(await W(x))); }")]
    [InlineData("foreach (var x in xs) { Use(await W(x)); Use(await W(x)); }")]
    [InlineData("foreach (var x in xs) { if (results.Count > 3) { return; } results.Add(await W(x)); }")]
    [InlineData("foreach (var x in xs) { results.Add(await W(x + results.Count)); }")]
    [InlineData("var tasks = xs.Select(x => Asyncio.CreateTask(W(x))).ToList(); foreach (var task in tasks) { results.Add(await task); }")]
    [InlineData("foreach (var next in Asyncio.AsCompleted(xs.Select(x => W(x)))) { results.Add(await next); }")]
    [InlineData("await foreach (var x in queue) { results.Add(await W(x)); }")]
    [InlineData("foreach (var x in xs) { try { results.Add(await W(x)); } catch (ArgumentException) { } }")]
    public Task NotSurelyIndependent(string line) => Silent(line);

    [Fact]
    public Task Message_NamesTheGather() => Verify.Says(
        Code("{|#0:foreach|} (var x in xs) { results.Add(await W(x)); }"),
        "AIO702",
        "Each iteration waits for the previous one without using its result: write 'results.AddRange(await Asyncio.Gather(xs.Select(x => W(x))))'");

    [Fact]
    public Task UnfixableMessage_NamesTheCall() => Verify.Says(
        Code("{|#0:foreach|} (var x in xs) { Use(await W(x)); }"),
        "AIO752",
        "Each iteration waits for the previous one without using its result: start 'W(x)' for all items, then await them with 'Asyncio.Gather' or 'Task.WhenAll'");
}
