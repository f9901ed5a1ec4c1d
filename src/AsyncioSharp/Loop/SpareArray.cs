namespace AsyncioSharp;

/// <summary>
/// A large array that a queue no longer needs, for the next queue that grows on this thread. New arrays of that size cost more than the
/// work that passes through them: the system has to supply the memory, and each of them can start a full garbage collection.
/// </summary>
internal static class SpareArray<T>
{
    // Smaller arrays are not large objects, so they are cheap.
    private const int MinLength = 1 << 12;

    // Weak: a full collection frees the memory.
    [ThreadStatic]
    private static WeakReference<T[]>? t_spare;

    /// <summary>Returns an array of at least this length, a power of two. Its content is undefined.</summary>
    internal static T[] TakeOrCreate(int length)
    {
        if (length < MinLength || t_spare is not { } spare || !spare.TryGetTarget(out T[]? array) || array.Length < length)
        {
            return new T[length];
        }

        t_spare = null;
        return array;
    }

    /// <summary>Keeps an array, unless it is small or the spare one is larger. Its user must not touch it after this.</summary>
    internal static void Keep(T[] array)
    {
        if (array.Length < MinLength || (t_spare is { } spare && spare.TryGetTarget(out T[]? other) && other.Length >= array.Length))
        {
            return;
        }

        Array.Clear(array);
        t_spare = new WeakReference<T[]>(array);
    }
}
