using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A task with a result. The remarks on <see cref="LoopTask"/> apply here too.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// static async Coroutine&lt;int&gt; Square(int x)
/// {
///     await Asyncio.Sleep(0.1);
///     return x * x;
/// }
///
/// LoopTask&lt;int&gt; task = Asyncio.CreateTask(Square(5));
/// int result = await task;   // 25; so is task.Result from now on
/// </code>
/// </example>
public sealed class LoopTask<T> : LoopTask, IFuture<T>
{
    private T? _result;

    private LoopTask(EventLoop loop, Frame root, string? name)
        : base(loop, root, name)
    {
    }

    /// <inheritdoc/>
    public T Result
    {
        [StackTraceHidden]
        get
        {
            GetResult();
            return _result!;
        }
    }

    /// <summary>The result, for callers that have checked that there is one.</summary>
    internal T ResultUnchecked => _result!;

    internal override string ResultText => FutureText.Result(_result);

    /// <inheritdoc cref="Future.AsTask"/>
    public new Task<T> AsTask() => FutureToTaskAdapter.Of(this, static future => CombinatorInputs.Result<T>(future));

    /// <summary>Makes the task awaitable. Used by the compiler.</summary>
    /// <returns>The awaiter.</returns>
    public new LoopTaskAwaiter<T> GetAwaiter() => new(this);

    Future IFuture<T>.AsFuture() => this;

    internal static LoopTask<T> Schedule(EventLoop loop, Coroutine<T> coroutine, string? name, bool? eagerStart = null)
    {
        loop.ThrowIfClosed();
        loop.CheckThread();
        Frame root = coroutine.Claim();
        var task = new LoopTask<T>(loop, root, name);
        task.Begin(root, eagerStart ?? loop.EagerTasks);
        return task;
    }

    internal void Finish(T result)
    {
        _result = result;
        EndAs(FutureStatus.Succeeded);
    }
}
