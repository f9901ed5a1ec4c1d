using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.OffLoopUseAnalyzer, AsyncioSharp.CodeFixes.OffLoopUseFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class OffLoopUseTests
{
    private const string Fields =
        "\n}\nAsyncQueue<int> queue = new(); AsyncEvent ready = new(); AsyncLock door = new(); static AsyncEvent Waiting = new(); int total; int other;\nasync Coroutine Count() { total++; await F(); }\nvoid Compute() {";

    private static string Code(string lines) => Snippet.Coroutine(lines + Fields);

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("await Task.Run(() => queue.{|AIO403:TryPut|}(1));", "await Task.Run(() => { loop.CallSoonThreadSafe(() => queue.TryPut(1)); });")]
    [InlineData("await Asyncio.ToThread(() => { queue.{|AIO403:TryPut|}(1); });", "await Asyncio.ToThread(() => { loop.CallSoonThreadSafe(() => queue.TryPut(1)); });")]
    [InlineData("await Asyncio.ToThread(() => ready.{|AIO403:Set|}());", "await Asyncio.ToThread(() => { loop.CallSoonThreadSafe(() => ready.Set()); });")]
    [InlineData("new Thread(() => { foreach (var i in xs) { queue.{|AIO403:TryPut|}(i + 1); } ready.{|AIO403:Set|}(); }).Start();", "new Thread(() => { foreach (var i in xs) { loop.CallSoonThreadSafe(() => queue.TryPut(i + 1)); } loop.CallSoonThreadSafe(() => ready.Set()); }).Start();")]
    [InlineData("var timer = new Timer(_ => ready.{|AIO403:Set|}()); Use(timer);", "var timer = new Timer(_ => { loop.CallSoonThreadSafe(() => ready.Set()); }); Use(timer);")]
    [InlineData("await Task.Run(async () => { await Task.Delay(1); door.{|AIO403:Release|}(); });", "await Task.Run(async () => { await Task.Delay(1); loop.CallSoonThreadSafe(() => door.Release()); });")]
    public Task P33_CallsAreHandedOver(string line, string replacement) =>
        Fix("Use(1); " + line, "Use(1); var loop = Asyncio.RunningLoop; " + replacement);

    [Theory]
    [InlineData("await Task.Run(async () => { {|AIO403:await|} queue.PutAsync(1); });", "await Task.Run(async () => { await loop.SubmitThreadSafe(() => queue.PutAsync(1)); });")]
    [InlineData("await Task.Run(async () => Use({|AIO403:await|} queue.GetAsync()));", "await Task.Run(async () => Use(await loop.SubmitThreadSafe(() => queue.GetAsync())));")]
    [InlineData("await Task.Run(async () => { {|AIO403:await|} Asyncio.Gather([F(), F()]); });", null)]
    [InlineData("await Task.Run(async () => { Use({|AIO403:await|} W(1)); });", "await Task.Run(async () => { Use(await loop.SubmitThreadSafe(() => W(1))); });")]
    [InlineData("var job = Asyncio.CreateTask(V()); await Task.Run(async () => { Use({|AIO403:await|} job); });", "var job = Asyncio.CreateTask(V()); var loop = Asyncio.RunningLoop; await Task.Run(async () => { Use(await loop.SubmitThreadSafe(async () => await job)); });")]
    public Task Awaits_AreSubmitted(string line, string? replacement) =>
        replacement is null ? Verify.Unfixable(Code(line.Replace("AIO403", "AIO453")))
        : Fix("Use(1); " + line, replacement.Contains("var loop") ? "Use(1); " + replacement : "Use(1); var loop = Asyncio.RunningLoop; " + replacement);

    [Theory]
    [InlineData("await Task.Run(() => Asyncio.Run(async Coroutine () => await new Future()));")]
    [InlineData("await Task.Run(() => AsyncioSharp.Testing.TestLoop.Run(async Coroutine () => await new Future()));")]
    [InlineData("await Task.Run(() => AsyncioSharp.Testing.TestLoop.Explore(9, async Coroutine () => await new Future()));")]
    public Task LoopOfAnotherThread_RunsItsOwnLambda(string line) => Silent(line);

    [Fact]
    public Task LinesAndCommentsStay() => Fix(
        "// work\nvar work = Task.Run(() =>\n{\n    // tell\n    queue.{|AIO403:TryPut|}(1); // one\n}); // end\nawait work;\nawait Asyncio.ToThread(() => ready.{|AIO403:Set|}());",
        "// work\nvar loop = Asyncio.RunningLoop;\nvar work = Task.Run(() =>\n{\n    // tell\n    loop.CallSoonThreadSafe(() => queue.TryPut(1)); // one\n}); // end\nawait work;\nawait Asyncio.ToThread(() => { loop.CallSoonThreadSafe(() => ready.Set()); });");

    [Theory]
    [InlineData("var mine = Asyncio.RunningLoop; await Asyncio.ToThread(() => ready.{|AIO403:Set|}());", "var mine = Asyncio.RunningLoop; await Asyncio.ToThread(() => { mine.CallSoonThreadSafe(() => ready.Set()); });")]
    [InlineData("var l = Asyncio.RunningLoop; await Task.Run(() => { l.{|AIO403:CallSoon|}(Compute); });", "var l = Asyncio.RunningLoop; await Task.Run(() => { l.CallSoonThreadSafe(() => l.CallSoon(Compute)); });")]
    [InlineData("var f = new Future(Asyncio.RunningLoop); await Task.Run(() => f.{|AIO403:SetResult|}()); await f;", "var f = new Future(Asyncio.RunningLoop); await Task.Run(() => { f.Loop.CallSoonThreadSafe(() => f.SetResult()); }); await f;")]
    [InlineData("var job = Asyncio.CreateTask(F()); await Task.Run(() => job.{|AIO403:Cancel|}());", "var job = Asyncio.CreateTask(F()); await Task.Run(() => { job.Loop.CallSoonThreadSafe(() => job.Cancel()); });")]
    public Task LoopThatIsThere_IsUsed(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task NameThatIsTaken_GetsANumber() => Fix(
        "Use(1); var loop = 1; await Asyncio.ToThread(() => ready.{|AIO403:Set|}()); Use(loop);",
        "Use(1); var loop = 1; var loop2 = Asyncio.RunningLoop; await Asyncio.ToThread(() => { loop2.CallSoonThreadSafe(() => ready.Set()); }); Use(loop);");

    [Theory]
    [InlineData("await Task.Run(() => { if (queue.{|AIO453:TryPut|}(1)) Compute(); });")]
    [InlineData("Use(await Task.Run(() => queue.{|AIO453:TryPut|}(1)));")]
    [InlineData("await Task.Run(() => { for (var i = 0; i < 3; i++) { queue.{|AIO453:TryPut|}(i); } });")]
    [InlineData("await Task.Run(() => { queue.{|AIO453:TryPut|}(Use(1)); });")]
    [InlineData("await Task.Run(() => { queue.{|AIO453:TryPut|}(total); });")]
    [InlineData("await Task.Run(() => { queue.{|AIO453:TryGet|}(out var i); Use(i); });")]
    [InlineData("await Task.Run(() => { Asyncio.{|AIO453:CreateTask|}(F()); });")]
    [InlineData("await Task.Run(() => { Use({|AIO453:Asyncio.CurrentToken|}); });")]
    [InlineData("await Task.Run(() => { Use({|AIO453:Asyncio.RunningLoop|}); });")]
    [InlineData("await Task.Run(() => {|AIO453:total|}++);")]
    [InlineData("await Task.Run(() => { {|AIO453:this.total|} += 2; });")]
    [InlineData("await Task.Run(static () => { Waiting.{|AIO453:Set|}(); });")]
    [InlineData("void Local() { ready.{|AIO453:Set|}(); } await Task.Run(Local);")]
    public Task P33_MoreHasToChange(string line) => Verify.Unfixable(Code(line));

    private const string Helpers =
        "\nvoid Raise() => ready.Set(); int RaiseAndCount() { Raise(); return 1; } void Tick(object state) => Raise(); void Changed(object sender, System.IO.FileSystemEventArgs e) => Raise();" +
        "\nvoid Harmless() { } void Posts(EventLoop home) => home.CallSoonThreadSafe(() => ready.Set()); void Own() { var own = new AsyncEvent(); own.Set(); }" +
        "\nvoid Asks() { if (!Asyncio.TryGetRunningLoop(out _)) { return; } ready.Set(); } void Runs() => Asyncio.Run(async () => { await F(); ready.Set(); });";

    private static string WithHelpers(string line) => Code(line).Replace("void Compute() {", "void Compute() { }" + Helpers + "\nvoid End() {");

    // The use of the loop is in a method that is passed to the thread, or that a lambda there calls.
    [Theory]
    [InlineData("await Asyncio.ToThread({|AIO453:Raise|});")]
    [InlineData("await Asyncio.ToThread(() => {|AIO453:Raise()|});")]
    [InlineData("await Asyncio.ToThread(() => { Harmless(); Use({|AIO453:RaiseAndCount()|}); });")]
    [InlineData("await Task.Run({|AIO453:Raise|});")]
    [InlineData("await Task.Run({|AIO453:RaiseAndCount|});")]
    [InlineData("await Task.Factory.StartNew({|AIO453:this.Raise|});")]
    [InlineData("new Thread({|AIO453:Raise|}).Start();")]
    [InlineData("new Thread(new ThreadStart({|AIO453:Raise|})).Start();")]
    [InlineData("using var timer = new Timer({|AIO453:Tick|}, null, 0, 1);")]
    [InlineData("ThreadPool.QueueUserWorkItem({|AIO453:Tick|});")]
    [InlineData("Parallel.Invoke({|AIO453:Raise|}, Harmless);")]
    [InlineData("Parallel.ForEach(xs, i => {|AIO453:Raise()|});")]
    public Task BehindAMethod(string line) => Verify.Unfixable(WithHelpers(line));

    [Theory]
    [InlineData("await Task.Run(Harmless);")]
    [InlineData("await Task.Run(Own);")]
    [InlineData("await Task.Run(Asks);")]
    [InlineData("await Task.Run(Runs);")]
    [InlineData("var home = Asyncio.RunningLoop; await Task.Run(() => Posts(home));")]
    [InlineData("Raise(); xs.ForEach(x => Raise()); Asyncio.RunningLoop.CallSoon(Raise);")]
    [InlineData("Action raise = Raise; raise();")]
    [InlineData("await Task.Run(() => Asyncio.Run(async () => { await F(); Raise(); }));")]
    public Task BehindAMethod_WhereItIsSafe(string line) => Verify.Silent(WithHelpers(line));

    // These events are raised on another thread.
    [Theory]
    [InlineData("var files = new System.IO.FileSystemWatcher(); files.Changed += (s, e) => queue.{|AIO453:TryPut|}(1);")]
    [InlineData("var files = new System.IO.FileSystemWatcher(); files.Changed += delegate { ready.{|AIO453:Set|}(); };")]
    [InlineData("var files = new System.IO.FileSystemWatcher(); files.Changed += {|AIO453:Changed|};")]
    [InlineData("var process = new System.Diagnostics.Process(); process.Exited += (s, e) => ready.{|AIO453:Set|}(); process.OutputDataReceived += (s, e) => queue.{|AIO453:TryPut|}(1);")]
    [InlineData("Console.CancelKeyPress += (s, e) => ready.{|AIO453:Set|}();")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (s, e) => ready.{|AIO453:Set|}();")]
    [InlineData("TaskScheduler.UnobservedTaskException += (s, e) => {|AIO453:Raise()|};")]
    [InlineData("var timer = new System.Timers.Timer(); timer.Elapsed += (s, e) => ready.{|AIO453:Set|}();")]
    [InlineData("System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, c => ready.{|AIO453:Set|}());")]
    public Task Events(string line) => Verify.Unfixable(WithHelpers("await F();\n" + line).Replace("async Coroutine M(", "static EventLoop home; async Task M("));

    [Fact]
    public Task EventsOfOtherObjects_AreSilent() =>
        Verify.Silent(Snippet.Members("AsyncEvent ready = new(); event Action Done; void M() { Done += () => ready.Set(); Done(); }"));

    [Fact]
    public Task BehindAMethod_Message() => Verify.Says(
        WithHelpers("await Task.Run({|#0:RaiseAndCount|});"),
        "AIO453",
        "'C.RaiseAndCount -> C.Raise -> AsyncEvent.Set (Test0.cs:18)' belongs to the event loop's thread, but this code runs on another thread: keep 'Asyncio.RunningLoop' in a variable, and pass the work to its 'CallSoonThreadSafe' or 'SubmitThreadSafe'");

    [Fact]
    public async Task WhereNoLoopIsKnown()
    {
        await Verify.Unfixable(Snippet.Members("AsyncEvent ready = new(); void M() => new Thread(() => ready.{|AIO453:Set|}()).Start();"));
        await Verify.Unfixable(Snippet.Members("AsyncEvent ready = new(); async Task M() => await Task.Run(() => ready.{|AIO453:Set|}());"));
        await Verify.Unfixable(Snippet.Members("AsyncEvent ready = new(); Coroutine M() => Asyncio.ToThread(() => ready.{|AIO453:Set|}());"));
        await Verify.Fix(
            Snippet.Members("AsyncEvent ready = new(); readonly EventLoop home = new(); void M() => new Thread(() => ready.{|AIO403:Set|}()).Start();"),
            Snippet.Members("AsyncEvent ready = new(); readonly EventLoop home = new(); void M() => new Thread(() => { home.CallSoonThreadSafe(() => ready.Set()); }).Start();"));
        await Verify.Fix(
            Snippet.Members("AsyncEvent ready = new(); void M(EventLoop home) => new Thread(() => ready.{|AIO403:Set|}()).Start();"),
            Snippet.Members("AsyncEvent ready = new(); void M(EventLoop home) => new Thread(() => { home.CallSoonThreadSafe(() => ready.Set()); }).Start();"));
    }

    [Theory]
    [InlineData("var loop = Asyncio.RunningLoop; await Task.Run(() => loop.CallSoonThreadSafe(() => queue.TryPut(1)));")]
    [InlineData("var loop = Asyncio.RunningLoop; await Task.Run(() => loop.SubmitThreadSafe(() => queue.PutAsync(1)));")]
    [InlineData("var loop = Asyncio.RunningLoop; await Task.Run(async () => await loop.SubmitThreadSafe(async () => { await F(); ready.Set(); }));")]
    [InlineData("await Task.Run(() => Use(queue.Count));")]
    [InlineData("await Task.Run(async () => await default(Coroutine));")]
    [InlineData("await Task.Run(() => Use(Asyncio.TryGetRunningLoop(out _)));")]
    public Task ThreadSafeMembers(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.Run(() => Asyncio.Run(F()));")]
    [InlineData("await Task.Run(() => Asyncio.Run(async () => { await F(); ready.Set(); }));")]
    [InlineData("await Task.Run(() => { using var own = new EventLoop(); own.CallSoon(Compute); own.RunForever(); });")]
    [InlineData("new Thread(() => { var own = new AsyncQueue<int>(); own.TryPut(1); }).Start();")]
    public Task LoopsAndObjectsOfTheThread(string line) => Silent(line);

    [Theory]
    [InlineData("queue.TryPut(1); ready.Set(); await queue.GetAsync();")]
    [InlineData("Asyncio.RunningLoop.CallSoon(() => ready.Set());")]
    [InlineData("Action a = () => ready.Set(); Use(a);")]
    [InlineData("xs.ForEach(x => queue.TryPut(x));")]
    [InlineData("await Task.Run(() => other++);")]
    [InlineData("await Task.Run(() => { lock (gate) { total++; } });")]
    [InlineData("await Task.Run(() => Interlocked.Increment(ref total));")]
    [InlineData("var n = 0; await Task.Run(() => n++); Use(n);")]
    public Task CodeOnTheLoop_AndUpdatesThatAreSafe(string line) => Silent(line);

    [Fact]
    public Task Message_NamesTheHandOver() => Verify.Says(
        Code("await Task.Run(() => { queue.{|#0:TryPut|}(1); });"),
        "AIO403",
        "'AsyncQueue.TryPut' belongs to the event loop's thread, but this code runs on another thread: write 'loop.CallSoonThreadSafe(() => queue.TryPut(1))'");

    [Fact]
    public Task UnfixableMessage_NamesTheMembers() => Verify.Says(
        Code("await Task.Run(() => Use({|#0:Asyncio.CurrentToken|}));"),
        "AIO453",
        "'Asyncio.CurrentToken' belongs to the event loop's thread, but this code runs on another thread: keep 'Asyncio.RunningLoop' in a variable, and pass the work to its 'CallSoonThreadSafe' or 'SubmitThreadSafe'");
}
