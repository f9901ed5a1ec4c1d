namespace AsyncioSharp;

/// <summary>
/// The errors of a task group (asyncio: <c>ExceptionGroup</c>): those of the children in completion order, that of the body last. Never
/// flattened.
/// </summary>
public sealed class TaskGroupException : AggregateException
{
    /// <summary>The errors of a group.</summary>
    /// <param name="innerExceptions">At least one.</param>
    public TaskGroupException(IEnumerable<Exception> innerExceptions)
        : base("unhandled errors in a TaskGroup", innerExceptions)
    {
    }
}
