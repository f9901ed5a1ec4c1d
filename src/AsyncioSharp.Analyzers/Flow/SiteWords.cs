namespace AsyncioSharp.Analyzers.Flow;

/// <summary>The words of a message that depend on where the code runs: a plain async function has no event loop.</summary>
internal static class SiteWords
{
    private static readonly Dictionary<string, string> InPlainCode = new()
    {
        ["AsyncEvent"] = "TaskCompletionSource",
        ["AsyncLock"] = "SemaphoreSlim.WaitAsync",
        ["AsyncCondition"] = "SemaphoreSlim.WaitAsync",
        ["AsyncBarrier"] = "Task.WhenAll",
        ["AsyncQueue"] = "Channel<T>",
    };

    /// <summary>The effect of a blocking call there.</summary>
    public static string Effect(this CodeSite code) => code.Thread == ThreadKind.Loop ? "blocks the event loop" : "blocks the thread";

    /// <summary>The type that waits without blocking, for a type named after the runtime's types.</summary>
    public static string WaitingType(this CodeSite code, string name) =>
        code.Thread != ThreadKind.Loop && InPlainCode.TryGetValue(name, out var plain) ? plain : name;
}
