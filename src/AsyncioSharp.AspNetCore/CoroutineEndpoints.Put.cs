using System.Diagnostics.CodeAnalysis;
using AsyncioSharp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <content>PUT requests.</content>
public static partial class CoroutineEndpoints
{
    /// <summary>Maps PUT requests to a coroutine without arguments that returns nothing: the response is empty.</summary>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutinePut(
        this IEndpointRouteBuilder endpoints, string pattern, Func<Coroutine> handler) =>
        endpoints.MapCoroutine(pattern, ["PUT"], handler);

    /// <summary>Maps PUT requests to a coroutine without arguments that returns the result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutinePut<TResult>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<Coroutine<TResult>> handler) =>
        endpoints.MapCoroutine(pattern, ["PUT"], handler);

    /// <summary>Maps PUT requests to a coroutine that gets the request and writes the response itself.</summary>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutinePut(
        this IEndpointRouteBuilder endpoints, string pattern, Func<HttpContext, Coroutine> handler) =>
        endpoints.MapCoroutine(pattern, ["PUT"], handler);

    /// <summary>Maps PUT requests to a coroutine that gets the request and returns the result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutinePut<TResult>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<HttpContext, Coroutine<TResult>> handler) =>
        endpoints.MapCoroutine(pattern, ["PUT"], handler);

    /// <summary>
    /// Maps PUT requests to a coroutine whose argument is bound as <c>[AsParameters]</c> binds: its properties come from the route, the
    /// query, the body and the services. It returns nothing, and the response is empty.
    /// </summary>
    /// <typeparam name="TRequest">A record or class; its properties are the parameters.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutinePut<TRequest>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<TRequest, Coroutine> handler)
        where TRequest : notnull =>
        endpoints.MapCoroutine(pattern, ["PUT"], handler);

    /// <summary>
    /// Maps PUT requests to a coroutine whose argument is bound as <c>[AsParameters]</c> binds: its properties come from the route, the
    /// query, the body and the services.
    /// </summary>
    /// <typeparam name="TRequest">A record or class; its properties are the parameters.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="endpoints">The application or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">Makes the coroutine; called on the loop.</param>
    /// <returns>The endpoint, for metadata.</returns>
    /// <exception cref="InvalidOperationException">The services have no loop: <c>AddAsyncio</c> was not called.</exception>
    [RequiresUnreferencedCode(Unreferenced)]
    [RequiresDynamicCode(Unreferenced)]
    public static RouteHandlerBuilder MapCoroutinePut<TRequest, TResult>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<TRequest, Coroutine<TResult>> handler)
        where TRequest : notnull =>
        endpoints.MapCoroutine(pattern, ["PUT"], handler);
}
