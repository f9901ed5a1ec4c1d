using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NoLoopAnalyzer, AsyncioSharp.CodeFixes.NoLoopFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO405 and AIO455 in functions that a host calls. The frameworks are not referenced here: their names in the metadata count.</summary>
public sealed class HostCalledTests
{
    private const string Frameworks =
        """

        namespace Microsoft.Extensions.Hosting
        {
            public interface IHostedService { Task StartAsync(CancellationToken token); Task StopAsync(CancellationToken token); }
            public abstract class BackgroundService { protected abstract Task ExecuteAsync(CancellationToken token); public virtual Task StopAsync(CancellationToken token) => Task.CompletedTask; }
        }
        namespace Microsoft.AspNetCore.Connections { public class ConnectionContext { } public abstract class ConnectionHandler { public abstract Task OnConnectedAsync(ConnectionContext connection); } }
        namespace Microsoft.AspNetCore.Http
        {
            public class HttpContext { }
            public delegate Task RequestDelegate(HttpContext context);
            public interface IMiddleware { Task InvokeAsync(HttpContext context, RequestDelegate next); }
        }
        namespace Microsoft.AspNetCore.Builder
        {
            public class App { }
            public static class EndpointRouteBuilderExtensions
            {
                public static App MapGet(this App app, string pattern, Delegate handler) => app;
                public static App MapPost(this App app, string pattern, Microsoft.AspNetCore.Http.RequestDelegate handler) => app;
            }
            public static class UseExtensions { public static App Use(this App app, Func<Microsoft.AspNetCore.Http.HttpContext, Func<Task>, Task> middleware) => app; }
        }
        namespace Microsoft.AspNetCore.Mvc
        {
            public class NonActionAttribute : Attribute { }
            public abstract class ControllerBase { }
            namespace RazorPages { public abstract class PageModel { } }
        }
        namespace Microsoft.AspNetCore.SignalR { public abstract class Hub { public virtual Task OnConnectedAsync() => Task.CompletedTask; } }
        namespace Orleans
        {
            namespace Runtime { public interface IAddressable { } }
            public interface IGrain : Runtime.IAddressable { }
            public abstract class Grain { public virtual Task OnActivateAsync(CancellationToken token) => Task.CompletedTask; }
        }
        namespace Shop
        {
            public interface ICounter : Orleans.IGrain { Task<int> Next(); Coroutine<int> Peek(); }
        }

        """;

    private static string File(string code) =>
        "#pragma warning disable CS1591\nusing System;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing AsyncioSharp;\nusing AsyncioSharp.Web;\nusing Microsoft.AspNetCore.Builder;\n" +
        Frameworks + "namespace AsyncioSharp.Web { public static class Own { public static void MapGet(this object app, int pattern, Delegate handler) { } } }\n" +
        "namespace Shop\n{\n" + code + "\npublic static class Work { public static Coroutine F() => default; public static Coroutine<int> V() => default; public static Task T() => null; }\n}\n";

    private static string Member(string type, string member) => File($"public class Host : {type} {{ {member} }}");

    private static Task Fix(string source) =>
        Verify.Fix(source, source.Replace("{|AIO405:await Work.V()|}", "await Asyncio.RunAsync(Work.V())").Replace("{|AIO405:await Work.F()|}", "await Asyncio.RunAsync(Work.F())"));

    [Theory]
    [InlineData("Microsoft.Extensions.Hosting.BackgroundService", "protected override async Task ExecuteAsync(CancellationToken token) { {|AIO405:await Work.F()|}; }")]
    [InlineData("Microsoft.Extensions.Hosting.BackgroundService", "protected override async Task ExecuteAsync(CancellationToken token) { while (true) { _ = ({|AIO405:await Work.V()|}).ToString(); } }")]
    [InlineData("Microsoft.Extensions.Hosting.IHostedService", "public async Task StartAsync(CancellationToken token) => {|AIO405:await Work.F()|}; public Task StopAsync(CancellationToken token) => null;")]
    [InlineData("Microsoft.Extensions.Hosting.IHostedService", "async Task Microsoft.Extensions.Hosting.IHostedService.StartAsync(CancellationToken token) => {|AIO405:await Work.F()|}; public Task StopAsync(CancellationToken token) => null;")]
    [InlineData("Microsoft.AspNetCore.Connections.ConnectionHandler", "public override async Task OnConnectedAsync(Microsoft.AspNetCore.Connections.ConnectionContext connection) => {|AIO405:await Work.F()|};")]
    [InlineData("Microsoft.AspNetCore.Http.IMiddleware", "public async Task InvokeAsync(Microsoft.AspNetCore.Http.HttpContext context, Microsoft.AspNetCore.Http.RequestDelegate next) { {|AIO405:await Work.F()|}; await next(context); }")]
    [InlineData("object", "public Host(Microsoft.AspNetCore.Http.RequestDelegate next) { } public async Task Invoke(Microsoft.AspNetCore.Http.HttpContext context) => {|AIO405:await Work.F()|};")]
    [InlineData("Microsoft.AspNetCore.Mvc.ControllerBase", "public async Task<int> Get() => {|AIO405:await Work.V()|};")]
    [InlineData("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "public async Task OnGetAsync() => {|AIO405:await Work.F()|};")]
    [InlineData("Microsoft.AspNetCore.SignalR.Hub", "public async Task Send(string text) => {|AIO405:await Work.F()|}; public override async Task OnConnectedAsync() => {|AIO405:await Work.F()|};")]
    [InlineData("Orleans.Grain, ICounter", "public async Task<int> Next() => {|AIO405:await Work.V()|}; public Coroutine<int> {|AIO455:Peek|}() => default;")]
    [InlineData("Orleans.Grain", "public override async Task OnActivateAsync(CancellationToken token) => {|AIO405:await Work.F()|};")]
    public Task WhatAHostCalls(string type, string member) => Fix(Member(type, member));

    [Theory]
    [InlineData("app.MapGet(\"/\", async () => {|AIO405:await Work.V()|});")]
    [InlineData("app.MapGet(\"/\", async Task<int> (int id) => { if (id > 0) { {|AIO405:await Work.F()|}; } return {|AIO405:await Work.V()|}; });")]
    [InlineData("app.MapPost(\"/\", async context => {|AIO405:await Work.F()|});")]
    [InlineData("app.Use(async (context, next) => { {|AIO405:await Work.F()|}; await next(); });")]
    [InlineData("Func<Task<int>> handler = async () => {|AIO405:await Work.V()|}; app.MapGet(\"/\", handler);")]
    [InlineData("async Task<int> Handler() => {|AIO405:await Work.V()|}; app.MapGet(\"/\", Handler);")]
    public Task WhatAFrameworkGets(string line) => Fix(File($"public static class Routes {{ static void Map(App app) {{ {line} }} }}"));

    [Theory]
    [InlineData("app.MapGet(\"/\", {|AIO455:Work.V|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:() => Work.V()|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:async Coroutine<int> () => await Work.V()|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:(Delegate)Work.V|});")]
    [InlineData("app.MapGet(\"/\", {|AIO455:Handler|});")]
    [InlineData("app.MapPost(\"/\", {|AIO455:Post|});")]
    public Task WhatNoFrameworkKnows(string line) => Verify.Unfixable(File(
        $"public static class Routes {{ static void Map(App app) {{ {line} }} static async Task<int> Handler() => await Work.V(); static async Task Post(Microsoft.AspNetCore.Http.HttpContext context) {{ await Work.T(); await Work.F(); }} }}"));

    [Theory]
    [InlineData("Microsoft.AspNetCore.Mvc.ControllerBase", "public Coroutine<int> {|AIO455:Get|}() => Work.V();")]
    [InlineData("Microsoft.AspNetCore.SignalR.Hub", "public async Coroutine {|AIO455:Send|}(string text) => await Work.F();")]
    [InlineData("Microsoft.Extensions.Hosting.BackgroundService", "protected override async Task ExecuteAsync(CancellationToken token) => {|AIO455:await Asyncio.Gather(Work.F(), Work.F())|};")]
    public Task WhatNeedsMoreThanTheAwait(string type, string member) => Verify.Unfixable(Member(type, member));

    [Theory]
    [InlineData("Microsoft.Extensions.Hosting.BackgroundService", "protected override Task ExecuteAsync(CancellationToken token) => Asyncio.RunAsync(Main); static async Coroutine Main() => await Work.F();")]
    [InlineData("Microsoft.Extensions.Hosting.BackgroundService", "protected override async Task ExecuteAsync(CancellationToken token) { await Asyncio.RunAsync(async () => await Work.F()); await Work.T(); await Coroutine.Completed; }")]
    [InlineData("Microsoft.Extensions.Hosting.BackgroundService", "protected override async Task ExecuteAsync(CancellationToken token) { await Work.T(); } public async Task Other() => await Work.F();")]
    [InlineData("Microsoft.AspNetCore.Mvc.ControllerBase", "[Microsoft.AspNetCore.Mvc.NonAction] public async Task<int> Get() => await Work.V(); async Task Own() => await Work.F(); public static async Task Shared() => await Work.F(); Coroutine Helper() => Work.F();")]
    [InlineData("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "public async Task Load() => await Work.F();")]
    [InlineData("object", "public async Task Invoke(Microsoft.AspNetCore.Http.HttpContext context) => await Work.F();")]
    public Task WhatALoopRunsOrNobodyKnows(string type, string member) => Verify.Silent(Member(type, member));

    // A host of a loop runs what it gets.
    [Fact]
    public Task WhatALoopHostRuns() => Verify.Silent(File(
        """
        public class LoopHost { public Task<T> RunAsync<T>(Func<Coroutine<T>> main, CancellationToken token) => null; }
        public static class Routes
        {
            static void Map(App app, LoopHost loop)
            {
                app.MapGet("/", async (CancellationToken token) => await loop.RunAsync(async () => await Work.V(), token));
                app.MapGet("/v", (CancellationToken token) => loop.RunAsync(Work.V, token));
                app.MapGet(1, async Coroutine<int> () => await Work.V());
            }
        }
        """));

    [Fact]
    public Task Message_OfAnAwait() => Verify.Says(
        Member("Microsoft.AspNetCore.SignalR.Hub", "public async Task Send() => {|#0:await Work.F()|};"),
        "AIO405", "'await Work.F()' throws because no event loop is running: write 'await Asyncio.RunAsync(Work.F())', or with one loop for all 'await loop.RunAsync(() => Work.F())' on a 'LoopHost'");

    [Fact]
    public Task Message_OfARoute() => Verify.Says(
        File("public static class Routes { static void Map(App app) => app.MapGet(\"/\", {|#0:Work.V|}); }"),
        "AIO455", "No event loop runs 'V': ASP.NET Core does not know coroutines, and then no route works: let it return 'Asyncio.RunAsync(...)', or 'RunAsync' of a 'LoopHost' parameter");

    [Fact]
    public Task Message_OfAMethod() => Verify.Says(
        Member("Microsoft.AspNetCore.SignalR.Hub", "public Coroutine {|#0:Send|}() => Work.F();"),
        "AIO455", "No event loop runs 'Send': SignalR calls it and does not know coroutines, so let it return a task and give its body to 'Asyncio.RunAsync', or to 'RunAsync' of a 'LoopHost'");
}
