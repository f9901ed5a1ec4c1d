using System.Diagnostics.CodeAnalysis;
using AsyncioSharp;
using AsyncioSharp.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>
/// Minimal API endpoints whose handlers are coroutines: they run on the <see cref="LoopHost"/> of the application's services. Minimal APIs
/// know no awaitables but tasks, so that <c>MapGet</c> with such a handler fails when the first request comes.
/// </summary>
/// <remarks>
/// <para>
/// When the client aborts the request, the coroutine is canceled. What it throws goes the way of every handler's exception. While the loop
/// stops, requests are answered with 503. Results are written as those of other minimal APIs: an <see cref="IResult"/> executes, a string
/// is text, anything else is JSON. Attributes of the handler are metadata of the endpoint.
/// </para>
/// <para>
/// A handler with any parameters is a plain minimal API around the loop:
/// <c>app.MapGet("/orders/{id}", (int id, LoopHost loop, CancellationToken aborted) => loop.RunAsync(() => Find(id), aborted))</c>.
/// </para>
/// </remarks>
public static partial class CoroutineEndpoints
{
    private const string Unreferenced = "Minimal APIs bind parameters and write results by reflection.";

    /// <summary>Maps requests of some methods to a coroutine without arguments that returns nothing: the response is empty.</summary>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="methods">The HTTP methods, for example OPTIONS.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutine(
        this IEndpointRouteBuilder endpoints, string pattern, string[] methods, Func<Coroutine> handler)
    {
        LoopHost loop = LoopOf(endpoints, handler);
        return Map(endpoints, pattern, methods, loop, CoroutineHandler.Of(loop, handler), handler);
    }

    /// <summary>Maps requests of some methods to a coroutine without arguments that returns the result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="methods">The HTTP methods, for example OPTIONS.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutine<TResult>(
        this IEndpointRouteBuilder endpoints, string pattern, string[] methods, Func<Coroutine<TResult>> handler)
    {
        LoopHost loop = LoopOf(endpoints, handler);
        return Map(endpoints, pattern, methods, loop, CoroutineHandler.Of(loop, handler), handler);
    }

    /// <summary>Maps requests of some methods to a coroutine that gets the request and writes the response itself.</summary>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="methods">The HTTP methods, for example OPTIONS.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutine(
        this IEndpointRouteBuilder endpoints, string pattern, string[] methods, Func<HttpContext, Coroutine> handler)
    {
        LoopHost loop = LoopOf(endpoints, handler);
        return Map(endpoints, pattern, methods, loop, CoroutineHandler.Of(loop, handler), handler);
    }

    /// <summary>Maps requests of some methods to a coroutine that gets the request and returns the result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="methods">The HTTP methods, for example OPTIONS.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutine<TResult>(
        this IEndpointRouteBuilder endpoints, string pattern, string[] methods, Func<HttpContext, Coroutine<TResult>> handler)
    {
        LoopHost loop = LoopOf(endpoints, handler);
        return Map(endpoints, pattern, methods, loop, CoroutineHandler.Of(loop, handler), handler);
    }

    /// <summary>
    /// Maps requests of some methods to a coroutine whose argument is bound as <c>[AsParameters]</c> binds: its properties come from the
    /// route, the query, the body and the services. It returns nothing, and the response is empty.
    /// </summary>
    /// <typeparam name="TRequest">A record or class; its properties are the parameters.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="methods">The HTTP methods, for example OPTIONS.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutine<TRequest>(
        this IEndpointRouteBuilder endpoints, string pattern, string[] methods, Func<TRequest, Coroutine> handler)
        where TRequest : notnull
    {
        LoopHost loop = LoopOf(endpoints, handler);
        return Map(endpoints, pattern, methods, loop, CoroutineHandler.Of(loop, handler), handler);
    }

    /// <summary>
    /// Maps requests of some methods to a coroutine whose argument is bound as <c>[AsParameters]</c> binds: its properties come from the
    /// route, the query, the body and the services.
    /// </summary>
    /// <typeparam name="TRequest">A record or class; its properties are the parameters.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="methods">The HTTP methods, for example OPTIONS.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutine<TRequest, TResult>(
        this IEndpointRouteBuilder endpoints, string pattern, string[] methods, Func<TRequest, Coroutine<TResult>> handler)
        where TRequest : notnull
    {
        LoopHost loop = LoopOf(endpoints, handler);
        return Map(endpoints, pattern, methods, loop, CoroutineHandler.Of(loop, handler), handler);
    }

    private static LoopHost LoopOf(IEndpointRouteBuilder endpoints, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(handler);
        return endpoints.ServiceProvider.GetService<LoopHost>()
            ?? throw new InvalidOperationException("The services have no event loop for coroutines. Call AddAsyncio on them.");
    }

    // Minimal APIs look for attributes such as [Authorize] at the delegate that they get, and that is ours.
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder endpoints, string pattern, string[] methods, LoopHost loop, Delegate handler, Delegate original) =>
        endpoints.MapMethods(pattern, methods, handler)
            .WithMetadata(original.Method.GetCustomAttributes(inherit: true))
            .AddEndpointFilter(new StoppingLoopFilter(loop));
}
