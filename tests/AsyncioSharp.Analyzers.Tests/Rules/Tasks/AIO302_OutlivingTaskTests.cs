using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.OutlivingTaskAnalyzer, AsyncioSharp.CodeFixes.OutlivingTaskFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class OutlivingTaskTests
{
    private const string More =
        """
        IDisposable Open() => null;
        Coroutine Work(object resource) => default;
        LoopTask kept;
        """;

    private static string Code(string lines) => Snippet.Members($"async Coroutine M(AsyncEvent done, List<LoopTask> tasks)\n{{\n    {lines.Replace("\n", "\n    ")}\n}}\n{More}");

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Code(line));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData(
        "LoopTask t; using (var s = Open()) { t = {|AIO302:Asyncio.CreateTask(Work(s))|}; await F(); } await t;",
        "LoopTask t; using (var s = Open()) { t = Asyncio.CreateTask(Work(s)); await F(); await t; } await t;")]
    [InlineData(
        "LoopTask t;\nvar s = Open();\nusing (s)\n{\n    t = {|AIO302:Asyncio.CreateTask(Work(s))|}; // start\n    await F();\n}\n\nawait t;",
        "LoopTask t;\nvar s = Open();\nusing (s)\n{\n    t = Asyncio.CreateTask(Work(s)); // start\n    await F();\n    await t;\n}\n\nawait t;")]
    [InlineData(
        "LoopTask t; { using var s = Open(); Func<Coroutine> f = () => F(); t = {|AIO302:Asyncio.RunningLoop.CreateTask(Work(() => Use(s)))|}; } await t;",
        "LoopTask t; { using var s = Open(); Func<Coroutine> f = () => F(); t = Asyncio.RunningLoop.CreateTask(Work(() => Use(s))); await t; } await t;")]
    [InlineData(
        "LoopTask t, u; using (var s = Open()) { t = {|AIO302:Asyncio.CreateTask(Work(s))|}; u = {|AIO302:Asyncio.CreateTask(Work(s))|}; } await t; await u;",
        "LoopTask t, u; using (var s = Open()) { t = Asyncio.CreateTask(Work(s)); u = Asyncio.CreateTask(Work(s)); await t; await u; } await t; await u;")]
    public Task AwaitedTooLate(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("using (var s = Open()) { kept = {|AIO352:Asyncio.CreateTask(Work(s))|}; await F(); }")]
    [InlineData("using (var s = Open()) { tasks.Add(Asyncio.CreateTask(Work(1))); var all = new List<LoopTask>(); kept = {|AIO352:Asyncio.CreateTask(Work(s))|}; await F(); }")]
    [InlineData("var all = new List<LoopTask>(); using (var s = Open()) { all.Add({|AIO352:Asyncio.CreateTask(Work(s))|}); await F(); } await Asyncio.Gather(all);")]
    [InlineData("await TaskGroup.Run(async group => { using var s = Open(); {|AIO352:group.CreateTask(Work(s))|}; await F(); });")]
    [InlineData("LoopTask t = null; using (var s = Open()) { foreach (var i in tasks) { t = {|AIO352:Asyncio.CreateTask(Work(s))|}; } await F(); } await t;")]
    [InlineData("LoopTask t = null; using (var s = Open()) { t = {|AIO352:Asyncio.CreateTask(Work(s))|}; if (gate is null) { return; } await F(); } await t;")]
    [InlineData("Func<Coroutine<LoopTask>> f = async () => { await F(); using var s = Open(); return {|AIO352:Asyncio.CreateTask(Work(s))|}; }; await f();")]
    public Task MoreIsMissing(string line) => Unfixable(line);

    // Collections and members that other code can reach.
    [Theory]
    [InlineData("using (var s = Open()) { tasks.Add({|AIO352:Asyncio.CreateTask(Work(s))|}); await F(); }")]
    [InlineData("using (var s = Open()) { tasks[1] = {|AIO352:Asyncio.CreateTask(Work(s))|}; await F(); }")]
    [InlineData("using (var s = Open()) { tasks.Insert(0, {|AIO352:Asyncio.CreateTask(Work(s))|}); await F(); }")]
    [InlineData("var all = new LoopTask[1]; using (var s = Open()) { all[0] = {|AIO352:Asyncio.CreateTask(Work(s))|}; await F(); } await all[0];")]
    [InlineData("var all = new Dictionary<int, LoopTask>(); using (var s = Open()) { all[0] = {|AIO352:Asyncio.CreateTask(Work(s))|}; await F(); } await all[0];")]
    [InlineData("var all = new System.Collections.Concurrent.ConcurrentQueue<LoopTask>(); using (var s = Open()) { all.Enqueue({|AIO352:Asyncio.CreateTask(Work(s))|}); await F(); } Use(all);")]
    [InlineData("using (var s = Open()) { Kept = {|AIO352:Asyncio.CreateTask(Work(s))|}; await F(); }")]
    [InlineData("var job = new Job(); using (var s = Open()) { job.Kept = {|AIO352:Asyncio.CreateTask(Work(s))|}; job.All.Add({|AIO352:Asyncio.CreateTask(Work(s))|}); await F(); }")]
    public Task KeptInACollection(string line) =>
        Verify.Unfixable(Code(line).Replace("class C\n", "class Job { public LoopTask Kept { get; set; } public List<LoopTask> All = new(); }\nclass C\n").Replace("LoopTask kept;", "LoopTask kept; LoopTask Kept { get; set; }"));

    [Theory]
    [InlineData("using (var s = Open()) { tasks.Add(Asyncio.CreateTask(Work(s))); await Asyncio.Gather(tasks); }")]
    [InlineData("using (var s = Open()) { tasks[1] = Asyncio.CreateTask(Work(s)); await tasks[1]; }")]
    [InlineData("using (var s = Open()) { tasks.Add(Asyncio.CreateTask(Work(1))); await F(); }")]
    public Task KeptInACollection_AndAwaited(string line) => Silent(line);

    [Theory]
    [InlineData("using (var s = Open()) { var t = Asyncio.CreateTask(Work(s)); await F(); await t; }")]
    [InlineData("LoopTask t; using (var s = Open()) { t = Asyncio.CreateTask(Work(s)); await Asyncio.Gather(t, kept); } await t;")]
    [InlineData("LoopTask t; using (var s = Open()) { t = Asyncio.CreateTask(Work(s)); await F(); t.Cancel(); } await t;")]
    [InlineData("using (var s = Open()) { await Asyncio.CreateTask(Work(s)); await Asyncio.Gather(Asyncio.CreateTask(Work(s)), kept); }")]
    [InlineData("using (var s = Open()) { await TaskGroup.Run(async group => { group.CreateTask(Work(s)); await F(); }); }")]
    [InlineData("var all = new List<LoopTask>(); using (var s = Open()) { all.Add(Asyncio.CreateTask(Work(s))); await Asyncio.Gather(all); }")]
    public Task AwaitedInTime(string line) => Silent(line);

    [Theory]
    [InlineData("await TaskGroup.Run(async group => { using var s = Open(); group.CreateTask(Work((s, done))); await done.WaitAsync(); });")]
    [InlineData("using (var s = new CancellationTokenSource()) { kept = Asyncio.CreateTask(Work(s.Token)); await F(); }")]
    [InlineData("using (var s = Open()) { kept = Asyncio.CreateTask(Work(1)); await F(); } using (var s = Open()) { await F(); }")]
    [InlineData("using (var s = Open()) { Asyncio.CreateTask(Work(s)); var t = Asyncio.CreateTask(Work(s)); await F(); }")]
    [InlineData("var s = Open(); kept = Asyncio.CreateTask(Work(s)); await F();")]
    public Task NothingOfItIsDisposed(string line) => Silent(line);

    [Fact]
    public Task Message_NamesTheAwait() => Verify.Says(
        Code("LoopTask t; using (var s = Open()) { t = {|#0:Asyncio.CreateTask(Work(s))|}; await F(); } await t;"),
        "AIO302",
        "The task of 'Work' may still run after the enclosing using has disposed 's': write 'await t' at the end of the block");

    [Fact]
    public Task UnfixableMessage_NamesTheWays() => Verify.Says(
        Code("using (var s = Open()) { kept = {|#0:Asyncio.CreateTask(Work(s))|}; await F(); }"),
        "AIO352",
        "The task of 'Work' may still run after the enclosing using has disposed 's': await it first, or let 'Work' open the resource");
}
