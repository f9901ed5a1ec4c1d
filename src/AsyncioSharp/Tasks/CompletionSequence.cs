using System.Collections;

namespace AsyncioSharp;

/// <summary>
/// What <see cref="Asyncio.AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeSpan?)"/> returns. <c>foreach</c> gives coroutines, each of which
/// returns the next result when awaited, or throws the next exception; <c>await foreach</c> gives the tasks themselves as they finish.
/// </summary>
/// <typeparam name="T">The type of the results.</typeparam>
/// <remarks>One pass only: a second enumeration goes on where the first one stopped, as in asyncio.</remarks>
public sealed class CompletionSequence<T> : IEnumerable<Coroutine<T>>, IAsyncEnumerable<IFuture<T>>
{
    // Null stands for an item that timed out.
    private readonly AsyncQueue<Future?> _finished = new();
    private readonly HashSet<Future> _todo;
    private readonly ChildDone _childDone;
    private readonly TimerHandle? _timeout;
    private int _left;

    internal CompletionSequence(EventLoop loop, Future[] children, TimeSpan? timeout)
    {
        _childDone = new ChildDone(this);
        _todo = [.. children];
        _left = _todo.Count;
        foreach (Future child in children.Distinct())
        {
            child.AddCallback(_childDone);
        }

        if (_left > 0 && timeout is { } limit)
        {
            _timeout = loop.CallLater(limit, OnTimeout);
        }
    }

    /// <summary>One coroutine for each item that is left, to be awaited in turn.</summary>
    public IEnumerator<Coroutine<T>> GetEnumerator()
    {
        while (_left > 0)
        {
            _left--;
            yield return NextResult();
        }
    }

    /// <summary>The tasks and futures themselves, in completion order.</summary>
    /// <param name="cancellationToken">Not observed while waiting: cancel the task instead.</param>
    /// <exception cref="TimeoutException">Thrown for an item that did not finish in time.</exception>
    public async IAsyncEnumerator<IFuture<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (_left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _left--;
            yield return (IFuture<T>)await NextFinished();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private async Coroutine<T> NextResult() => ((IFuture<T>)await NextFinished()).Result;

    private async Coroutine<Future> NextFinished() => await _finished.GetAsync() ?? throw new TimeoutException();

    private void OnChildDone(Future child)
    {
        if (_todo.Remove(child))
        {
            _finished.TryPut(child);
            if (_todo.Count == 0)
            {
                _timeout?.Cancel();
            }
        }
    }

    private void OnTimeout()
    {
        foreach (Future child in _todo)
        {
            child.RemoveCallback(_childDone);
            _finished.TryPut(null);
        }

        _todo.Clear();
    }

    private sealed class ChildDone(CompletionSequence<T> sequence) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => sequence.OnChildDone((Future)state!);
    }
}
