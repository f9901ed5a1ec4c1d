namespace AsyncioSharp;

/// <summary>When <see cref="Asyncio.Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeLimit)"/> returns.</summary>
public enum WaitMode
{
    /// <summary>When all are done.</summary>
    AllCompleted,

    /// <summary>When at least one is done.</summary>
    FirstCompleted,

    /// <summary>When one has failed (a cancelled one does not count), or all are done.</summary>
    FirstException,
}
