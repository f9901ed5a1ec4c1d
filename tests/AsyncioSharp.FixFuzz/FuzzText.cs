namespace AsyncioSharp.FixFuzz;

/// <summary>One form of a part.</summary>
/// <param name="Lines">The statements.</param>
/// <param name="Members">What they need beside them in the class.</param>
internal sealed record FuzzText(string Lines, string Members)
{
    public FuzzText Replace(string old, string now) =>
        new(Lines.Replace(old, now, StringComparison.Ordinal), Members.Replace(old, now, StringComparison.Ordinal));
}
