namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The state of one search and of the searches inside it.</summary>
internal sealed class SearchState
{
    /// <summary>The limit of nested searches, because each takes part of the thread's stack.</summary>
    public const int MostActive = 100;

    /// <summary>The active searches, by their start.</summary>
    public HashSet<CallNode> Active { get; } = [];

    /// <summary>The starts that led only to active searches.</summary>
    public HashSet<CallNode> Failed { get; } = [];
}
