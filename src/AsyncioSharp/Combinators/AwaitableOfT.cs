namespace AsyncioSharp;

/// <summary>
/// An awaitable that returns a <typeparamref name="T"/>: a coroutine, a future or task of the loop, a <see cref="Task{TResult}"/>, or a
/// <see cref="ValueTask{TResult}"/>. The remarks of <see cref="Awaitable"/> apply.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// async Coroutine&lt;string&gt; FromCache() =&gt; await Asyncio.Sleep(0.1, "cached");
///
/// Awaitable&lt;string&gt;[] pages = [FromCache(), File.ReadAllTextAsync("page.html")];   // a coroutine and a .NET task
/// string[] texts = await Asyncio.Gather(pages);
/// </code>
/// </example>
public readonly struct Awaitable<T>
{
    // A frame, a future or a task; null if complete with the default value.
    private readonly object? _source;
    private readonly uint _version;

    private Awaitable(object? source, uint version = 0)
    {
        _source = source;
        _version = version;
    }

    /// <summary>The loop of a future; null for an awaitable that any loop can run.</summary>
    internal EventLoop? Loop => (_source as Future)?.Loop;

    /// <summary>Converts a coroutine.</summary>
    /// <param name="coroutine">The coroutine.</param>
    public static implicit operator Awaitable<T>(Coroutine<T> coroutine) => new(coroutine.Frame, coroutine.Version);

    /// <summary>Converts a future.</summary>
    /// <param name="future">The future.</param>
    /// <exception cref="ArgumentNullException"><paramref name="future"/> is null.</exception>
    public static implicit operator Awaitable<T>(Future<T> future)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new Awaitable<T>(future);
    }

    /// <summary>Converts a loop task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    public static implicit operator Awaitable<T>(LoopTask<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Awaitable<T>(task);
    }

    /// <summary>Converts a .NET task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    public static implicit operator Awaitable<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Awaitable<T>(task);
    }

    /// <summary>Converts a value task.</summary>
    /// <param name="task">The task; it is consumed.</param>
    public static implicit operator Awaitable<T>(ValueTask<T> task) => new(task.AsTask());

    /// <summary>Converts to an awaitable without a result.</summary>
    /// <param name="awaitable">The awaitable.</param>
    public static implicit operator Awaitable(Awaitable<T> awaitable) => new(awaitable._source, awaitable._version);

    /// <summary>Returns the awaiter. For use by the compiler.</summary>
    public CoroutineAwaiter<T> GetAwaiter() => _source switch
    {
        null => default,
        ResultFrame<T> frame => new Coroutine<T>(frame, _version).GetAwaiter(),
        IFuture<T> future => TransparentCoroutines.Await(future).GetAwaiter(),
        var task => TransparentCoroutines.Await((Task<T>)task).GetAwaiter(),
    };

    /// <summary>Converts one of several futures. A method, because C# does not allow conversions from interfaces.</summary>
    /// <exception cref="ArgumentException">The future is null.</exception>
    internal static Awaitable<T> Of(IFuture<T>? future) =>
        future is null ? throw new ArgumentException("A future is null.", nameof(future)) : new Awaitable<T>(future.AsFuture());

    /// <summary>
    /// Returns the future to wait for. A coroutine gets a new task, unless its task is already among <paramref name="others"/>.
    /// </summary>
    internal Future Start(EventLoop loop, ReadOnlySpan<Future> others) => _source switch
    {
        Future future => future,
        Frame frame => CombinatorInputs.Among(others, frame.UnstartedTask(_version)) ?? frame.Schedule(loop, _version),
        null => LoopTask<T>.Schedule(loop, default, null),
        var task => Asyncio.FromTask((Task<T>)task, loop),
    };
}
