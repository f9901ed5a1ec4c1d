using Microsoft.AspNetCore.Http;

namespace AsyncioSharp.AspNetCore;

/// <summary>Handlers that minimal APIs know, around coroutines.</summary>
internal static class CoroutineHandler
{
    internal static Delegate Of(LoopHost loop, Func<Coroutine> handler) =>
        (CancellationToken aborted) => Run(loop, handler, aborted);

    internal static Delegate Of<TResult>(LoopHost loop, Func<Coroutine<TResult>> handler) =>
        (CancellationToken aborted) => Run(loop, handler, aborted);

    internal static Delegate Of(LoopHost loop, Func<HttpContext, Coroutine> handler) =>
        (HttpContext context) => Run(loop, () => handler(context), context.RequestAborted);

    internal static Delegate Of<TResult>(LoopHost loop, Func<HttpContext, Coroutine<TResult>> handler) =>
        (HttpContext context) => Run(loop, () => handler(context), context.RequestAborted);

    internal static Delegate Of<TRequest>(LoopHost loop, Func<TRequest, Coroutine> handler)
        where TRequest : notnull =>
        ([AsParameters] TRequest request, CancellationToken aborted) => Run(loop, () => handler(request), aborted);

    internal static Delegate Of<TRequest, TResult>(LoopHost loop, Func<TRequest, Coroutine<TResult>> handler)
        where TRequest : notnull =>
        ([AsParameters] TRequest request, CancellationToken aborted) => Run(loop, () => handler(request), aborted);

    // While it stops, a loop refuses new work. Canceled, as the work that it has: so the request is answered like theirs.
    private static Task Run(LoopHost loop, Func<Coroutine> function, CancellationToken aborted)
    {
        try
        {
            return loop.RunAsync(function, aborted);
        }
        catch (InvalidOperationException) when (loop.IsStopping)
        {
            return Task.FromCanceled(new CancellationToken(canceled: true));
        }
    }

    private static Task<TResult> Run<TResult>(LoopHost loop, Func<Coroutine<TResult>> function, CancellationToken aborted)
    {
        try
        {
            return loop.RunAsync(function, aborted);
        }
        catch (InvalidOperationException) when (loop.IsStopping)
        {
            return Task.FromCanceled<TResult>(new CancellationToken(canceled: true));
        }
    }
}
