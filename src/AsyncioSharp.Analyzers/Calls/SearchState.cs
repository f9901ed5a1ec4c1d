namespace AsyncioSharp.Analyzers.Calls;

/// <summary>What one search has asked so far, and the searches inside of it.</summary>
internal sealed class SearchState
{
    /// <summary>Each search inside of another one takes some of the thread's stack.</summary>
    public const int MostActive = 100;

    /// <summary>What is being searched from.</summary>
    public HashSet<CallNode> Active { get; } = [];

    /// <summary>What led nowhere but to one of those.</summary>
    public HashSet<CallNode> Failed { get; } = [];
}
