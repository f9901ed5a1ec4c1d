namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>
/// One category for each band of ids. The prefix keeps a setting for a whole category, such as
/// <c>dotnet_analyzer_diagnostic.category-Asyncio.Blocking.severity</c>, from affecting rules of other analyzers.
/// </summary>
internal static class RuleCategory
{
    public const string Blocking = "Asyncio.Blocking";
    public const string Coroutines = "Asyncio.Coroutines";
    public const string Tasks = "Asyncio.Tasks";
    public const string Loop = "Asyncio.Loop";
    public const string Cancellation = "Asyncio.Cancellation";
    public const string Synchronization = "Asyncio.Synchronization";
    public const string Concurrency = "Asyncio.Concurrency";
    public const string Network = "Asyncio.Network";
}
