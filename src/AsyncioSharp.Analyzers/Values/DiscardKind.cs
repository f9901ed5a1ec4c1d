namespace AsyncioSharp.Analyzers.Values;

/// <summary>How a value gets lost.</summary>
internal enum DiscardKind
{
    /// <summary><c>F();</c></summary>
    Statement,

    /// <summary><c>_ = F();</c></summary>
    Discard,

    /// <summary><c>var c = F();</c>, and nobody names <c>c</c> again.</summary>
    Unread,

    /// <summary><c>var c = F(); c = G();</c></summary>
    Overwritten,

    /// <summary>Assigned to a local that is written again and again, and never read.</summary>
    NeverRead,
}
