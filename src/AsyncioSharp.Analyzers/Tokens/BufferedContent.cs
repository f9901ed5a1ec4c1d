using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// The content of an HTTP response that was awaited as a whole: <c>HttpClient</c> keeps it in memory, unless it is told to return with the
/// headers. Reading it waits for nothing, so nothing can be canceled there.
/// </summary>
internal static class BufferedContent
{
    public static bool IsRead(IInvocationOperation call) =>
        (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } target &&
        TaskAliases.Core(target) is IPropertyReferenceOperation { Property: { Name: "Content" } content, Instance: { } response } &&
        content.ContainingType is { Name: "HttpResponseMessage" } type && type.IsIn("System.Net.Http") &&
        IsBuffered(TaskAliases.Core(response));

    private static bool IsBuffered(IOperation response) => response switch
    {
        ILocalReferenceOperation local => (LastValue.Of(local) ?? TaskAliases.OnlyValue(local)) is { } value &&
            TaskAliases.Core(value) is IAwaitOperation await && IsBuffered(await),
        IAwaitOperation { Operation: { } task } => TaskAliases.Core(task) is IInvocationOperation call && IsWhole(call),
        _ => false,
    };

    // An HttpMessageInvoker, which is its base type, returns with the headers.
    private static bool IsWhole(IInvocationOperation call)
    {
        if (!call.TargetMethod.ContainingType.IsIn("System.Net.Http") || call.Arguments.Any(IsHeadersOnly))
        {
            return false;
        }

        foreach (var type in (call.Instance?.Type).WithBases())
        {
            if (type.Name == "HttpClient" && type.IsIn("System.Net.Http"))
            {
                return true;
            }
        }

        return false;
    }

    // An option that is not a constant may be it, too.
    private static bool IsHeadersOnly(IArgumentOperation argument) =>
        argument.Parameter?.Type is { Name: "HttpCompletionOption" } && argument.Value.ConstantValue is not { HasValue: true, Value: 0 };
}
