namespace AsyncioSharp;

/// <summary>
/// The errors of a task group (asyncio: <c>ExceptionGroup</c>): the children's in completion order, then the body's. Never flattened.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     await TaskGroup.Run(async Coroutine (group) =&gt; throw new IOException("disk full"));
/// }
/// catch (TaskGroupException e)
/// {
///     Console.WriteLine(e.InnerExceptions[0].Message);   // disk full
/// }
/// </code>
/// </example>
public sealed class TaskGroupException : AggregateException
{
    private const string Text = "unhandled errors in a TaskGroup";

    /// <summary>Creates the exception of a group.</summary>
    /// <param name="innerExceptions">The errors; at least one.</param>
    public TaskGroupException(IEnumerable<Exception> innerExceptions)
        : base(Text, innerExceptions)
    {
    }

    /// <summary>
    /// The messages of the errors, on one line. A nested group contributes only the fact that it failed: its own message lists its errors,
    /// and deeper groups would otherwise repeat them at every level.
    /// </summary>
    public override string Message =>
        Text + string.Concat(InnerExceptions.Select(static error => $" ({(error is TaskGroupException ? Text : error.Message)})"));
}
