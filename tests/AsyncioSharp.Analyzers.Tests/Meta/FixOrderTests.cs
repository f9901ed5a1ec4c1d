using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// <c>dotnet format</c> asks each rule once, in the order of a hash set, and only those that reported something at the start. So in every order, all that is fixable has to be fixed then.
/// </summary>
public sealed class FixOrderTests
{
    private const string Usings = "using System.IO;\nusing System.Net.Http;\n";

    public static TheoryData<string> FixableIds => [.. RuleCatalog.Descriptors.Select(d => d.Id).Where(RuleCatalog.IsFixable)];

    [Theory]
    [MemberData(nameof(FixableIds))]
    public Task ExampleOfRulesMd(string id) =>
        AssertDoneAtOnce(RulesDocTests.BadProgram(id), id == "AIO405" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);

    // What one fix writes, another rule has to say something about.
    [Theory]
    [InlineData("async Coroutine M(HttpClient http) { Use(http.GetStringAsync(\"u\").Result); http.GetStringAsync(\"u\").Wait(); Use(http.GetStringAsync(\"u\").GetAwaiter().GetResult()); await F(); }")]
    [InlineData("async Task M(HttpClient http, CancellationToken ct) { Use(http.GetStringAsync(\"u\").Result); Thread.Sleep(5); Use(File.ReadAllText(\"a\")); if (!Task.Delay(1).Wait(100)) throw new TimeoutException(); await F(); }")]
    [InlineData("async Task M(StreamReader r, CancellationToken ct) { while (!r.EndOfStream) { var line = r.ReadLine(); Use(line); } foreach (var l in File.ReadLines(\"a\")) { Use(l); } await F(); }")]
    [InlineData("async Coroutine M(StreamReader r, CancellationToken ct) { while (!r.EndOfStream) { var line = r.ReadLine(); Use(line); } foreach (var l in File.ReadLines(\"a\")) { Use(l); } await F(); }")]
    [InlineData("async Coroutine M(IAsyncEnumerable<int> items) { foreach (var i in Items().ToBlockingEnumerable()) { Use(i); } await F(); } IAsyncEnumerable<int> Items(CancellationToken c = default) => null;")]
    [InlineData("async void Alone(Task t) { await Task.Delay(1); Thread.Sleep(2); await t.ConfigureAwait(false); Use(File.ReadAllText(\"a\")); }\nasync Coroutine M(Task t) { Alone(t); await F(); }")]
    [InlineData("async void Alone(Task t) { t.ConfigureAwait(false).GetAwaiter().GetResult(); t.Wait(); try { await t; } catch { } }\nasync Coroutine M(Task t) { Alone(t); await F(); }")]
    [InlineData("async void Alone() { await Task.Delay(1); Asyncio.Run(F()); }\nasync Task M() { Alone(); await F(); }")]
    [InlineData("int Helper() => Asyncio.Run(V());\nasync Coroutine M() { Use(Helper()); Thread.Sleep(1); await F(); }")]
    [InlineData("async Task M(Task t, CancellationToken ct) { if (await Task.WhenAny(t, Task.Delay(1000)) != t) throw new TimeoutException(); await t; }")]
    [InlineData("async Task M(Task t, CancellationToken ct) { await Task.WhenAny(t, Task.Delay(1000)); try { await t; } catch { } }")]
    [InlineData("async Coroutine M(Task t) { await Task.WhenAny(t, Task.Delay(1000)); }")]
    [InlineData("async Coroutine M(SemaphoreSlim s) { s.Wait(); await F(); s.Release(); }")]
    [InlineData("async Coroutine M(SemaphoreSlim s, Task t) { s.Wait(); t.Wait(); s.Release(); await F(); }")]
    [InlineData("int total;\nasync Coroutine M(Task<int> t) { var v = total; total = v + t.Result; total = total + Asyncio.Run(V()); await F(); }")]
    [InlineData("async Coroutine M(Stream s, Context c) { await s?.FlushAsync(); await c?.Stream?.FlushAsync(); Use(c.Stream?.Length); } class Context { public Stream Stream; }")]
    [InlineData("async Task M(Context c, CancellationToken ct) { await c?.Stream?.FlushAsync(); c?.Stream?.Flush(); } class Context { public Stream Stream; }")]
    [InlineData("async Coroutine M(List<int> xs) { xs.ForEach(async x => await Task.Delay(x)); xs.ForEach(async x => { Thread.Sleep(x); await F(); }); await F(); }")]
    [InlineData("async Task M(List<int> xs, CancellationToken ct) { xs.ForEach(async x => await Task.Delay(x)); await F(); }")]
    [InlineData("Coroutine M(Stream s) { using (s) { s.Flush(); Thread.Sleep(1); return F(); } }")]
    [InlineData("Coroutine M(Stream s) { try { s.Flush(); return F(); } catch (Exception) { s.Flush(); return F(); } }")]
    [InlineData("async Coroutine M(Stream s, CancellationToken ct) { try { Thread.Sleep(1); } catch (Exception e) { Console.WriteLine(e); Thread.Sleep(5); s.Flush(); await G(); } async Coroutine G(CancellationToken c = default) => await F(); }")]
    [InlineData("async Task M(Task t, CancellationToken ct) { try { t.Wait(); } catch { } while (!ct.IsCancellationRequested) { Thread.Sleep(5); } await F(); }")]
    [InlineData("async Coroutine M(AsyncEvent e, Task t) { while (!e.IsSet) { Thread.Sleep(10); } while (!t.IsCompleted) Thread.Sleep(1); await F(); }")]
    [InlineData("async Task M(Task t, CancellationToken ct) { while (!t.IsCompleted) Thread.Sleep(1); while (true) { Thread.Sleep(1); if (t.IsFaulted) continue; } }")]
    [InlineData("async Coroutine M() { while (true) { F(); } }")]
    [InlineData("async Coroutine M(Stream s) { using var f = new FileStream(\"a\", FileMode.Open); f.CopyTo(s); Asyncio.CreateTask(Hold(f)); await F(); }\nasync Coroutine Hold(object o) => await F();")]
    [InlineData("async Coroutine<int> Add(int x, CancellationToken ct = default) { await F(); return x + 1; }\nasync Coroutine M(CancellationToken ct) { Use(Asyncio.Run(Add(1))); Add(2); await F(); }")]
    [InlineData("Coroutine kept;\nasync Coroutine M() { kept = F(); var c = V(); Use(await c); Use(await c); Console.WriteLine(V()); await kept; }")]
    [InlineData("async Coroutine M(AsyncLock l) { Thread.Sleep(1); var held = await l.AcquireAsync(); F(); l.Release(); }")]
    public Task WorkForOneAnother(string members) => AssertDoneAtOnce(Usings + Snippet.Members(members), OutputKind.DynamicallyLinkedLibrary);

    private static async Task AssertDoneAtOnce(string source, OutputKind kind)
    {
        using var workspace = new AdhocWorkspace();
        var start = FixRun.Open(workspace, kind, ("Test.cs", source));
        Assert.Empty(await FixRun.ErrorsAsync(start));
        var ids = await FixRun.IdsAsync(start);
        var random = new Random(2);
        string[] orders = [string.Join(' ', ids), string.Join(' ', ids.Reverse()), string.Join(' ', ids.OrderBy(_ => random.Next()))];
        foreach (var order in orders.Distinct())
        {
            var project = await FixRun.RunAsync(start, order.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var text = (await project.Documents.Single().GetTextAsync()).ToString();
            var left = (await FixRun.ErrorsAsync(project)).Concat(await FixRun.FixableAsync(project)).Select(d => d.ToString()).ToList();
            Assert.True(left.Count == 0, $"After {order}:\n{string.Join('\n', left)}\n\n{text}");
        }
    }
}
