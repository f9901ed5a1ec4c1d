namespace AsyncioSharp;

/// <summary>A loop with a thread of its own.</summary>
internal sealed class ThreadLoopHost : LoopHost
{
    private readonly Thread _thread;
    private bool _closing; // loop's thread

    internal ThreadLoopHost(LoopHostOptions options)
        : base(new EventLoop(), options)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = options.Name };
        _thread.Start();
    }

    // Stop is for the loop's thread, and the loop may not have started yet: the callback waits for it.
    private protected override void BeginClose() => Loop.CallSoonThreadSafe(() =>
    {
        _closing = true;
        Loop.Stop();
    });

    // The loop belongs to the host: a callback that stops it, or an exception that leaves it, does not end it.
    private void Run()
    {
        while (!_closing)
        {
            try
            {
                Loop.RunForever();
            }
            catch (Exception e)
            {
                Loop.CallExceptionHandler(new LoopErrorContext { Message = "Exception in an iteration of a hosted loop", Exception = e });
            }
        }

        Close();
    }
}
