namespace AsyncioSharp;

/// <summary>
/// A <see cref="Task"/> that another thread may wait for: it ends, canceled, when the loop is closed before it can end otherwise.
/// </summary>
internal interface IHandedOut
{
    /// <summary>Ends it. Any thread; nothing when it has ended.</summary>
    void Cancel();
}
