namespace AsyncioSharp;

/// <summary>
/// A process on its way from the thread that starts it to the loop. When the loop's coroutine is canceled meanwhile, the process is ended
/// as soon as it has started.
/// </summary>
internal sealed class ChildStart(string program, string[] arguments, ProcessOptions options)
{
    private readonly Lock _gate = new();
    private ChildProcess? _child; // guarded by _gate
    private bool _abandoned; // guarded by _gate

    /// <summary>On the thread pool.</summary>
    internal ChildProcess? Run()
    {
        ChildProcess child = ChildProcess.Start(program, arguments, options);
        lock (_gate)
        {
            if (!_abandoned)
            {
                return _child = child;
            }
        }

        End(child);
        return null;
    }

    /// <summary>The coroutine does not take the process any more.</summary>
    internal void Abandon()
    {
        lock (_gate)
        {
            _abandoned = true;
        }

        if (_child is { } child)
        {
            End(child);
        }
    }

    private void End(ChildProcess child)
    {
        child.End(options.OnCancel);
        child.Dispose();
    }
}
