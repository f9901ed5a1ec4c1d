using System.Diagnostics.CodeAnalysis;

namespace AsyncioSharp;

/// <summary>
/// asyncio for C#: runs coroutines, creates tasks, combines them and limits their time. All members use the loop that runs on the current
/// thread, except for <c>Run</c> and <c>RunAsync</c>, which start one.
/// </summary>
/// <example>
/// <code>
/// async Coroutine&lt;int&gt; Count()
/// {
///     await Asyncio.Sleep(0.1);
///     return 3;
/// }
///
/// // A coroutine and a .NET task.
/// var (count, text) = await Asyncio.Gather(Count(), File.ReadAllTextAsync("names.txt", Asyncio.CurrentToken));
/// await Asyncio.WaitFor(token =&gt; File.WriteAllTextAsync("copy.txt", text, token), 5.0);
/// </code>
/// </example>
public static partial class Asyncio
{
    /// <summary>The loop that runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread (<c>no running event loop</c>).</exception>
    public static EventLoop RunningLoop => EventLoop.CurrentOrThrow();

    /// <summary>The task whose step is running; null in a plain callback.</summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static LoopTask? CurrentTask => EventLoop.CurrentOrThrow().CurrentTaskOrNull;

    /// <summary>
    /// The current task's token (<see cref="LoopTask.Token"/>). Pass it to .NET APIs so that canceling the task cancels them immediately.
    /// Outside a task it is <see cref="CancellationToken.None"/>.
    /// </summary>
    public static CancellationToken CurrentToken => EventLoop.Current?.CurrentTaskOrNull?.Token ?? CancellationToken.None;

    /// <summary>Gets the loop that runs on this thread.</summary>
    /// <param name="loop">The loop, or null.</param>
    /// <returns>False if no loop is running on this thread.</returns>
    public static bool TryGetRunningLoop([NotNullWhen(true)] out EventLoop? loop)
    {
        loop = EventLoop.Current;
        return loop is not null;
    }

    /// <summary>Returns the running loop's unfinished tasks, in creation order (asyncio: <c>all_tasks</c>).</summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static IReadOnlyList<LoopTask> AllTasks() => EventLoop.CurrentOrThrow().AllTasks();

    /// <summary>
    /// Returns the running loop's unfinished tasks as a tree of awaits. Each task shows its chain of coroutines; cycles are marked. The
    /// format is for people, not for programs.
    /// </summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static string DumpTasks() => EventLoop.CurrentOrThrow().DumpTasks();

    /// <summary>
    /// Creates a task that runs a coroutine concurrently with the caller (asyncio: <c>create_task</c>). Its first step runs in the loop's
    /// next iteration. Keep the task and await it, or use a <see cref="TaskGroup"/>, which does that for you.
    /// </summary>
    /// <param name="coroutine">The coroutine; the task takes ownership of it.</param>
    /// <param name="name">A name for messages; the default is <c>Task-1</c>, <c>Task-2</c>, and so on, numbered across the process.</param>
    /// <param name="eagerStart">
    /// True: the first step runs before this method returns, so a coroutine that never suspends yields a completed task. False: the first
    /// step runs in the next iteration. Null: <see cref="EventLoop.EagerTasks"/> decides.
    /// </param>
    /// <returns>The task.</returns>
    /// <exception cref="InvalidOperationException">No loop is running on this thread, or the coroutine has already been used.</exception>
    public static LoopTask CreateTask(Coroutine coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask.Schedule(EventLoop.CurrentOrThrow(), coroutine, name, eagerStart);

    /// <summary>Creates a task for a coroutine with a result. See <see cref="CreateTask(Coroutine, string?, bool?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine; the task takes ownership of it.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="eagerStart">Whether the first step runs before this returns; null uses <see cref="EventLoop.EagerTasks"/>.</param>
    /// <returns>The task.</returns>
    /// <exception cref="InvalidOperationException">No loop is running on this thread, or the coroutine has already been used.</exception>
    public static LoopTask<T> CreateTask<T>(Coroutine<T> coroutine, string? name = null, bool? eagerStart = null) =>
        LoopTask<T>.Schedule(EventLoop.CurrentOrThrow(), coroutine, name, eagerStart);
}
