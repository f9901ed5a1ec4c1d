using System.Runtime.CompilerServices;

namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>
/// What nobody holds any more, made in methods of their own so that no stack slot of the test keeps it alive, and the garbage collection
/// that finds it.
/// </summary>
internal static class Forgotten
{
    /// <summary>Collects, and waits for the finalizers that report.</summary>
    internal static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>Calls a coroutine method and drops the coroutine.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Call(Func<Coroutine> method) => _ = method();

    /// <summary>Makes a task that will fail and drops it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void CreateFailing(Exception exception) => _ = Asyncio.CreateTask(Fail(exception));

    /// <summary>Makes a future that has failed and drops it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void FailFuture(Exception exception) => Asyncio.RunningLoop.CreateFuture().SetException(exception);

    internal static async Coroutine Fail(Exception exception)
    {
        await Asyncio.Yield();
        throw exception;
    }

    internal static async Coroutine NeverAwaited() => await Asyncio.Yield();
}
