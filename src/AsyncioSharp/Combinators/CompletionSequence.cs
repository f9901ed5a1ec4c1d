using System.Collections;

namespace AsyncioSharp;

/// <summary>
/// The sequence returned by <see cref="Asyncio.AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeLimit)"/>. <c>foreach</c> yields coroutines;
/// awaiting each one returns the next result or throws the next exception. <c>await foreach</c> yields the tasks themselves as they finish.
/// </summary>
/// <typeparam name="T">The type of the results.</typeparam>
/// <remarks>
/// Single pass: a second enumeration continues where the first one stopped, as in asyncio. Thread affinity: the loop's thread.
/// </remarks>
/// <example>
/// <code>
/// string[] paths = ["a.txt", "b.txt"];
/// foreach (Coroutine&lt;string&gt; next in Asyncio.AsCompleted(paths.Select(path =&gt; File.ReadAllTextAsync(path))))
/// {
///     Console.WriteLine(await next);
/// }
/// </code>
/// </example>
public sealed class CompletionSequence<T> : IEnumerable<Coroutine<T>>, IAsyncEnumerable<IFuture<T>>
{
    // Null represents an item that timed out.
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

    /// <summary>Returns one coroutine for each remaining item. Await each before moving to the next.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<Coroutine<T>> GetEnumerator()
    {
        while (_left > 0)
        {
            _left--;
            yield return NextResult();
        }
    }

    /// <summary>Returns the tasks and futures themselves, in completion order, for <c>await foreach</c>.</summary>
    /// <param name="cancellationToken">
    /// Ends the enumeration, even during a wait. A later enumeration continues where this one stopped.
    /// </param>
    /// <returns>The enumerator.</returns>
    public Enumerator GetAsyncEnumerator(CancellationToken cancellationToken = default) => new(this, cancellationToken);

    // For callers that use the interface; allocates more.
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

    /// <summary>Enumerates the tasks and futures in completion order. For use by the compiler.</summary>
    /// <example>
    /// <code>
    /// string[] paths = ["a.txt", "b.txt"];
    /// await foreach (IFuture&lt;string&gt; done in Asyncio.AsCompleted(paths.Select(path =&gt; File.ReadAllTextAsync(path))))
    /// {
    ///     Console.WriteLine(done.Result);
    /// }
    /// </code>
    /// </example>
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

        /// <summary>The task or future that <see cref="MoveNextAsync"/> waited for.</summary>
        public IFuture<T> Current => _current!;

        /// <summary>Waits for the next task or future.</summary>
        /// <returns>False if none is left.</returns>
        /// <exception cref="TimeoutException">The timeout elapsed before the item finished.</exception>
        /// <exception cref="OperationCanceledException">The enumeration's token was canceled.</exception>
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
