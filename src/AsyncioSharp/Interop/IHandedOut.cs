namespace AsyncioSharp;

/// <summary>
/// A <see cref="Task"/> that another thread may wait for. It is canceled if the loop is closed before it completes.
/// </summary>
internal interface IHandedOut
{
    /// <summary>Cancels the task. Any thread. Does nothing if it has completed.</summary>
    void Cancel();
}
