namespace AsyncioSharp;

/// <summary>Makes the children of a combinator out of what the user passed, and reads their results.</summary>
internal static class CombinatorInputs
{
    /// <summary>Tasks for coroutines, in argument order. The same coroutine given twice becomes one task (S079).</summary>
    internal static Future[] Start<T>(EventLoop loop, IEnumerable<Coroutine<T>> coroutines)
    {
        ArgumentNullException.ThrowIfNull(coroutines);
        var children = new Future[Count(coroutines)];
        int count = 0;
        foreach (Coroutine<T> coroutine in coroutines)
        {
            Append(ref children, ref count, Start(loop, coroutine, children.AsSpan(0, count)));
        }

        return Trim(children, count);
    }

    /// <summary>The same for coroutines without results.</summary>
    internal static Future[] Start(EventLoop loop, IEnumerable<Coroutine> coroutines)
    {
        ArgumentNullException.ThrowIfNull(coroutines);
        var children = new Future[Count(coroutines)];
        int count = 0;
        foreach (Coroutine coroutine in coroutines)
        {
            Append(ref children, ref count, Among(children.AsSpan(0, count), coroutine.UnstartedTask) ?? LoopTask.Schedule(loop, coroutine, null));
        }

        return Trim(children, count);
    }

    // The number is mostly known beforehand; then the array that is made is the one that is kept.
    private static void Append(ref Future[] children, ref int count, Future child)
    {
        if (count == children.Length)
        {
            Array.Resize(ref children, Math.Max(4, count * 2));
        }

        children[count++] = child;
    }

    private static Future[] Trim(Future[] children, int count)
    {
        Array.Resize(ref children, count);
        return children;
    }

    /// <summary>The task for one of several coroutines: one of <paramref name="others"/> when it is the same coroutine again, else a new one.</summary>
    internal static Future Start<T>(EventLoop loop, Coroutine<T> coroutine, ReadOnlySpan<Future> others) =>
        Among(others, coroutine.UnstartedTask) ?? LoopTask<T>.Schedule(loop, coroutine, null);

    internal static Future[] Of<T>(IEnumerable<IFuture<T>> futures)
    {
        ArgumentNullException.ThrowIfNull(futures);
        return Of(futures.Select(static future => future?.AsFuture()!));
    }

    internal static Future[] Of(IEnumerable<Future> futures)
    {
        ArgumentNullException.ThrowIfNull(futures);
        Future[] children = [.. futures];
        return Array.Exists(children, static child => child is null)
            ? throw new ArgumentException("A future is null.", nameof(futures))
            : children;
    }

    /// <summary>The loop of the first child; the running one when there is none.</summary>
    internal static EventLoop LoopOf(Future[] children) => children.Length > 0 ? children[0].Loop : EventLoop.CurrentOrThrow();

    /// <summary>A future of another loop would be completed there, and nobody here would wake.</summary>
    internal static void ThrowIfForeign(Future future, EventLoop loop, string parameter)
    {
        if (future.Loop != loop)
        {
            throw new ArgumentException("The future belongs to a different loop than the one specified as the loop argument", parameter);
        }
    }

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

    private static LoopTask? Among(ReadOnlySpan<Future> others, LoopTask? task) => task is not null && others.Contains(task) ? task : null;

    private static int Count<T>(IEnumerable<T> items) => items.TryGetNonEnumeratedCount(out int count) ? count : 4;
}
