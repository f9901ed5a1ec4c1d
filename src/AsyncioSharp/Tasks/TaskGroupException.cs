namespace AsyncioSharp;

/// <summary>
/// The errors of a task group (asyncio: <c>ExceptionGroup</c>): those of the children in completion order, that of the body last. Never
/// flattened.
/// </summary>
public sealed class TaskGroupException : AggregateException
{
    private const string Text = "unhandled errors in a TaskGroup";

    /// <summary>The errors of a group.</summary>
    /// <param name="innerExceptions">At least one.</param>
    public TaskGroupException(IEnumerable<Exception> innerExceptions)
        : base(Text, innerExceptions)
    {
    }

    /// <summary>
    /// The messages of the errors, in one line. Of a group among them only that it failed: its own errors are in its own message, and
    /// groups in groups would repeat them at every level.
    /// </summary>
    public override string Message =>
        Text + string.Concat(InnerExceptions.Select(static error => $" ({(error is TaskGroupException ? Text : error.Message)})"));
}
