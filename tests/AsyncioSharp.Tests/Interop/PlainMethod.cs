namespace AsyncioSharp.Tests;

/// <summary>A body run inside each kind of async method that is not a coroutine, awaited by a coroutine.</summary>
public static class PlainMethod
{
    /// <summary>The kinds of method.</summary>
    public enum Kind
    {
        /// <summary><c>async Task</c>.</summary>
        Task,

        /// <summary><c>async ValueTask</c>.</summary>
        ValueTask,

        /// <summary>An async iterator, awaited by <c>await foreach</c>.</summary>
        Iterator,

        /// <summary><c>async Task</c> that awaits a coroutine, which awaits an <c>async Task</c>.</summary>
        Nested,
    }

    /// <summary>Every kind, for theories.</summary>
    public static TheoryData<Kind> All => [.. Enum.GetValues<Kind>()];

    /// <summary>Runs the body in a method of that kind.</summary>
    public static async Coroutine Run(Kind kind, Func<Task> body)
    {
        switch (kind)
        {
            case Kind.Task:
                await InTask(body);
                break;
            case Kind.ValueTask:
                await InValueTask(body);
                break;
            case Kind.Iterator:
                await foreach (int _ in InIterator(body))
                {
                }

                break;
            default:
                await AroundCoroutine(body);
                break;
        }
    }

    private static async Task InTask(Func<Task> body) => await body();

    private static async ValueTask InValueTask(Func<Task> body) => await body();

    private static async IAsyncEnumerable<int> InIterator(Func<Task> body)
    {
        await body();
        yield return 1;
    }

    private static async Task AroundCoroutine(Func<Task> body)
    {
        static async Coroutine Inner(Func<Task> body) => await body();

        await Inner(body);
    }
}
