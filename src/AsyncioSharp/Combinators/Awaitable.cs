namespace AsyncioSharp;

/// <summary>
/// Something to await whose result does not matter: a coroutine, a future or task of the loop, a <see cref="Task"/>, a
/// <see cref="ValueTask"/>. Each becomes one by itself where a parameter asks for it, so nobody writes its name but for a list of different
/// things.
/// </summary>
/// <remarks>
/// Awaiting it, or handing it to a combinator, uses what is in it: a coroutine or a <see cref="ValueTask"/> only once. <c>default</c> is
/// complete. Thread affinity: may be made on any thread, is awaited on the loop's thread.
/// </remarks>
/// <example>
/// <code>
/// await Asyncio.Gather(Warm(), http.GetAsync(url), queue.JoinAsync());   // a Coroutine, a Task and a Coroutine
///
/// Awaitable[] steps = [Warm(), http.GetAsync(url)];
/// await Asyncio.Gather(steps);
/// </code>
/// </example>
public readonly struct Awaitable
{
    // A frame, a future, a task; null: complete.
    private readonly object? _source;
    private readonly uint _version;

    internal Awaitable(object? source, uint version = 0)
    {
        _source = source;
        _version = version;
    }

    /// <summary>The loop of a future; null for what runs on any loop.</summary>
    internal EventLoop? Loop => (_source as Future)?.Loop;

    /// <summary>A coroutine.</summary>
    /// <param name="coroutine">The coroutine.</param>
    public static implicit operator Awaitable(Coroutine coroutine)
    {
        Coroutine own = coroutine.WithOwnFrame();
        return new Awaitable(own.Frame, own.Version);
    }

    /// <summary>A future or task of the loop.</summary>
    /// <param name="future">The future.</param>
    /// <exception cref="ArgumentNullException"><paramref name="future"/> is null.</exception>
    public static implicit operator Awaitable(Future future)
    {
        ArgumentNullException.ThrowIfNull(future);
        return new Awaitable(future);
    }

    /// <summary>A task of .NET.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    public static implicit operator Awaitable(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Awaitable(task);
    }

    /// <summary>A value task of .NET.</summary>
    /// <param name="task">The task; it is used up.</param>
    public static implicit operator Awaitable(ValueTask task) => task.IsCompletedSuccessfully ? default : new Awaitable(task.AsTask());

    /// <summary>Makes it awaitable. Meant for the compiler.</summary>
    public CoroutineAwaiter GetAwaiter() => _source switch
    {
        null => default,
        Frame frame => frame.WithoutResult(_version).GetAwaiter(),
        Future future => TransparentCoroutines.Await(future).GetAwaiter(),
        var task => TransparentCoroutines.Await((Task)task).GetAwaiter(),
    };

    /// <summary>One of several futures.</summary>
    /// <exception cref="ArgumentException">It is null.</exception>
    internal static Awaitable Of(Future? future) =>
        future is null ? throw new ArgumentException("A future is null.", nameof(future)) : new Awaitable(future);

    /// <summary>The future to wait for: a new task for a coroutine, once however often it is among <paramref name="others"/>.</summary>
    internal Future Start(EventLoop loop, ReadOnlySpan<Future> others) => _source switch
    {
        null => LoopTask.Schedule(loop, default, null),
        Frame frame => CombinatorInputs.Among(others, frame.UnstartedTask(_version)) ?? frame.Schedule(loop, _version),
        Future future => future,
        var task => Asyncio.FromTask((Task)task, loop),
    };
}
