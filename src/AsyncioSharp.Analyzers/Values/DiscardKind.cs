namespace AsyncioSharp.Analyzers.Values;

/// <summary>How a value is discarded.</summary>
internal enum DiscardKind
{
    /// <summary><c>F();</c></summary>
    Statement,

    /// <summary><c>_ = F();</c></summary>
    Discard,

    /// <summary><c>var c = F();</c>, and <c>c</c> is not used.</summary>
    Unread,

    /// <summary><c>var c = F(); c = G();</c></summary>
    Overwritten,

    /// <summary>Assigned to a local that is written repeatedly and never read.</summary>
    NeverRead,
}
