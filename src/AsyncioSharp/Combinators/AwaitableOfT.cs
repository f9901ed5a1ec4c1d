namespace AsyncioSharp;

/// <summary>
/// Something to await that gives a <typeparamref name="T"/>: a coroutine, a future or task of the loop, a <see cref="Task{TResult}"/>, a
/// <see cref="ValueTask{TResult}"/>. The remarks of <see cref="Awaitable"/> hold here too.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// Awaitable&lt;string&gt;[] pages = [FromCache(url), http.GetStringAsync(url)];   // a Coroutine&lt;string&gt; and a Task&lt;string&gt;
/// string[] texts = await Asyncio.Gather(pages);
/// </code>
/// </example>
public readonly struct Awaitable<T>
{
    // A frame, a future, a task; null: complete, with the default value.
    private readonly object? _source;
    private readonly uint _version;

    private Awaitable(object? source, uint version = 0)
    {
        _source = source;
        _version = version;
    }

    /// <summary>The loop of a future; null for what runs on any loop.</summary>
    internal EventLoop? Loop => (_source as Future)?.Loop;

    /// <summary>A coroutine.</summary>
    /// <param name="coroutine">The coroutine.</param>
    public static implicit operator Awaitable<T>(Coroutine<T> coroutine) => new(coroutine.Frame, coroutine.Version);

    /// <summary>A future.</summary>
    /// <param name="future">The future.</param>
    /// <exception cref="ArgumentNullException"><paramref name="future"/> is null.</exception>
    public static implicit operator Awaitable<T>(Future<T> future)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new Awaitable<T>(future);
    }

    /// <summary>A task of the loop.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    public static implicit operator Awaitable<T>(LoopTask<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Awaitable<T>(task);
    }

    /// <summary>A task of .NET.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    public static implicit operator Awaitable<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Awaitable<T>(task);
    }

    /// <summary>A value task of .NET.</summary>
    /// <param name="task">The task; it is used up.</param>
    public static implicit operator Awaitable<T>(ValueTask<T> task) => new(task.AsTask());

    /// <summary>It without its result.</summary>
    /// <param name="awaitable">What to await.</param>
    public static implicit operator Awaitable(Awaitable<T> awaitable) => new(awaitable._source, awaitable._version);

    /// <summary>Makes it awaitable. Meant for the compiler.</summary>
    public CoroutineAwaiter<T> GetAwaiter() => _source switch
    {
        null => default,
        ResultFrame<T> frame => new Coroutine<T>(frame, _version).GetAwaiter(),
        IFuture<T> future => TransparentCoroutines.Await(future).GetAwaiter(),
        var task => TransparentCoroutines.Await((Task<T>)task).GetAwaiter(),
    };

    /// <summary>One of several futures. No conversion can take the interface.</summary>
    /// <exception cref="ArgumentException">It is null.</exception>
    internal static Awaitable<T> Of(IFuture<T>? future) =>
        future is null ? throw new ArgumentException("A future is null.", nameof(future)) : new Awaitable<T>(future.AsFuture());

    /// <summary>The future to wait for: a new task for a coroutine, once however often it is among <paramref name="others"/>.</summary>
    internal Future Start(EventLoop loop, ReadOnlySpan<Future> others) => _source switch
    {
        null => LoopTask<T>.Schedule(loop, default, null),
        Frame frame => CombinatorInputs.Among(others, frame.UnstartedTask(_version)) ?? frame.Schedule(loop, _version),
        Future future => future,
        var task => Asyncio.FromTask((Task<T>)task, loop),
    };
}
