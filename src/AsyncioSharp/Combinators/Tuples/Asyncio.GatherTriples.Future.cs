using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>
/// Gathering three awaitables of different kinds, the first a Future. Hidden in the editor, to keep the overload list short.
/// </content>
public static partial class Asyncio
{
    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Coroutine<T2> second, Coroutine<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Coroutine<T2> second, IFuture<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, Awaitable<T3>.Of(third));

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Coroutine<T2> second, Task<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Coroutine<T2> second, ValueTask<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, IFuture<T2> second, Coroutine<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), Awaitable<T2>.Of(second), third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, IFuture<T2> second, Task<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), Awaitable<T2>.Of(second), third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, IFuture<T2> second, ValueTask<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), Awaitable<T2>.Of(second), third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Task<T2> second, Coroutine<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Task<T2> second, IFuture<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, Awaitable<T3>.Of(third));

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Task<T2> second, Task<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, Task<T2> second, ValueTask<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, ValueTask<T2> second, Coroutine<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, ValueTask<T2> second, IFuture<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, Awaitable<T3>.Of(third));

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, ValueTask<T2> second, Task<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);

    /// <inheritdoc cref="Gather{T1, T2, T3}(Coroutine{T1}, Coroutine{T2}, Coroutine{T3})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(IFuture<T1> first, ValueTask<T2> second, ValueTask<T3> third) =>
        GatherOf<T1, T2, T3>(Awaitable<T1>.Of(first), second, third);
}
