using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>Converts a combinator's arguments to its child futures, and reads their results.</summary>
internal static class CombinatorInputs
{
    /// <summary>Returns the futures to wait for, in argument order, and their loop. Creates the tasks for coroutines.</summary>
    internal static Future[] Start<TItem, T>(IEnumerable<TItem> items, Func<TItem, Awaitable<T>> read, out EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(items);
        loop = EventLoop.CurrentOrThrow();
        var children = new List<Future>(Count(items));
        foreach (TItem item in items)
        {
            children.Add(read(item).Start(loop, CollectionsMarshal.AsSpan(children)));
        }

        return [.. children];
    }

    /// <summary>The same for awaitables without results.</summary>
    internal static Future[] Start<TItem>(IEnumerable<TItem> items, Func<TItem, Awaitable> read, out EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(items);
        loop = EventLoop.CurrentOrThrow();
        var children = new List<Future>(Count(items));
        foreach (TItem item in items)
        {
            children.Add(read(item).Start(loop, CollectionsMarshal.AsSpan(children)));
        }

        return [.. children];
    }

    /// <summary>Throws for a future of another loop, whose completion would not wake this loop.</summary>
    internal static void ThrowIfForeign(Future future, EventLoop loop, string parameter)
    {
        if (future.Loop != loop)
        {
            throw new ArgumentException("The future belongs to a different loop than the one specified as the loop argument", parameter);
        }
    }

    /// <summary>The task if it is among the others, otherwise null: a coroutine passed twice becomes one task (S079).</summary>
    internal static LoopTask? Among(ReadOnlySpan<Future> others, LoopTask? task) => task is not null && others.Contains(task) ? task : null;

    /// <summary>The number of items, or a guess.</summary>
    internal static int Count<T>(IEnumerable<T> items) => items.TryGetNonEnumeratedCount(out int count) ? count : 4;

    internal static T Result<T>(Future child) => child switch
    {
        LoopTask<T> task => task.ResultUnchecked,
        Future<T> future => future.ResultUnchecked,
        _ => ((IFuture<T>)child).Result,
    };

    internal static T[] Results<T>(Future[] children)
    {
        var results = new T[children.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Result<T>(children[i]);
        }

        return results;
    }

    internal static Outcome<T>[] Outcomes<T>(Future[] children) => Array.ConvertAll(children, static child => new Outcome<T>(child));

    internal static Outcome[] Outcomes(Future[] children) => Array.ConvertAll(children, static child => new Outcome(child));
}
