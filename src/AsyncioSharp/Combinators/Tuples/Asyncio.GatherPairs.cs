using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gathering two awaitables of different kinds. Hidden in the editor, to keep the overload list short.</content>
public static partial class Asyncio
{
    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Coroutine<T1> first, IFuture<T2> second) =>
        GatherOf<T1, T2>(first, Awaitable<T2>.Of(second));

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Coroutine<T1> first, Task<T2> second) =>
        GatherOf<T1, T2>(first, second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Coroutine<T1> first, ValueTask<T2> second) =>
        GatherOf<T1, T2>(first, second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(IFuture<T1> first, Coroutine<T2> second) =>
        GatherOf<T1, T2>(Awaitable<T1>.Of(first), second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(IFuture<T1> first, Task<T2> second) =>
        GatherOf<T1, T2>(Awaitable<T1>.Of(first), second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(IFuture<T1> first, ValueTask<T2> second) =>
        GatherOf<T1, T2>(Awaitable<T1>.Of(first), second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Task<T1> first, Coroutine<T2> second) =>
        GatherOf<T1, T2>(first, second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Task<T1> first, IFuture<T2> second) =>
        GatherOf<T1, T2>(first, Awaitable<T2>.Of(second));

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(Task<T1> first, ValueTask<T2> second) =>
        GatherOf<T1, T2>(first, second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(ValueTask<T1> first, Coroutine<T2> second) =>
        GatherOf<T1, T2>(first, second);

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(ValueTask<T1> first, IFuture<T2> second) =>
        GatherOf<T1, T2>(first, Awaitable<T2>.Of(second));

    /// <inheritdoc cref="Gather{T1, T2}(Coroutine{T1}, Coroutine{T2})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2)> Gather<T1, T2>(ValueTask<T1> first, Task<T2> second) =>
        GatherOf<T1, T2>(first, second);
}
