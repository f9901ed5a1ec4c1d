using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AsyncioSharp.Hosting.Tests;

/// <summary>Each shape of a coroutine handler, mapped for one HTTP method.</summary>
internal sealed class MethodRoutes(Action<string> note)
{
    public void Map(WebApplication app, string method)
    {
        Action<WebApplication> map = method switch
        {
            "GET" => MapGet,
            "POST" => MapPost,
            "PUT" => MapPut,
            "PATCH" => MapPatch,
            "DELETE" => MapDelete,
            _ => other => MapOther(other, [method]),
        };
        map(app);
    }

    private void MapGet(WebApplication app)
    {
        app.MapCoroutineGet("/nothing", Nothing);
        app.MapCoroutineGet("/answer", Answer);
        app.MapCoroutineGet("/raw", Raw);
        app.MapCoroutineGet("/text", Text);
        app.MapCoroutineGet("/items/{id}/touch", (ItemId request) => Touch(request));
        app.MapCoroutineGet("/items/{id}", (ItemId request) => Item(request));
    }

    private void MapPost(WebApplication app)
    {
        app.MapCoroutinePost("/nothing", Nothing);
        app.MapCoroutinePost("/answer", Answer);
        app.MapCoroutinePost("/raw", Raw);
        app.MapCoroutinePost("/text", Text);
        app.MapCoroutinePost("/items/{id}/touch", (ItemId request) => Touch(request));
        app.MapCoroutinePost("/items/{id}", (ItemId request) => Item(request));
    }

    private void MapPut(WebApplication app)
    {
        app.MapCoroutinePut("/nothing", Nothing);
        app.MapCoroutinePut("/answer", Answer);
        app.MapCoroutinePut("/raw", Raw);
        app.MapCoroutinePut("/text", Text);
        app.MapCoroutinePut("/items/{id}/touch", (ItemId request) => Touch(request));
        app.MapCoroutinePut("/items/{id}", (ItemId request) => Item(request));
    }

    private void MapPatch(WebApplication app)
    {
        app.MapCoroutinePatch("/nothing", Nothing);
        app.MapCoroutinePatch("/answer", Answer);
        app.MapCoroutinePatch("/raw", Raw);
        app.MapCoroutinePatch("/text", Text);
        app.MapCoroutinePatch("/items/{id}/touch", (ItemId request) => Touch(request));
        app.MapCoroutinePatch("/items/{id}", (ItemId request) => Item(request));
    }

    private void MapDelete(WebApplication app)
    {
        app.MapCoroutineDelete("/nothing", Nothing);
        app.MapCoroutineDelete("/answer", Answer);
        app.MapCoroutineDelete("/raw", Raw);
        app.MapCoroutineDelete("/text", Text);
        app.MapCoroutineDelete("/items/{id}/touch", (ItemId request) => Touch(request));
        app.MapCoroutineDelete("/items/{id}", (ItemId request) => Item(request));
    }

    private void MapOther(WebApplication app, string[] methods)
    {
        app.MapCoroutine("/nothing", methods, Nothing);
        app.MapCoroutine("/answer", methods, Answer);
        app.MapCoroutine("/raw", methods, Raw);
        app.MapCoroutine("/text", methods, Text);
        app.MapCoroutine("/items/{id}/touch", methods, (ItemId request) => Touch(request));
        app.MapCoroutine("/items/{id}", methods, (ItemId request) => Item(request));
    }

    private async Coroutine Nothing()
    {
        await Asyncio.Yield();
        note("nothing");
    }

    private async Coroutine<int> Answer()
    {
        await Asyncio.Yield();
        return 42;
    }

    private async Coroutine Raw(HttpContext context)
    {
        await Asyncio.Yield();
        await context.Response.WriteAsync(context.Request.Method);
    }

    private async Coroutine<string> Text(HttpContext context)
    {
        await Asyncio.Yield();
        return context.Request.Path;
    }

    private async Coroutine Touch(ItemId request)
    {
        await Asyncio.Yield();
        note($"{request.Id}");
    }

    private async Coroutine<string> Item(ItemId request)
    {
        await Asyncio.Yield();
        return $"item {request.Id}";
    }

    internal sealed record ItemId(int Id);
}
