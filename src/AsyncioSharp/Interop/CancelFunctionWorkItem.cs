namespace AsyncioSharp;

/// <summary>Runs when the future of a function on a thread is done: a canceled future cancels the function's token.</summary>
internal sealed class CancelFunctionWorkItem(CancellationTokenSource cancellation) : WorkItem
{
    internal override void Run(EventLoop loop, object? state)
    {
        if (!((Future)state!).IsCanceled)
        {
            return;
        }

        loop.EnterCallback(null);
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException e)
        {
            // The token's callbacks are user code, whose exceptions must not end the loop.
            loop.Report(LoopErrorKind.Other, "Exception in a callback of the cancellation token of a function on a thread", e);
        }
    }
}
