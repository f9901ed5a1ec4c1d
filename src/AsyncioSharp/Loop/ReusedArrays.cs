using System.Buffers;

namespace AsyncioSharp;

/// <summary>
/// Arrays for the queues of loops. A burst makes them grow; when they shrink or their loop closes, the next burst reuses them. New large
/// arrays cost more than the work that passes through them: the system has to supply the memory, and each of them can start a full
/// garbage collection.
/// </summary>
internal static class ReusedArrays<T>
{
    /// <summary>An array of exactly this length, a power of two. Its content is undefined.</summary>
    internal static T[] Rent(int length)
    {
        // The pool promises at least this length. Its arrays have powers of two as lengths.
        T[] array = ArrayPool<T>.Shared.Rent(length);
        if (array.Length == length)
        {
            return array;
        }

        ArrayPool<T>.Shared.Return(array);
        return new T[length];
    }

    /// <summary>Gives an array back. Nothing may use it after this.</summary>
    internal static void Return(T[] array) => ArrayPool<T>.Shared.Return(array, clearArray: true);
}
