namespace AsyncioSharp;

/// <summary>
/// A process being started on another thread for the loop. If the loop's coroutine is canceled in the meantime, the process is ended as
/// soon as it has started.
/// </summary>
internal sealed class ChildStart(string program, string[] arguments, ProcessOptions options)
{
    private readonly Lock _gate = new();
    private ChildProcess? _child; // guarded by _gate
    private bool _abandoned; // guarded by _gate

    /// <summary>Starts the process. Runs on the thread pool.</summary>
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

    /// <summary>The coroutine no longer takes the process.</summary>
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
