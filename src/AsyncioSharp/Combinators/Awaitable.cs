namespace AsyncioSharp;

/// <summary>
/// An awaitable whose result is ignored: a coroutine, a future or task of the loop, a <see cref="Task"/>, or a <see cref="ValueTask"/>.
/// Each converts implicitly where a parameter needs it, so you write the type's name only for a list of mixed awaitables.
/// </summary>
/// <remarks>
/// Awaiting the awaitable, or passing it to a combinator, uses its content. A coroutine or a <see cref="ValueTask"/> can be used only once.
/// <c>default</c> is complete. Thread affinity: may be created on any thread and must be awaited on the loop's thread.
/// </remarks>
/// <example>
/// <code>
/// async Coroutine Warm() =&gt; await Asyncio.Sleep(0.1);
///
/// Awaitable[] steps = [Warm(), Task.Delay(100), Asyncio.CreateTask(Warm())];
/// await Asyncio.Gather(steps);
/// </code>
/// </example>
public readonly struct Awaitable
{
    // A frame, a future or a task; null if complete.
    private readonly object? _source;
    private readonly uint _version;

    internal Awaitable(object? source, uint version = 0)
    {
        _source = source;
        _version = version;
    }

    /// <summary>The loop of a future; null for an awaitable that any loop can run.</summary>
    internal EventLoop? Loop => (_source as Future)?.Loop;

    /// <summary>Converts a coroutine.</summary>
    /// <param name="coroutine">The coroutine.</param>
    public static implicit operator Awaitable(Coroutine coroutine)
    {
        Coroutine own = coroutine.WithOwnFrame();
        return new Awaitable(own.Frame, own.Version);
    }

    /// <summary>Converts a future or task of the loop.</summary>
    /// <param name="future">The future.</param>
    /// <exception cref="ArgumentNullException"><paramref name="future"/> is null.</exception>
    public static implicit operator Awaitable(Future future)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new Awaitable(future);
    }

    /// <summary>Converts a .NET task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    public static implicit operator Awaitable(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Awaitable(task);
    }

    /// <summary>Converts a value task.</summary>
    /// <param name="task">The task; it is consumed.</param>
    public static implicit operator Awaitable(ValueTask task) => task.IsCompletedSuccessfully ? default : new Awaitable(task.AsTask());

    /// <summary>Returns the awaiter. For use by the compiler.</summary>
    public CoroutineAwaiter GetAwaiter() => _source switch
    {
        null => default,
        Frame frame => frame.WithoutResult(_version).GetAwaiter(),
        Future future => TransparentCoroutines.Await(future).GetAwaiter(),
        var task => TransparentCoroutines.Await((Task)task).GetAwaiter(),
    };

    /// <summary>Converts one of several futures.</summary>
    /// <exception cref="ArgumentException">The future is null.</exception>
    internal static Awaitable Of(Future? future) =>
        future is null ? throw new ArgumentException("A future is null.", nameof(future)) : new Awaitable(future);

    /// <summary>
    /// Returns the future to wait for. A coroutine gets a new task, unless its task is already among <paramref name="others"/>.
    /// </summary>
    internal Future Start(EventLoop loop, ReadOnlySpan<Future> others) => _source switch
    {
        Future future => future,
        Frame frame => CombinatorInputs.Among(others, frame.UnstartedTask(_version)) ?? frame.Schedule(loop, _version),
        null => LoopTask.Schedule(loop, default, null),
        var task => Asyncio.FromTask((Task)task, loop),
    };
}
