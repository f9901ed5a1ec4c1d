namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>One category a band of ids.</summary>
internal static class RuleCategory
{
    public const string Blocking = "Blocking";
    public const string Coroutines = "Coroutines";
    public const string Tasks = "Tasks";
    public const string Loop = "Loop";
    public const string Cancellation = "Cancellation";
    public const string Synchronization = "Synchronization";
    public const string Concurrency = "Concurrency";
}
