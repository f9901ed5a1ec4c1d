using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Harmless waits in a plain async test: it checks whether a task is done within a given time, or reads a field set by its setup, which
/// usually awaited the task.
/// </summary>
internal static class TestedTask
{
    public static bool Is(TaskWaitCall wait, TaskWaitForm form, CodeSite code) =>
        code.IsInTest && code.Thread != ThreadKind.Loop && (IsQuestion(wait, form) || IsSetUp(wait));

    // Assert.False(task.Wait(50))
    private static bool IsQuestion(TaskWaitCall wait, TaskWaitForm form) =>
        form.Obstacle is not null && wait.Operation is IInvocationOperation
        {
            TargetMethod: { Name: "Wait" or "WaitAll" or "WaitAny", Parameters.Length: > 0 },
            Type.SpecialType: SpecialType.System_Boolean,
            Parent: not IExpressionStatementOperation,
        };

    // field.Result, and fields.Select(t => t.Result), if the test itself does not write the field.
    private static bool IsSetUp(TaskWaitCall wait)
    {
        var names = wait.Operation is IPropertyReferenceOperation && wait.Task is not null ? TaskAliases.Of(wait.Task) : [];
        var fields = names.Count == 0 ? [] : wait.Operation.Root().Descendants().OfType<IFieldReferenceOperation>()
            .Where(field => field.Instance is null or IInstanceReferenceOperation && names.Contains(TaskAliases.Text(field))).ToList();
        return fields.Count > 0 &&
            !fields.Any(static field => field.Parent is IAssignmentOperation assignment && assignment.Target == field);
    }
}
