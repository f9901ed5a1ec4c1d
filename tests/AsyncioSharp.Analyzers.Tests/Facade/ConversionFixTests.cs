using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis.Testing;

namespace AsyncioSharp.Analyzers.Tests.Facade;

/// <summary>Light bulbs on CS0029, CS0266 and CS1503, where one kind of awaitable stands for another, or for its result.</summary>
public sealed class ConversionFixTests
{
    private const string AsTask = "Use '.AsTask()'";
    private const string Await = "Await it";
    private const string FromTask = "Wrap in 'Asyncio.FromTask(...)'";
    private const string CreateTask = "Make it a task: 'Asyncio.CreateTask(...)'";
    private const string CreateTaskAsTask = "Make it a task of .NET: 'Asyncio.CreateTask(...).AsTask()'";

    [Theory]
    [InlineData(AsTask, "Task task = {|CS0029:Asyncio.CreateTask(F())|};", "Task task = Asyncio.CreateTask(F()).AsTask();")]
    [InlineData(AsTask, "Task<int> task = {|CS0029:Asyncio.CreateTask(V())|};", "Task<int> task = Asyncio.CreateTask(V()).AsTask();")]
    [InlineData(AsTask, "await Task.WhenAll({|CS1503:Asyncio.CreateTask(F())|});", "await Task.WhenAll(Asyncio.CreateTask(F()).AsTask());")]
    [InlineData(AsTask, "Task task = {|CS0029:xs.Count > 0 ? new Future() : new Future()|};", "Task task = (xs.Count > 0 ? new Future() : new Future()).AsTask();")]
    [InlineData(CreateTaskAsTask, "Task task = {|CS0029:F()|};", "Task task = Asyncio.CreateTask(F()).AsTask();")]
    [InlineData(CreateTaskAsTask, "await Task.WhenAny({|CS1503:F()|}, t);", "await Task.WhenAny(Asyncio.CreateTask(F()).AsTask(), t);")]
    [InlineData(CreateTask, "LoopTask task = {|CS0029:F()|};", "LoopTask task = Asyncio.CreateTask(F());")]
    [InlineData(CreateTask, "LoopTask<int> task = {|CS0029:V()|}; // 1", "LoopTask<int> task = Asyncio.CreateTask(V()); // 1")]
    [InlineData(CreateTask, "LoopTask task = {|CS0029:t|};", "LoopTask task = Asyncio.CreateTask(t);")]
    [InlineData(CreateTask, "Asyncio.RunningLoop.CreateTask({|CS1503:t|});", null)]
    [InlineData(FromTask, "Future future = {|CS0029:t|};", "Future future = Asyncio.FromTask(t);")]
    [InlineData(FromTask, "IFuture<int> future = {|CS0266:Task.FromResult(1)|};", "IFuture<int> future = Asyncio.FromTask(Task.FromResult(1));")]
    [InlineData(FromTask, "Future future = {|CS0029:new ValueTask(t)|};", "Future future = Asyncio.FromTask((new ValueTask(t)).AsTask());")]
    [InlineData(Await, "int number = {|CS0029:Asyncio.CreateTask(V())|};", "int number = await Asyncio.CreateTask(V());")]
    [InlineData(Await, "await W({|CS1503:new Future<int>()|});", "await W(await new Future<int>());")]
    public Task Offered(string title, string line, string? expected) => Check(title, Snippet.Coroutine(line), expected is null ? null : Snippet.Coroutine(expected));

    // Nothing can be awaited in a method that is not async, and a string is no result of any of them.
    [Theory]
    [InlineData("int number = {|CS0029:Asyncio.CreateTask(V())|};")]
    [InlineData("string text = {|CS0029:Asyncio.CreateTask(V())|};")]
    [InlineData("string text = {|CS0029:t|};")]
    [InlineData("Task<string> task = {|CS0029:Asyncio.CreateTask(V())|};")]
    public Task NotOffered(string line) => Check(null, Snippet.Sync(line), null);

    [Fact]
    public Task Return() => Check(
        AsTask,
        Snippet.Members("Task M() => {|CS0029:Asyncio.CreateTask(F())|};"),
        Snippet.Members("Task M() => Asyncio.CreateTask(F()).AsTask();"));

    [Fact]
    public Task OfThisFileOnly_WithoutTheUsing() => Check(
        CreateTask,
        "class D { AsyncioSharp.LoopTask M(AsyncioSharp.Coroutine c) { return {|CS0029:c|}; } }",
        "class D { AsyncioSharp.LoopTask M(AsyncioSharp.Coroutine c) { return AsyncioSharp.Asyncio.CreateTask(c); } }");

    [Fact]
    public Task AllInTheDocument() => Check(
        AsTask,
        Snippet.Coroutine("Task a = {|CS0029:Asyncio.CreateTask(F())|};\nTask b = {|CS0029:Asyncio.CreateTask(F())|};"),
        Snippet.Coroutine("Task a = Asyncio.CreateTask(F()).AsTask();\nTask b = Asyncio.CreateTask(F()).AsTask();"));

    private static Task Check(string? title, string source, string? expected)
    {
        var test = new RuleTest<EmptyDiagnosticAnalyzer, ConversionFix> { TestCode = source, FixedCode = expected ?? source, CodeActionEquivalenceKey = title };
        test.DisabledDiagnostics.AddRange(["CS4014", "CS1998", "CS0162", "CS0169", "CS0219", "CS0414", "CS0649", "CS8321"]);
        return test.RunAsync();
    }
}
