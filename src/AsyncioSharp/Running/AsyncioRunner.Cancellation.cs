namespace AsyncioSharp;

/// <content>Cancellation by the token in the options.</content>
public sealed partial class AsyncioRunner
{
    private CancellationTokenRegistration CancelByToken(LoopTask main)
    {
        CancellationToken token = _options.CancellationToken;
        if (token.IsCancellationRequested)
        {
            main.Cancel();
            return default;
        }

        return token.UnsafeRegister(static state => Cancel((LoopTask)state!), main);
    }

    // Can be called on any thread; if the loop is already closed, there is nothing to cancel.
    private static void Cancel(LoopTask main) => main.Loop.TryEnqueueFromAnywhere(new CancelTaskWorkItem(main), null);
}
