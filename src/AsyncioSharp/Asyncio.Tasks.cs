using System.Diagnostics.CodeAnalysis;

namespace AsyncioSharp;

/// <summary>
/// asyncio for C#: run coroutines, make tasks of them, combine and time them. Everything works on the loop that runs on the current thread.
/// </summary>
/// <example>
/// <code>
/// Asyncio.Run(Main);
///
/// static async Coroutine Main()
/// {
///     var (text, page) = await Asyncio.Gather(ReadSlowly(), http.GetStringAsync(url));   // a coroutine and a task of .NET
///     await Asyncio.WaitFor(token => http.PostAsync(url, Body(text, page), token), 5.0);
/// }
/// </code>
/// </example>
public static partial class Asyncio
{
    /// <summary>The loop that runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">There is none (<c>no running event loop</c>).</exception>
    public static EventLoop RunningLoop => EventLoop.CurrentOrThrow();

    /// <summary>The task whose step runs now; null in a plain callback.</summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static LoopTask? CurrentTask => EventLoop.CurrentOrThrow().CurrentTaskOrNull;

    /// <summary>
    /// The current task's token (<see cref="LoopTask.Token"/>) to pass to APIs that are not of the loop, so that a cancellation ends them at
    /// once. Outside of a task: <see cref="CancellationToken.None"/>.
    /// </summary>
    public static CancellationToken CurrentToken => EventLoop.Current?.CurrentTaskOrNull?.Token ?? CancellationToken.None;

    /// <summary>Gets the loop that runs on this thread; false when there is none.</summary>
    /// <param name="loop">The loop.</param>
    public static bool TryGetRunningLoop([NotNullWhen(true)] out EventLoop? loop)
    {
        loop = EventLoop.Current;
        return loop is not null;
    }

    /// <summary>The running loop's tasks that are not done, in creation order.</summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static IReadOnlyList<LoopTask> AllTasks() => EventLoop.CurrentOrThrow().AllTasks();

    /// <summary>
    /// Who awaits whom: the running loop's unfinished tasks as a tree, each with the coroutines that it is in; circles are marked. For people,
    /// not for programs.
    /// </summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static string DumpTasks() => EventLoop.CurrentOrThrow().DumpTasks();

    /// <summary>
    /// Makes a task of a coroutine: the loop runs it beside the caller, its first step in the next iteration. Keep the task and await it;
    /// <see cref="TaskGroup"/> does that for you.
    /// </summary>
    /// <param name="coroutine">The coroutine; the task takes it over.</param>
    /// <param name="name">A name for messages; default <c>Task-1</c>, <c>Task-2</c>, ... over the whole process.</param>
    /// <param name="eagerStart">
    /// True: the first step runs at once, before this returns, and a coroutine that never waits leaves a task that is done. False: in the next
    /// iteration. Null: as <see cref="EventLoop.EagerTasks"/> says.
    /// </param>
    /// <exception cref="InvalidOperationException">No loop is running on this thread, or the coroutine was used already.</exception>
    public static LoopTask CreateTask(Coroutine coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask.Schedule(EventLoop.CurrentOrThrow(), coroutine, name, eagerStart);

    /// <summary>Makes a task of a coroutine. See <see cref="CreateTask(Coroutine, string?, bool?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine; the task takes it over.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs at once; null: as <see cref="EventLoop.EagerTasks"/> says.</param>
    /// <exception cref="InvalidOperationException">No loop is running on this thread, or the coroutine was used already.</exception>
    public static LoopTask<T> CreateTask<T>(Coroutine<T> coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask<T>.Schedule(EventLoop.CurrentOrThrow(), coroutine, name, eagerStart);
}
