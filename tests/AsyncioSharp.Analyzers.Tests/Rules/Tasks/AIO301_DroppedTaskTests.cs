using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.DroppedTaskAnalyzer, AsyncioSharp.CodeFixes.DroppedTaskFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class DroppedTaskTests
{
    private static Task Fix(string lines, string replacement) => Verify.Fix(Snippet.Coroutine(lines), Snippet.Coroutine(replacement));

    private static Task Unfixable(string lines) => Verify.Unfixable(Snippet.Coroutine(lines + "\nawait t;"));

    private static Task Silent(string lines) => Verify.Silent(Snippet.Coroutine(lines + "\nawait t;"));

    [Fact]
    public Task P29_Statement_IsKeptAndAwaitedAtTheEnd() => Fix(
        """
        // why
        {|AIO301:Asyncio.CreateTask(F())|}; // now
        await t;
        Use(1); // last
        """,
        """
        // why
        var fTask = Asyncio.CreateTask(F()); // now
        await t;
        Use(1); // last
        await fTask;
        """);

    [Fact]
    public Task P29_Discard() => Fix(
        "_ = {|AIO301:Asyncio.CreateTask(V())|};\nawait t;",
        "var vTask = Asyncio.CreateTask(V());\nawait t;\nawait vTask;");

    [Fact]
    public Task P29_UnreadLocal() => Fix(
        "var lt = {|AIO301:Asyncio.CreateTask(F())|};\nLoopTask other = {|AIO301:Asyncio.CreateTask(V())|};\nawait t;",
        "var lt = Asyncio.CreateTask(F());\nLoopTask other = Asyncio.CreateTask(V());\nawait t;\nawait lt;\nawait other;");

    [Fact]
    public Task OneLine_StaysOneLine() => Verify.Fix(
        Snippet.Members("async Coroutine M() { {|AIO301:Asyncio.CreateTask(F())|}; }"),
        Snippet.Members("async Coroutine M() { var fTask = Asyncio.CreateTask(F()); await fTask; }"));

    [Fact]
    public Task SeveralInABlock_HaveNamesOfTheirOwnAndKeepTheirOrder() => Fix(
        """
        var fTask2 = 0;
        {|AIO301:Asyncio.CreateTask(F())|};
        {|AIO301:Asyncio.CreateTask(F())|};
        {|AIO301:Asyncio.CreateTask(W(1), name: "w")|};
        Use(fTask2);
        """,
        """
        var fTask2 = 0;
        var fTask = Asyncio.CreateTask(F());
        var fTask3 = Asyncio.CreateTask(F());
        var wTask = Asyncio.CreateTask(W(1), name: "w");
        Use(fTask2);
        await fTask;
        await fTask3;
        await wTask;
        """);

    [Theory]
    [InlineData("new AsyncQueue<int>().GetAsync()", "task")]
    [InlineData("RunTask()", "runTask")]
    [InlineData("LoadDataAsync()", "loadDataTask")]
    [InlineData("_note()", "noteTask")]
    public Task Names_ComeFromTheCoroutine(string call, string name) => Verify.Fix(
        Snippet.Members($"Coroutine RunTask() => default; Coroutine LoadDataAsync() => default; Func<Coroutine> _f; Coroutine _note() => default; async Coroutine M() {{ {{|AIO301:Asyncio.CreateTask({call})|}}; }}"),
        Snippet.Members($"Coroutine RunTask() => default; Coroutine LoadDataAsync() => default; Func<Coroutine> _f; Coroutine _note() => default; async Coroutine M() {{ var {(name == "task" ? "getTask" : name)} = Asyncio.CreateTask({call}); await {(name == "task" ? "getTask" : name)}; }}"));

    [Fact]
    public Task CoroutineInAVariable_GivesTheNameTask() => Fix(
        "var c = F();\n{|AIO301:Asyncio.CreateTask(c)|};", "var c = F();\nvar task = Asyncio.CreateTask(c);\nawait task;");

    [Fact]
    public Task Combinators_AreTasksToo() => Fix(
        "{|AIO301:Asyncio.Gather(V(), V())|};\n_ = {|AIO301:Asyncio.Shield(F())|};\nawait t;",
        "var gatherTask = Asyncio.Gather(V(), V());\nvar shieldTask = Asyncio.Shield(F());\nawait t;\nawait gatherTask;\nawait shieldTask;");

    [Fact]
    public Task PlainAsyncMethod() => Verify.Fix(
        Snippet.AsyncTask("{|AIO301:Asyncio.CreateTask(F())|};\nawait t;"), Snippet.AsyncTask("var fTask = Asyncio.CreateTask(F());\nawait t;\nawait fTask;"));

    [Fact]
    public Task Returns_ComeLast() => Verify.Fix(
        Snippet.Members(
            """
            async Coroutine<int> A(int n)
            {
                {|AIO301:Asyncio.CreateTask(F())|};

                // result
                return await V();
            }

            async Coroutine<int> B(int n)
            {
                {|AIO301:Asyncio.CreateTask(F())|};

                return n;
            }

            async Coroutine D()
            {
                {|AIO301:Asyncio.CreateTask(F())|};
                {|AIO301:Asyncio.CreateTask(V())|};
                return;
            }

            async Coroutine<int> E() { {|AIO301:Asyncio.CreateTask(F())|}; {|AIO301:Asyncio.CreateTask(V())|}; return await V(); }
            """),
        Snippet.Members(
            """
            async Coroutine<int> A(int n)
            {
                var fTask = Asyncio.CreateTask(F());

                // result
                var result = await V();
                await fTask;
                return result;
            }

            async Coroutine<int> B(int n)
            {
                var fTask = Asyncio.CreateTask(F());
                await fTask;

                return n;
            }

            async Coroutine D()
            {
                var fTask = Asyncio.CreateTask(F());
                var vTask = Asyncio.CreateTask(V());
                await fTask;
                await vTask;
                return;
            }

            async Coroutine<int> E() { var fTask = Asyncio.CreateTask(F()); var vTask = Asyncio.CreateTask(V()); var result = await V(); await fTask; await vTask; return result; }
            """));

    [Fact]
    public Task CoroutineWithoutAsync() => Verify.Fix(
        Snippet.Members(
            """
            Coroutine A()
            {
                {|AIO301:Asyncio.CreateTask(F())|};
                return F();
            }

            Coroutine<int> B()
            {
                {|AIO301:Asyncio.CreateTask(F())|};
                return V();
            }
            """),
        Snippet.Members(
            """
            async Coroutine A()
            {
                var fTask = Asyncio.CreateTask(F());
                await F();
                await fTask;
            }

            async Coroutine<int> B()
            {
                var fTask = Asyncio.CreateTask(F());
                var result = await V();
                await fTask;
                return result;
            }
            """));

    [Fact]
    public Task NestedBlocks_EndForThemselves() => Fix(
        """
        if (xs.Count > 0)
        {
            {|AIO301:Asyncio.CreateTask(F())|};
        }

        try
        {
            {|AIO301:Asyncio.CreateTask(F())|};
            await t;
        }
        catch (Exception)
        {
        }

        switch (xs.Count)
        {
            case 1:
                {|AIO301:Asyncio.CreateTask(V())|};
                break;
        }
        """,
        """
        if (xs.Count > 0)
        {
            var fTask = Asyncio.CreateTask(F());
            await fTask;
        }

        try
        {
            var fTask2 = Asyncio.CreateTask(F());
            await t;
            await fTask2;
        }
        catch (Exception)
        {
        }

        switch (xs.Count)
        {
            case 1:
                var vTask = Asyncio.CreateTask(V());
                await vTask;
                break;
        }
        """);

    [Theory]
    [InlineData("if (xs.Count > 0) {|AIO301:Asyncio.CreateTask(F())|}; else _ = {|AIO301:Asyncio.CreateTask(V())|};", "if (xs.Count > 0) await Asyncio.CreateTask(F()); else await Asyncio.CreateTask(V());")]
    [InlineData("Func<Coroutine> f = async () => {|AIO301:Asyncio.CreateTask(F())|};", "Func<Coroutine> f = async () => await Asyncio.CreateTask(F());")]
    public Task WithoutABlock_IsAwaitedInPlace(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task TaskGroup_TakesTheTask() => Fix(
        """
        await TaskGroup.Run(async group =>
        {
            {|AIO301:Asyncio.CreateTask(F())|};
            _ = {|AIO301:Asyncio.CreateTask(V(), name: "v")|};
            foreach (var i in xs)
            {
                var task = {|AIO301:Asyncio.CreateTask(W(i))|};
            }

            lock (gate) { {|AIO301:Asyncio.CreateTask(F())|}; }
            await t;
        });
        await TaskGroup.Run((TaskGroup @group) => { {|AIO301:Asyncio.CreateTask(F())|}; return F(); });
        """,
        """
        await TaskGroup.Run(async group =>
        {
            group.CreateTask(F());
            _ = group.CreateTask(V(), name: "v");
            foreach (var i in xs)
            {
                var task = group.CreateTask(W(i));
            }

            lock (gate) { group.CreateTask(F()); }
            await t;
        });
        await TaskGroup.Run((TaskGroup @group) => { @group.CreateTask(F()); return F(); });
        """);

    [Fact]
    public Task TaskGroupThatHasNoName_KeepsTheVariable() => Fix(
        "await TaskGroup.Run(async _ => { {|AIO301:Asyncio.CreateTask(F())|}; });",
        "await TaskGroup.Run(async _ => { _.CreateTask(F()); });");

    [Theory]
    [InlineData("foreach (var i in xs) { {|AIO351:Asyncio.CreateTask(W(i))|}; }")]
    [InlineData("while (true) { await t; {|AIO351:Asyncio.CreateTask(F())|}; }")]
    [InlineData("foreach (var i in xs) {|AIO351:Asyncio.CreateTask(W(i))|};")]
    [InlineData("lock (gate) { {|AIO351:Asyncio.CreateTask(F())|}; }")]
    [InlineData("lock (gate) {|AIO351:Asyncio.CreateTask(F())|};")]
    [InlineData("{|AIO351:Asyncio.CreateTask(F())|}; if (xs.Count > 0) { return; }")]
    [InlineData("{|AIO351:Asyncio.CreateTask(F())|}; while (true) { await t; }")]
    [InlineData("if (xs.Count > 0) { {|AIO351:Asyncio.CreateTask(F())|}; throw new Exception(); }")]
    [InlineData("LoopTask a; a = {|AIO351:Asyncio.CreateTask(F())|}; a = Asyncio.CreateTask(F()); await a;")]
    [InlineData("LoopTask a = {|AIO351:Asyncio.CreateTask(F())|}, b = Asyncio.CreateTask(F()); await b;")]
    [InlineData("Action a = () => {|AIO351:Asyncio.CreateTask(F())|};")]
    [InlineData("await Task.Run(() => { {|AIO351:Asyncio.CreateTask(F())|}; });")]
    [InlineData("LoopTask Start() => Asyncio.CreateTask(F()); C c = x; {|AIO351:c?.Begin()|}; await Start();")]
    [InlineData("{|AIO351:Asyncio.CreateTask(F())|};\n#if A\nUse(1);\n#endif")]
    public Task NoPlaceToAwait(string line) => Verify.Unfixable(
        Snippet.Coroutine(line + "\nawait t;").Replace("    object gate", "    LoopTask Begin() => Asyncio.CreateTask(F());\n    object gate"));

    [Fact]
    public Task P30_SyncMethod() => Verify.Unfixable(Snippet.Sync("{|AIO351:Asyncio.CreateTask(F())|}; _ = {|AIO351:Asyncio.CreateTask(F())|};"));

    [Fact]
    public Task StatementOfAMethodThatReturnsATask() => Verify.Fix(
        Snippet.Members("LoopTask Start() => Asyncio.CreateTask(F()); async Coroutine M() { {|AIO301:Start()|}; _ = Start(); var kept = Start(); await F(); }"),
        Snippet.Members("LoopTask Start() => Asyncio.CreateTask(F()); async Coroutine M() { var startTask = Start(); _ = Start(); var kept = Start(); await F(); await startTask; }"));

    [Theory]
    [InlineData("var a = Asyncio.CreateTask(F()); await a;")]
    [InlineData("var a = Asyncio.CreateTask(F()); a.Cancel();")]
    [InlineData("var all = new HashSet<LoopTask>(); all.Add(Asyncio.CreateTask(F()));")]
    [InlineData("await TaskGroup.Run(async group => { group.CreateTask(F()); await t; });")]
    [InlineData("var q = new Queue<LoopTask>(); q.Dequeue();")]
    [InlineData("Asyncio.CreateTask(F()).AddDoneCallback(done => { });")]
    [InlineData("LoopTask a = null; Interlocked.Exchange(ref a, null);")]
    [InlineData("await Asyncio.CreateTask(F()); await Asyncio.Gather(F(), F());")]
    [InlineData("_ = Task.Run(() => 1); _ = t.ContinueWith(_ => { });")]
    [InlineData("Expression<Action> e = () => Asyncio.Shield(F());")]
    public Task N51_N52_N54_N60_N96_Kept(string line) => Silent(line);

    [Fact]
    public Task LoopThatIsFilledBeforeItRuns() => Verify.Silent(Snippet.Members("void M(EventLoop loop) { loop.CreateTask(F(), null); }"));

    [Fact]
    public Task SyncStatementOfAMethodThatReturnsATask() => Verify.Silent(Snippet.Members("LoopTask RunToEnd() => null; void M() { RunToEnd(); }"));

    [Fact]
    public Task Discard_IsOnlyAHint()
    {
        var test = Verify.Create(Snippet.Coroutine("_ = {|#0:Asyncio.CreateTask(F())|};"));
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("AIO301", Microsoft.CodeAnalysis.DiagnosticSeverity.Info)
            .WithLocation(0)
            .WithMessage("The task of 'F' is not kept, so its completion and its exceptions are lost: write 'var fTask = Asyncio.CreateTask(F())' and 'await fTask' where the block ends"));
        return test.RunAsync();
    }

    [Fact]
    public Task Message_InAGroup() => Verify.Says(
        Snippet.Coroutine("await TaskGroup.Run(async g => { {|#0:Asyncio.CreateTask(F())|}; await t; });"),
        "AIO301",
        "The task of 'F' is not kept, so its completion and its exceptions are lost: write 'g.CreateTask(F())'");

    [Fact]
    public Task Message_InALoop() => Verify.Says(
        Snippet.Coroutine("foreach (var i in xs) { {|#0:Asyncio.CreateTask(W(i))|}; }"),
        "AIO351",
        "The task of 'W' is not kept, so its completion and its exceptions are lost: keep the tasks of the loop in a list and await 'Asyncio.Gather' of it, or start them in a TaskGroup");

    [Fact]
    public Task CarriageReturnsAndTabs_Stay() => Verify.Fix(
        Snippet.Members("async Coroutine M()\n{\n\t{|AIO301:Asyncio.CreateTask(F())|};\n\tawait F();\n}").Replace("\n", "\r\n"),
        Snippet.Members("async Coroutine M()\n{\n\tvar fTask = Asyncio.CreateTask(F());\n\tawait F();\n\tawait fTask;\n}").Replace("\n", "\r\n"));

    // The await ends at the first await inside of the delegate.
    [Theory]
    [InlineData("{|AIO351:await Task.Factory.StartNew(async () => { await Task.Delay(1); })|};")]
    [InlineData("{|AIO351:await Task.Factory.StartNew(() => Task.Delay(1)).ConfigureAwait(false)|};")]
    [InlineData("{|AIO351:await t.ContinueWith(async done => await Task.Delay(1))|};")]
    [InlineData("{|AIO351:await Task.Factory.StartNew(Work)|}; Task Work() => Task.Delay(1);")]
    [InlineData("_ = {|AIO351:await Task.Factory.StartNew(async () => 1)|};")]
    [InlineData("var n = {|AIO351:await Task.Factory.StartNew(async () => 1)|};")]
    public Task TaskOfADelegate(string line) => Unfixable(line);

    [Fact]
    public Task TaskOfADelegate_InPlainCode() => Verify.Unfixable(Snippet.AsyncTask("{|AIO351:await Task.Factory.StartNew(async () => { await t; })|};"));

    [Theory]
    [InlineData("await Task.Run(async () => { await Task.Delay(1); });")]
    [InlineData("await await Task.Factory.StartNew(async () => { await Task.Delay(1); });")]
    [InlineData("await Task.Factory.StartNew(async () => { await Task.Delay(1); }).Unwrap();")]
    [InlineData("var inner = await Task.Factory.StartNew(async () => 1); Use(await inner);")]
    [InlineData("await Task.Factory.StartNew(() => 1); await Task.WhenAny(t, Task.Delay(1)); await t.ContinueWith(done => 1);")]
    public Task TaskOfADelegate_IsAwaited(string line) => Silent(line);

    [Fact]
    public Task TaskOfADelegate_Message() => Verify.Says(
        Snippet.Coroutine("{|#0:await Task.Factory.StartNew(async () => { await t; })|};"), "AIO351",
        "The task of 'TaskFactory.StartNew' is not kept, so its completion and its exceptions are lost: " +
            "this await ends when the delegate returns its task, so await that, too: 'await await'");
}
