using Microsoft.AspNetCore.Http;

namespace AsyncioSharp.AspNetCore;

/// <summary>Answers 503 when the loop stops: that is not the handler's error, and the client may try another server.</summary>
internal sealed class StoppingLoopFilter(LoopHost loop) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsCanceledByTheLoop(context.HttpContext))
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private bool IsCanceledByTheLoop(HttpContext context) =>
        loop.IsStopping && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested;
}
