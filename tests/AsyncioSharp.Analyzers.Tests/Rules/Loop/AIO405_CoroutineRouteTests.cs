using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NoLoopAnalyzer, AsyncioSharp.CodeFixes.NoLoopFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO405 and AIO455 for routes of ASP.NET Core whose handlers are coroutines, where the package with <c>MapCoroutine</c> is referenced.</summary>
public sealed class CoroutineRouteTests
{
    private static string File(string lines) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Routing;

        class Query { public int Id { get; set; } }

        static class Routes
        {
            static void Map(WebApplication app, IEndpointRouteBuilder builder, RouteGroupBuilder group, IEnumerable<string> methods, Func<Coroutine<int>> given)
            {
                {{lines}}
            }

            static Coroutine F() => default;
            static Coroutine<int> V() => default;
            static Coroutine<int> W(int value) => default;
            static Coroutine C(HttpContext context) => default;
            static Coroutine<int> Q([AsParameters] Query query) => default;
        }

        """;

    [Theory]
    [InlineData("app.MapGet(\"/\", {|AIO405:V|});", "MapGet", "MapCoroutineGet")]
    [InlineData("app.MapPost(\"/\", {|AIO405:V|});", "MapPost", "MapCoroutinePost")]
    [InlineData("app.MapPut(\"/\", {|AIO405:V|});", "MapPut", "MapCoroutinePut")]
    [InlineData("app.MapPatch(\"/\", {|AIO405:V|});", "MapPatch", "MapCoroutinePatch")]
    [InlineData("app.MapDelete(\"/\", {|AIO405:V|});", "MapDelete", "MapCoroutineDelete")]
    [InlineData("app.MapMethods(\"/\", [\"PUT\", \"PATCH\"], {|AIO405:V|});", "MapMethods", "MapCoroutine")]
    [InlineData("app.MapMethods(\"/\", new[] { \"PUT\" }, {|AIO405:F|});", "MapMethods", "MapCoroutine")]
    public Task EachMethod(string line, string old, string written) => Fix(line, line.Replace(old, written));

    [Theory]
    [InlineData("app.MapGet(\"/\", {|AIO405:F|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:() => V()|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:static () => F()|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:async Coroutine<int> () => await V() + await W(1)|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:async Coroutine () => { await F(); }|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:(HttpContext context) => C(context)|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:C|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:(HttpContext context) => W(context.Response.StatusCode)|});")]
    [InlineData("app.MapGet(\"/{id}\", {|AIO405:([AsParameters] Query query) => W(query.Id)|});")]
    [InlineData("app.MapGet(\"/{id}\", {|AIO405:async Coroutine ([AsParameters] Query query) => await W(query.Id)|});")]
    [InlineData("app.MapGet(\"/\", {|AIO405:given|});")]
    [InlineData("var handler = () => V(); app.MapGet(\"/\", {|AIO405:handler|});")]
    [InlineData("Coroutine<int> Local() => V(); app.MapGet(\"/\", {|AIO405:Local|});")]
    public Task EachHandler(string line) => Fix(line, line.Replace("MapGet", "MapCoroutineGet"));

    [Theory]
    [InlineData("builder.MapGet(\"/\", {|AIO405:V|});")]
    [InlineData("group.MapGet(\"/\", {|AIO405:V|}).WithName(\"v\");")]
    [InlineData("app.MapGroup(\"/a\").MapGet(\"/\", {|AIO405:V|});")]
    [InlineData("app.MapGet(handler: {|AIO405:V|}, pattern: \"/\");")]
    [InlineData("app /* a */ . /* b */ MapGet /* c */ (/* d */ \"/\", /* e */ {|AIO405:V|} /* f */);")]
    [InlineData("app.MapGet(\"/\", {|AIO405:V|}); app.MapGet(\"/f\", {|AIO405:() => F()|});")]
    [InlineData("Action map = () => app.MapGet(\"/\", {|AIO405:V|});")]
    public Task EachCall(string line) => Fix(line, line.Replace("MapGet", "MapCoroutineGet"));

    // What the other method would bind in another way, or does not take.
    [Theory]
    [InlineData("app.MapGet(\"/{id}\", {|AIO455:(int id) => W(id)|});")]
    [InlineData("app.MapGet(\"/{id}\", {|AIO455:W|});")]
    [InlineData("app.MapPost(\"/\", {|AIO455:(Query query) => W(query.Id)|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:(CancellationToken aborted) => V()|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:(HttpContext context, int id) => W(id)|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:Q|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:(Delegate)V|});")]
    [InlineData("app?.MapGet(\"/\", {|AIO455:V|});")]
    [InlineData("EndpointRouteBuilderExtensions.MapGet(app, \"/\", {|AIO455:V|});")]
    [InlineData("app.Map(\"/\", {|AIO455:V|});")]
    [InlineData("app.MapMethods(\"/\", methods, {|AIO455:V|});")]
    [InlineData("app.MapFallback({|AIO455:V|});")]
    public Task WhatHasNoCounterpart(string line)
    {
        var test = Verify.Create(File(line));
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        test.FixedCode = File(line);
        return test.RunAsync();
    }

    [Theory]
    [InlineData("app.MapCoroutineGet(\"/\", V);")]
    [InlineData("app.MapGet(\"/\", (LoopHost loop, CancellationToken aborted) => loop.RunAsync(() => V(), aborted));")]
    [InlineData("app.MapGet(\"/\", () => Asyncio.RunAsync(V));")]
    [InlineData("app.MapGet(\"/\", async () => await Task.Yield());")]
    public Task WhatIsRight(string line)
    {
        var test = Verify.Create(File(line));
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        return test.RunAsync();
    }

    [Fact]
    public Task Message_OfARoute() => Says(
        "app.MapGet(\"/\", {|#0:V|});", "AIO405", "'MapGet' does not know coroutines, and then no route works: write 'MapCoroutineGet'");

    [Fact]
    public Task Message_OfARouteWithParameters() => Says(
        "app.MapGet(\"/{id}\", {|#0:W|});", "AIO455",
        "No event loop runs 'W': ASP.NET Core does not know coroutines, and then no route works: let it return 'Asyncio.RunAsync(...)', or 'RunAsync' of a 'LoopHost' parameter");

    [Fact]
    public Task Message_OfAnAwaitInAHandler() => Says(
        "app.MapGet(\"/\", async () => {|#0:await V()|});", "AIO405",
        "'await V()' throws because no event loop is running: write 'await Asyncio.RunAsync(V())', or map the handler with 'MapCoroutineGet'");

    private static Task Fix(string line, string written)
    {
        var test = Verify.Create(File(line));
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        test.FixedCode = File(written.Replace("{|AIO405:", "").Replace("|}", ""));
        return test.RunAsync();
    }

    private static Task Says(string line, string id, string message)
    {
        var test = Verify.Create(File(line));
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        test.ExpectedDiagnostics.Add(Verify.Expected(id).WithLocation(0).WithMessage(message));
        return test.RunAsync();
    }
}
