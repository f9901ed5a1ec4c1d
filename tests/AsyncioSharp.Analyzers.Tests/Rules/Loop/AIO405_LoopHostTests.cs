using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NoLoopAnalyzer, AsyncioSharp.CodeFixes.NoLoopFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO405 and AIO455 in functions that a host calls, where a <c>LoopHost</c> can run the coroutine.</summary>
public sealed class LoopHostTests
{
    private const string Head =
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;
        using AsyncioSharp.Hosting;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.Hosting;

        static class Work
        {
            public static Coroutine F() => default;
            public static Coroutine<int> V() => default;
            public static Coroutine<int> W(int value) => default;
            public static Coroutine<int> S(ReadOnlySpan<int> values) => default;
            public static Coroutine<int> R(ref int value) => default;
            public static Coroutine<int> Till(CancellationToken token) => default;
            public static Coroutine<int> Maybe(CancellationToken token = default) => default;
            public static Task<int> T() => null;
        }


        """;

    // A controller with this in front of its action.
    private static string Action(string members, string body, string parameters = "") =>
        $"{Head}class Host : ControllerBase\n{{\n    {members}\n    public async Task<int> Get({parameters}) {{ {body} }}\n}}\n";

    [Theory]
    [InlineData("readonly LoopHost loop = LoopHost.OnThreadPool();")]
    [InlineData("LoopHost loop { get; } = LoopHost.OnThreadPool();")]
    [InlineData("static readonly LoopHost loop = LoopHost.OnThreadPool();")]
    [InlineData("LoopHost loop => LoopHost.OnThreadPool();")]
    public Task AMember(string member) =>
        Fix(Action(member, "{|AIO405:await Work.F()|}; return {|AIO405:await Work.V()|};"), Action(member, "await loop.RunAsync(() => Work.F()); return await loop.RunAsync(() => Work.V());"));

    [Theory]
    [InlineData("return {|AIO405:await Work.W(1 + 2)|} + 1;", "return await loop.RunAsync(() => Work.W(1 + 2)) + 1;")]
    [InlineData("return ({|AIO405:await Work.V()|}).GetHashCode();", "return (await loop.RunAsync(() => Work.V())).GetHashCode();")]
    [InlineData("var c = Work.V(); return {|AIO405:await c|};", "var c = Work.V(); return await loop.RunAsync(() => c);")]
    [InlineData("return {|AIO405:await (HttpContext == null ? Work.V() : Work.W(1))|};", "return await loop.RunAsync(() => HttpContext == null ? Work.V() : Work.W(1));")]
    [InlineData("return {|AIO405:await /* a */ Work.V()|} /* b */;", "return await loop.RunAsync(() => /* a */ Work.V()) /* b */;")]
    [InlineData("{|AIO405:await Asyncio.Gather(Work.F(), Work.F())|}; return 1;", "await loop.RunAsync(async () => await Asyncio.Gather(Work.F(), Work.F())); return 1;")]
    [InlineData("return {|AIO405:await Asyncio.CreateTask(Work.V())|};", "return await loop.RunAsync(async () => await Asyncio.CreateTask(Work.V()));")]
    [InlineData("{|AIO405:await Asyncio.Yield()|}; return 1;", "await loop.RunAsync(async () => await Asyncio.Yield()); return 1;")]
    [InlineData("{|AIO405:await Asyncio.Sleep(1)|}; return 1;", "await loop.RunAsync(() => Asyncio.Sleep(1)); return 1;")]
    public Task EachAwait(string body, string written) => Fix(Action("readonly LoopHost loop = null!;", body), Action("readonly LoopHost loop = null!;", written));

    [Fact]
    public Task ACommentWithoutAHost() =>
        Fix(Action("", "return {|AIO405:await /* a */ Work.V()|} /* b */;"), Action("", "return await Asyncio.RunAsync(/* a */ Work.V()) /* b */;"));

    [Theory]
    [InlineData("LoopHost loop", "return {|AIO405:await Work.V()|};", "return await loop.RunAsync(() => Work.V());")]
    [InlineData("LoopHost @lock", "return {|AIO405:await Work.V()|};", "return await @lock.RunAsync(() => Work.V());")]
    [InlineData("LoopHost loop, CancellationToken aborted", "return {|AIO405:await Work.V()|};", "return await loop.RunAsync(() => Work.V(), aborted);")]
    [InlineData("LoopHost loop, CancellationToken aborted", "return {|AIO405:await Work.Maybe()|};", "return await loop.RunAsync(() => Work.Maybe(), aborted);")]
    [InlineData("LoopHost loop, CancellationToken aborted", "return {|AIO405:await Work.Maybe(default)|};", "return await loop.RunAsync(() => Work.Maybe(default));")]
    [InlineData("", "var loop = LoopHost.OnThreadPool(); return {|AIO405:await Work.V()|};", "var loop = LoopHost.OnThreadPool(); return await loop.RunAsync(() => Work.V());")]
    [InlineData("", "await using LoopHost loop = LoopHost.OnThreadPool(); if (loop.IsStopping) { } return {|AIO405:await Work.V()|};", "await using LoopHost loop = LoopHost.OnThreadPool(); if (loop.IsStopping) { } return await loop.RunAsync(() => Work.V());")]
    [InlineData("", "await using (var loop = LoopHost.OnThreadPool()) { return {|AIO405:await Work.V()|}; }", "await using (var loop = LoopHost.OnThreadPool()) { return await loop.RunAsync(() => Work.V()); }")]
    public Task AVariable(string parameters, string body, string written) => Fix(Action("", body, parameters), Action("", written, parameters));

    [Theory]
    [InlineData("return {|AIO405:await Work.Till(token)|};", "return await loop.RunAsync(() => Work.Till(token));")]
    [InlineData("try { } finally { {|AIO405:await Work.F()|}; } return 1;", "try { } finally { await loop.RunAsync(() => Work.F()); } return 1;")]
    [InlineData("while (!token.IsCancellationRequested) { {|AIO405:await Work.F()|}; } return 1;", "while (!token.IsCancellationRequested) { await loop.RunAsync(() => Work.F()); } return 1;")]
    public Task ATokenThatStaysAway(string body, string written) =>
        Fix(Action("readonly LoopHost loop = null!;", body, "CancellationToken token"), Action("readonly LoopHost loop = null!;", written, "CancellationToken token"));

    // A null, a variable without a value, a later one and another type are no host to use.
    [Theory]
    [InlineData("", "\n#nullable enable\nLoopHost? loop = null;\nreturn {|AIO405:await Work.V()|};")]
    [InlineData("", "LoopHost loop; if (HttpContext == null) { loop = LoopHost.OnThreadPool(); } return {|AIO405:await Work.V()|};")]
    [InlineData("", "var value = {|AIO405:await Work.V()|}; var loop = LoopHost.OnThreadPool(); return value;")]
    [InlineData("", "{ var loop = LoopHost.OnThreadPool(); } return {|AIO405:await Work.V()|};")]
    [InlineData("private sealed class LoopHost { } readonly LoopHost loop = null!;", "return {|AIO405:await Work.V()|};")]
    [InlineData("class Other { LoopHost loop = null!; }", "return {|AIO405:await Work.V()|};")]
    public Task NoHostToUse(string members, string body) =>
        Fix(Action(members, body), Action(members, body.Replace("{|AIO405:await Work.V()|}", "await Asyncio.RunAsync(Work.V())")));

    [Theory]
    [InlineData("readonly LoopHost a = null!, b = null!;", "", "return {|AIO455:await Work.V()|};")]
    [InlineData("", "LoopHost a, LoopHost b", "return {|AIO455:await Work.V()|};")]
    [InlineData("readonly LoopHost loop = null!;", "", "return {|AIO455:await Work.W(await Work.T())|};")]
    [InlineData("readonly LoopHost loop = null!;", "", "return {|AIO455:await Work.S(stackalloc int[1])|};")]
    [InlineData("readonly LoopHost loop = null!; int n;", "", "return {|AIO455:await Work.R(ref n)|};")]
    [InlineData("readonly LoopHost loop = null!;", "object o", "return {|AIO455:await Work.W(o is int n ? n : 0)|};")]
    [InlineData("readonly LoopHost loop = null!;", "", "return {|AIO455:await (\n#if A\nWork.V()\n#else\nWork.V()\n#endif\n)|};")]
    public Task WhatNoLambdaCanDo(string members, string parameters, string body)
    {
        var source = Action(members, body, parameters);
        var test = Verify.Create(source);
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        test.FixedCode = source;
        return test.RunAsync();
    }

    [Theory]
    [InlineData("class Host(LoopHost loop) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { {|AIO405:await Work.F()|}; } }", "await loop.RunAsync(() => Work.F(), token)")]
    [InlineData("class Host(LoopHost loop) : BackgroundService { readonly LoopHost _loop = loop; protected override async Task ExecuteAsync(CancellationToken token) { {|AIO405:await Work.F()|}; } }", "await _loop.RunAsync(() => Work.F(), token)")]
    [InlineData("class Base(LoopHost loop) : Hub { protected LoopHost Loop { get; } = loop; } class Host(LoopHost loop) : Base(loop) { public async Task Send() { {|AIO405:await Work.F()|}; } }", "await Loop.RunAsync(() => Work.F())")]
    [InlineData("class Base(LoopHost loop) : Hub { public object Kept { get; } = loop; } class Host(LoopHost loop) : Base(loop) { public async Task Send() { {|AIO405:await Work.F()|}; } }", "await Asyncio.RunAsync(Work.F())")]
    [InlineData("class Host(LoopHost loop) : IMiddleware { public async Task InvokeAsync(HttpContext context, RequestDelegate next) { {|AIO405:await Work.F()|}; await next(context); } }", "await loop.RunAsync(() => Work.F(), context.RequestAborted)")]
    [InlineData("class Host(LoopHost loop) : IHostedService { public async Task StartAsync(CancellationToken token) => {|AIO405:await Work.F()|}; public Task StopAsync(CancellationToken token) => Task.CompletedTask; }", "await loop.RunAsync(() => Work.F(), token)")]
    public Task EachHost(string type, string written) => Fix(Head + type + "\n", Head + type.Replace("{|AIO405:await Work.F()|}", written) + "\n");

    [Theory]
    [InlineData("app.MapGet(\"/\", async (LoopHost loop) => {|AIO405:await Work.V()|});", "await loop.RunAsync(() => Work.V())")]
    [InlineData("app.MapGet(\"/\", async (LoopHost loop, CancellationToken aborted) => {|AIO405:await Work.V()|});", "await loop.RunAsync(() => Work.V(), aborted)")]
    [InlineData("var loop = LoopHost.OnThreadPool(); app.MapGet(\"/\", async () => {|AIO405:await Work.V()|});", "await loop.RunAsync(() => Work.V())")]
    [InlineData("var loop = LoopHost.OnThreadPool(); app.MapGet(\"/\", static async () => {|AIO405:await Work.V()|});", "await Asyncio.RunAsync(Work.V())")]
    [InlineData("var outer = LoopHost.OnThreadPool(); app.MapGet(\"/\", async (LoopHost loop) => {|AIO405:await Work.V()|});", "await loop.RunAsync(() => Work.V())")]
    public Task AHandler(string line, string written)
    {
        var source = $"{Head}static class Routes {{ static void Map(WebApplication app) {{ {line} }} }}\n";
        return Fix(source, source.Replace("{|AIO405:await Work.V()|}", written));
    }

    [Fact]
    public Task Message_NamesTheHost() => Says(
        Action("readonly LoopHost _loop = null!;", "return {|#0:await Work.V()|};"), "AIO405",
        "'await Work.V()' throws because no event loop is running: write 'await _loop.RunAsync(() => Work.V())'");

    [Fact]
    public Task Message_WithoutAHost() => Says(
        Action("", "return {|#0:await Work.V()|};"), "AIO405",
        "'await Work.V()' throws because no event loop is running: write 'await Asyncio.RunAsync(Work.V())', or with one loop for all 'await loop.RunAsync(() => Work.V())' on a 'LoopHost'");

    [Fact]
    public Task Message_OfAService() => Says(
        Head + "class Host : BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { {|#0:await Work.F()|}; } }\n", "AIO405",
        "'await Work.F()' throws because no event loop is running: write 'await Asyncio.RunAsync(Work.F())', or derive from 'LoopService', whose body is a coroutine");

    [Fact]
    public Task Message_OfSeveralHosts() => Says(
        Action("readonly LoopHost a = null!, b = null!;", "return {|#0:await Work.V()|};"), "AIO455",
        "No event loop runs 'Work.V()': give it to 'RunAsync' of 'a' or 'b', whichever has its objects");

    [Fact]
    public Task Message_OfAnObstacle() => Says(
        Action("readonly LoopHost loop = null!;", "return {|#0:await Work.W(await Work.T())|};"), "AIO455",
        "No event loop runs 'Work.W(await Work.T())': its arguments await, so await it in a coroutine of its own, and give that to 'loop.RunAsync'");

    private static Task Fix(string source, string written)
    {
        var test = Verify.Create(source);
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);

        // The fix is the first that reads the host.
        test.DisabledDiagnostics.AddRange(["CS9113", "CS0219"]);
        test.FixedCode = written;
        return test.RunAsync();
    }

    private static Task Says(string source, string id, string message)
    {
        var test = Verify.Create(source);
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        test.ExpectedDiagnostics.Add(Verify.Expected(id).WithLocation(0).WithMessage(message));
        return test.RunAsync();
    }
}
