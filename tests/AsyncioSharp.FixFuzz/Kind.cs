namespace AsyncioSharp.FixFuzz;

/// <summary>One way to bring a fix into trouble: statements in which some call blocks.</summary>
/// <param name="Name">What a failure names.</param>
/// <param name="IsHazard">An await there changes what the program does, or does not compile: the fuzzer has to find that.</param>
/// <param name="Lines">The statements. <c>VALUE</c> stands for an expression that blocks and gives 1, <c>WAIT</c> for a statement that blocks.</param>
/// <param name="Members">What they need beside them in the class.</param>
/// <param name="Naive">What a careless fix makes of the lines; null where it awaits what blocks.</param>
internal sealed record Kind(string Name, bool IsHazard, string Lines, string Members = "", string? Naive = null)
{
    /// <summary>Members with the mistakes of a careless fix; null where they stay.</summary>
    public string? NaiveMembers { get; init; }

    /// <summary>Whether the part is always a coroutine: in a plain async function nothing says that a loop runs it.</summary>
    public bool IsOfTheLoop { get; init; }

    /// <summary>What does the same as the fixed code; null where a fix changes nothing of what the code does.</summary>
    public FuzzText? Intended { get; init; }
}
