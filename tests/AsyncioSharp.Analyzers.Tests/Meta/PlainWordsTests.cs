namespace AsyncioSharp.Analyzers.Tests;

/// <summary>Plain async code knows no event loop, and its messages name none.</summary>
public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("Thread.Sleep(1);", "'Thread.Sleep' blocks the thread: use 'await Task.Delay(1)'")]
    [InlineData("t.Wait();", "'Task.Wait' blocks the thread and deadlocks if the task needs it: write 'await t'")]
    [InlineData("r.ReadLine();", "'StreamReader.ReadLine' blocks the thread: write 'await r.ReadLineAsync()'")]
    [InlineData("m.Wait();", "'ManualResetEventSlim.Wait' blocks the thread: write 'await Task.Run(() => m.Wait())', or use 'TaskCompletionSource'")]
    [InlineData("while (!t.IsCompleted) { }", "'while (!t.IsCompleted)' blocks the thread, and what it waits for may need this thread: await 't'")]
    [InlineData("while (!m.IsSet) { }", "'while (!m.IsSet)' blocks the thread, and what it waits for may need this thread: use 'TaskCompletionSource'")]
    [InlineData("x.WaitOne();", "'Mutex.WaitOne' blocks the thread, and it belongs to the thread that waits: use 'SemaphoreSlim.WaitAsync'")]
    [InlineData("Console.ReadLine();", "'Console.ReadLine' blocks the thread and has no async counterpart: write 'await Task.Run(() => Console.ReadLine())'")]
    [InlineData("using var s = File.Create(\"x\");", "The end of this 'using' blocks the thread until 'FileStream' is disposed: write 'await using'")]
    public async Task PlainAsyncCode_BlocksTheThread(string line, string message) => Assert.Equal([message], await MessagesAsync("Task", line));

    [Theory]
    [InlineData("Thread.Sleep(1);", "'Thread.Sleep' blocks the event loop: use 'await Asyncio.Sleep(TimeSpan.FromMilliseconds(1))'")]
    [InlineData("m.Wait();", "'ManualResetEventSlim.Wait' blocks the event loop: write 'await Asyncio.ToThread(() => m.Wait())', or use 'AsyncEvent'")]
    [InlineData("using var s = File.Create(\"x\");", "The end of this 'using' blocks the event loop until 'FileStream' is disposed: write 'await using'")]
    public async Task Coroutine_BlocksTheEventLoop(string line, string message) => Assert.Equal([message], await MessagesAsync("Coroutine", line));

    private static async Task<IEnumerable<string>> MessagesAsync(string type, string line)
    {
        var source = "using System;\nusing System.IO;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing AsyncioSharp;\n" +
            $"class C {{ async {type} M(Task t, StreamReader r, ManualResetEventSlim m, Mutex x) {{ await Task.Yield(); {line} }} }}";
        return (await RuleCatalog.AnalyzeAsync(source)).Where(static d => d.Id.StartsWith("AIO1", StringComparison.Ordinal)).Select(static d => d.GetMessage());
    }
}
