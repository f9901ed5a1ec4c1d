namespace AsyncioSharp.Tests.CPython;

/// <summary>A number of tasks that do the same.</summary>
internal static class Crowd
{
    /// <summary>Makes them.</summary>
    internal static LoopTask[] Create(int count, Func<Coroutine> body) =>
        [.. Enumerable.Range(0, count).Select(_ => Asyncio.CreateTask(body()))];

    /// <summary>Makes them and waits for all.</summary>
    internal static async Coroutine Gather(int count, Func<Coroutine> body) => await Asyncio.Gather(Create(count, body));
}
