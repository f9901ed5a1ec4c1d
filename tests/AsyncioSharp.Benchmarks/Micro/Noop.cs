namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Bodies that do nothing: what is left is the cost of the call, the await or the task.</summary>
internal static class Noop
{
    internal static readonly Action Callback = static () => { };

#pragma warning disable CS1998 // A coroutine without an await is the point: it completes at once.
    internal static async Coroutine Run()
    {
    }
#pragma warning restore CS1998
}
