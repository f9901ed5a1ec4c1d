using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.PollingAnalyzer, AsyncioSharp.CodeFixes.PollingFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class PollingTests
{
    private static string Code(string lines) => Snippet.Members(
        "AsyncEvent ready = new();\nreadonly AsyncQueue<int> queue = new();\nobject found;\nint count;\nbool Done { get; set; }\nList<int> items = new();\nProcessInfo process;\n" +
        "class ProcessInfo : System.Diagnostics.Process { }\n" +
        "async Coroutine M(Task t, TimeSpan d, AsyncEvent other, LoopTask task)\n{\n    " + lines.Replace("\n", "\n    ") + "\n    await F();\n}");

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Code(line));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("{|AIO603:while|} (!ready.IsSet) { await Asyncio.Sleep(d); }", "await ready.WaitAsync();")]
    [InlineData("{|AIO603:while|} (!this.ready.IsSet) await Asyncio.Sleep(1); // set", "await this.ready.WaitAsync(); // set")]
    [InlineData("{|AIO603:while|} (!other.IsSet) { await Task.Delay(d).ConfigureAwait(true); }", "await other.WaitAsync();")]
    [InlineData("{|AIO603:while|} (!other.IsSet) { await Asyncio.Yield(); }", "await other.WaitAsync();")]
    [InlineData("if (count > 0) {|AIO603:while|} (!other.IsSet) await Task.Yield();", "if (count > 0) await other.WaitAsync();")]
    [InlineData("{|AIO603:while|} (!t.IsCompleted) { await Asyncio.Sleep(d); }", "await Task.WhenAny(t);")]
    [InlineData("{|AIO603:while|} (queue.Count == 0) { await Asyncio.Sleep(d); } queue.TryGet(out var item); Use(item);", "var item = await queue.GetAsync(); Use(item);")]
    [InlineData("int item; {|AIO603:while|} (queue.IsEmpty) { await Asyncio.Sleep(d); } queue.TryGet(out item); Use(item);", "int item; item = await queue.GetAsync(); Use(item);")]
    [InlineData("{|AIO603:while|} (queue.IsEmpty)\n{\n    await Asyncio.Sleep(d);\n}\n\nqueue.TryGet(out int item); // got\nUse(item);", "int item = await queue.GetAsync(); // got\nUse(item);")]
    public Task KnownShapes_AreAwaited(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task CommentsStay() => Fix(
        "// first\n{|AIO603:while|} (!ready.IsSet) // why\n{\n    // a moment\n    await Asyncio.Sleep(d);\n}\nUse(1);",
        "// first\n// why\n// a moment\nawait ready.WaitAsync();\nUse(1);");

    [Theory]
    [InlineData("{|AIO653:while|} (found == null) { await Asyncio.Sleep(d); }")]
    [InlineData("{|AIO653:while|} (found is null) { await Task.Delay(d); }")]
    [InlineData("{|AIO653:while|} (!Done) { await Asyncio.Sleep(d); }")]
    [InlineData("{|AIO653:while|} (Volatile.Read(ref count) < 3) { await Asyncio.Sleep(d); }")]
    [InlineData("{|AIO653:while|} (items.Count == 0) { await Asyncio.Sleep(d); }")]
    [InlineData("{|AIO653:while|} (!task.IsDone) { await Asyncio.Sleep(d); }")]
    [InlineData("{|AIO653:do|} { await Asyncio.Sleep(d); } while (!ready.IsSet);")]
    [InlineData("{|AIO653:while|} (!ready.IsSet && !Done) { await Asyncio.Sleep(d); }")]
    [InlineData("{|AIO653:while|} (queue.Count == 0) { await Asyncio.Sleep(d); } Use(1);")]
    [InlineData("{|AIO653:while|} (queue.Count < 1) { await Asyncio.Sleep(d); } queue.TryGet(out var item);")]
    [InlineData("{|AIO653:while|} (!ready.IsSet)\n{\n#if A\n#endif\n    await Asyncio.Sleep(d);\n}")]
    public Task P37_OtherState(string line) => Unfixable(line);

    [Theory]
    [InlineData("while (!Done) { await queue.GetAsync(); }")]
    [InlineData("while (true) { await Asyncio.Sleep(d); Use(1); }")]
    [InlineData("while (!Done) { Use(1); await Asyncio.Sleep(d); }")]
    [InlineData("while (true) { await Asyncio.Sleep(d); }")]
    public Task N77_NoPolling(string line) => Silent(line);

    [Theory]
    [InlineData("while (!System.IO.File.Exists(\"a\")) { await Asyncio.Sleep(d); }")]
    [InlineData("while (!process.HasExited) { await Asyncio.Sleep(d); }")]
    [InlineData("while (DateTime.Now.Hour < 3) { await Asyncio.Sleep(d); }")]
    [InlineData("while (!Asyncio.CurrentToken.IsCancellationRequested) { await Asyncio.Sleep(d); }")]
    [InlineData("while (await V() > 3) { await Asyncio.Sleep(d); }")]
    [InlineData("var n = 0; while (n++ < 3) { await Asyncio.Sleep(d); }")]
    [InlineData("for (; !Done;) { await Asyncio.Sleep(d); }")]
    [InlineData("while (!Done) { await F(); }")]
    public Task WhatNobodyHereWrites(string line) => Silent(line);

    [Fact]
    public Task PlainAsyncMethod() => Verify.Fix(
        Snippet.AsyncTask("var ready = new AsyncEvent();\n{|AIO603:while|} (!ready.IsSet) { await Task.Delay(1); }"),
        Snippet.AsyncTask("var ready = new AsyncEvent();\nawait ready.WaitAsync();"));

    [Fact]
    public Task TestMethods_AreSilent() => Verify.Silent(Snippet.File(
        "namespace Xunit { class FactAttribute : Attribute { } }\nclass C\n{\n    bool done;\n    [Xunit.Fact] async Task M() { while (!done) { await Task.Delay(1); } }\n}"));

    [Fact]
    public Task Message_NamesTheAwait() => Verify.Says(
        Code("{|#0:while|} (!ready.IsSet) { await Asyncio.Sleep(d); }"),
        "AIO603",
        "This loop polls for a change, so it wakes up too often and reacts too late: write 'await ready.WaitAsync()'");

    [Fact]
    public Task UnfixableMessage_NamesTheState() => Verify.Says(
        Code("{|#0:while|} (found == null) { await Asyncio.Sleep(d); }"),
        "AIO653",
        "This loop polls for a change, so it wakes up too often and reacts too late: set an 'AsyncEvent' where 'found' changes, and await it here");
}
