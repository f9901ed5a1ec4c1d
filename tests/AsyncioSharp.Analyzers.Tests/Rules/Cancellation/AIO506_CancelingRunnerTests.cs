using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TokenNotForwardedAnalyzer, AsyncioSharp.CodeFixes.TokenNotForwardedFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO506 in a function that is passed to a method together with the token.</summary>
public sealed class CancelingRunnerTests
{
    private const string Helpers =
        """
        class Api { public Task A() => null; public Task A(CancellationToken token) => null; public IAsyncEnumerable<int> Items; }
        interface IRunner { Task Run(Func<Task> work, CancellationToken token); Task Run(int tries, Func<Api, Task> work, CancellationToken token = default); }
        Api api; IRunner runner;
        static async Task Limit(Func<Task> work, TimeSpan time, CancellationToken token) => await work().WaitAsync(time, token).ConfigureAwait(false);
        static async Task Race(Func<Task> work, CancellationToken token) { await Task.WhenAny(work(), Task.Delay(-1, token)); token.ThrowIfCancellationRequested(); }
        static async Task Kept(Func<Task> work, CancellationToken token) { Task task = null; try { task = work(); await task.WaitAsync(token); } catch { _ = task; throw; } }
        static Task Outer(Func<Task> work, CancellationToken token) => Race(work, token);
        static async Task Retry(Func<Task> work, CancellationToken token) { for (var i = 0; i < 3; i++) { token.ThrowIfCancellationRequested(); try { await work().ConfigureAwait(false); return; } catch (ArgumentException) { } } }
        static async Task Stored(Func<Task> work, CancellationToken token) { if (work == null) { return; } token.ThrowIfCancellationRequested(); var task = work(); await task; }
        static Task Plain(Func<Task> work, CancellationToken token) => token.IsCancellationRequested ? Task.FromCanceled(token) : work();
        static Task OuterRetry(Func<Task> work, CancellationToken token) => Retry(work, token);
        static async Task Start(Func<Task> work, CancellationToken token) => await Task.Run(work, token);
        static Task Each(IEnumerable<int> xs, Func<int, Task> work, CancellationToken token) => Parallel.ForEachAsync(xs, token, async (x, t) => await work(x));
        """;

    private static string In(string lines) =>
        Snippet.Members(Helpers + "\nasync Task M(int[] xs, TimeSpan time, CancellationToken token, CancellationToken other)\n{\n    " + lines + "\n}")
            .Replace(", CancellationToken other", lines.Contains("other") ? ", CancellationToken other" : "");

    [Theory]
    [InlineData("await runner.Run(() => api.A(), token);")]
    [InlineData("await runner.Run(async () => { await api.A(); }, token);")]
    [InlineData("await runner.Run(delegate { return api.A(); }, token);")]
    [InlineData("await runner.Run(3, a => a.A(), token);")]
    [InlineData("await runner.Run(token: token, work: async a => await a.A(), tries: 3);")]
    [InlineData("Func<Task> work = async () => await api.A(); await runner.Run(work, token);")]
    [InlineData("async Task Work() => await api.A(); await runner.Run(Work, token);")]
    [InlineData("async Task Work() => await api.A(); await runner.Run(() => Work(), token);")]
    [InlineData("async Task Work() => await api.A(); await Work().WaitAsync(token);")]
    [InlineData("var same = token; async Task Work() => await api.A(); await runner.Run(Work, same);")]
    [InlineData("async Task Work() => await api.A(); using var both = CancellationTokenSource.CreateLinkedTokenSource(token); await runner.Run(Work, both.Token);")]
    [InlineData("await runner.Run(async () => { foreach (var x in xs) { await Task.WhenAll(xs.Select(y => api.A())); } }, token);")]
    [InlineData("await runner.Run(async () => { await foreach (var x in api.Items) { } }, token);")]
    [InlineData("await Limit(() => api.A(), time, token);")]
    [InlineData("await Race(() => api.A(), token);")]
    [InlineData("await Kept(async () => await api.A(), token);")]
    [InlineData("await Outer(() => api.A(), token);")]
    public Task RunnerThatStopsWaiting_IsSilent(string lines) => Verify.Silent(In(lines));

    [Theory]
    [InlineData("await runner.Run(3, a => a.{|AIO506:A|}());")]
    [InlineData("await runner.Run(3, a => a.{|AIO506:A|}(), default);")]
    [InlineData("await runner.Run(() => api.{|AIO506:A|}(), CancellationToken.None);")]
    [InlineData("async Task Work() => await api.{|AIO506:A|}(); await runner.Run(Work, token); await Work();")]
    [InlineData("await Retry(() => api.{|AIO506:A|}(), token);")]
    [InlineData("await Retry(async () => { await api.{|AIO506:A|}(); }, token);")]
    [InlineData("await Stored(() => api.{|AIO506:A|}(), token);")]
    [InlineData("await Plain(() => api.{|AIO506:A|}(), token);")]
    [InlineData("await OuterRetry(() => api.{|AIO506:A|}(), token);")]
    [InlineData("await Start(() => api.{|AIO506:A|}(), token);")]
    [InlineData("async Task Work() => await api.{|AIO506:A|}(); await Work();")]
    public Task RunnerThatWaitsToTheEnd_IsReported(string lines) =>
        Verify.Fix(In(lines), In(lines.Replace("{|AIO506:A|}()", "A(token)")));

    [Fact]
    public Task RunnerWithAnotherToken_IsReported() => Verify.Unfixable(In("await runner.Run(() => api.{|AIO556:A|}(), other);"));

    [Fact]
    public Task TokenOfTheObject() => Verify.Silent(Snippet.Members(
        Helpers + "\nreadonly CancellationTokenSource _stop = new(); Task M() => runner.Run(async () => await api.A(), _stop.Token);"));

    // The overload with a token returns another kind of task, which the cast does not take.
    [Fact]
    public Task CastBetweenCallAndAwait_IsSilent() => Verify.Silent(Snippet.Members(
        "Task<int> A() => null; ValueTask<int> A(CancellationToken token) => default; async Task M(CancellationToken token) { await (Task<int>)A(); }"));
}
