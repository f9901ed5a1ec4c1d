namespace AsyncioSharp.FixFuzz;

/// <summary>One kind in a program, as it is, and as a careless fix would leave it.</summary>
internal sealed class FuzzPart(Kind kind, bool isTask, string lines, string naive, string members, string naiveMembers)
{
    public Kind Kind { get; } = kind;

    /// <summary>In a plain async function and not in a coroutine.</summary>
    public bool IsTask { get; } = isTask;

    public string Lines(bool isNaive) => isNaive ? naive : lines;

    public string Members(bool isNaive) => isNaive ? naiveMembers : members;
}
