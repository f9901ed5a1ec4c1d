namespace AsyncioSharp.Conformance;

/// <summary>This thread and another one, which take turns.</summary>
internal sealed class ThreadPair : IDisposable
{
    private readonly SemaphoreSlim _given = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private readonly Thread _other;
    private Action? _work;
    private bool _isOthersTurn;

    internal ThreadPair()
    {
        _other = new Thread(RunOther) { IsBackground = true };
        _other.Start();
    }

    public void Dispose()
    {
        _work = null;
        _given.Release();
        _other.Join();
        _given.Dispose();
        _done.Dispose();
    }

    /// <summary>Runs it to its end on the thread whose turn it is. It must not throw.</summary>
    internal void Run(Action work)
    {
        _isOthersTurn = !_isOthersTurn;
        if (!_isOthersTurn)
        {
            work();
            return;
        }

        _work = work;
        _given.Release();
        _done.Wait();
    }

    private void RunOther()
    {
        while (true)
        {
            _given.Wait();
            if (_work is not { } work)
            {
                return;
            }

            work();
            _done.Release();
        }
    }
}
