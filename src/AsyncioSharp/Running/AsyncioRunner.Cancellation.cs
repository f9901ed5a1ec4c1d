namespace AsyncioSharp;

/// <content>The token of the options.</content>
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

    // From any thread; a loop that is closed by now has nothing to cancel.
    private static void Cancel(LoopTask main) => main.Loop.TryEnqueueFromAnywhere(new CancelWorkItem(main), null);
}
