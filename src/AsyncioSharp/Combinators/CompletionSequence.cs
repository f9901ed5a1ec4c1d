using System.Collections;

namespace AsyncioSharp;

/// <summary>
/// What <see cref="Asyncio.AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeLimit)"/> returns. <c>foreach</c> gives coroutines, each of which
/// returns the next result when awaited, or throws the next exception; <c>await foreach</c> gives the tasks themselves as they finish.
/// </summary>
/// <typeparam name="T">The type of the results.</typeparam>
/// <remarks>One pass only: a second enumeration goes on where the first one stopped, as in asyncio.</remarks>
/// <example>
/// <code>
/// foreach (Coroutine&lt;string&gt; next in Asyncio.AsCompleted(urls.Select(url => http.GetStringAsync(url))))
/// {
///     Console.WriteLine(await next);
/// }
/// </code>
/// </example>
public sealed class CompletionSequence<T> : IEnumerable<Coroutine<T>>, IAsyncEnumerable<IFuture<T>>
{
    // Null stands for an item that timed out.
    private readonly AsyncQueue<Future?> _finished = new();
    private readonly HashSet<Future> _todo;
    private readonly ChildDoneWorkItem _childDone;
    private readonly TimerHandle? _timeout;
    private readonly TimeLimit _limit;
    private int _left;

    internal CompletionSequence(EventLoop loop, Future[] children, TimeLimit timeout)
    {
        foreach (Future child in children)
        {
            CombinatorInputs.ThrowIfForeign(child, loop, nameof(children));
        }

        _limit = timeout;
        _childDone = new ChildDoneWorkItem(this);
        _todo = [.. children];
        _left = _todo.Count;
        foreach (Future child in children.Distinct())
        {
            child.AddCallback(_childDone);
        }

        if (_left > 0 && timeout.Time is { } limit)
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

    /// <summary>The tasks and futures themselves, in completion order: what <c>await foreach</c> uses.</summary>
    /// <param name="cancellationToken">Ends the enumeration, also while it waits; a later one goes on where this one stopped.</param>
    public Enumerator GetAsyncEnumerator(CancellationToken cancellationToken = default) => new(this, cancellationToken);

    // For those who need the interface; it allocates more.
    async IAsyncEnumerator<IFuture<T>> IAsyncEnumerable<IFuture<T>>.GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        Enumerator items = GetAsyncEnumerator(cancellationToken);
        while (await items.MoveNextAsync())
        {
            yield return items.Current;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private async Coroutine<T> NextResult() => ((IFuture<T>)await NextFinished()).Result;

    private async Coroutine<Future> NextFinished(CancellationToken cancellationToken = default) =>
        await _finished.GetAsync(cancellationToken) ?? throw _limit.Exceeded("A task", null);

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

    /// <summary>Walks through the tasks and futures in completion order. Meant for the compiler.</summary>
    public sealed class Enumerator
    {
        private readonly CompletionSequence<T> _sequence;
        private readonly CancellationToken _cancellationToken;
        private IFuture<T>? _current;

        internal Enumerator(CompletionSequence<T> sequence, CancellationToken cancellationToken)
        {
            _sequence = sequence;
            _cancellationToken = cancellationToken;
        }

        /// <summary>The task or future that finished last.</summary>
        public IFuture<T> Current => _current!;

        /// <summary>Waits for the next one; false when there is none left.</summary>
        /// <exception cref="TimeoutException">The item did not finish in time.</exception>
        /// <exception cref="OperationCanceledException">The token of the enumeration was tripped.</exception>
        public async Coroutine<bool> MoveNextAsync()
        {
            if (_sequence._left == 0)
            {
                return false;
            }

            _cancellationToken.ThrowIfCancellationRequested();
            _sequence._left--;
            try
            {
                _current = (IFuture<T>)await _sequence.NextFinished(_cancellationToken);
            }
            catch (OperationCanceledException e) when (e is not LoopCanceledException)
            {
                _sequence._left++;
                throw;
            }

            return true;
        }
    }

    private sealed class ChildDoneWorkItem(CompletionSequence<T> sequence) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => sequence.OnChildDone((Future)state!);
    }
}
