using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary><c>x.EndRead(x.BeginRead(...))</c>: the old pair of calls, where the second waits for the first.</summary>
internal static class ApmCall
{
    public static bool IsWait(IInvocationOperation call) =>
        call.TargetMethod is { Name: var name, Parameters: { Length: > 0 } parameters } &&
            name.StartsWith("End", StringComparison.Ordinal) &&
        parameters[parameters.Length - 1].Type is { Name: "IAsyncResult", ContainingNamespace.Name: "System" } &&
        Begin(call.Arguments[call.Arguments.Length - 1].Value) is { } begin &&
        begin.TargetMethod.Name == "Begin" + name.Substring("End".Length);

    /// <summary>The code to write instead.</summary>
    public static string Advice(IInvocationOperation call)
    {
        var counterpart = call.TargetMethod.Name.Substring("End".Length) + "Async";
        var type = call.Instance?.Type ?? call.TargetMethod.ContainingType;
        foreach (var t in type.WithBases())
        {
            if (!t.GetMembers(counterpart).IsEmpty)
            {
                return $"its other end is a callback: await '{counterpart}' instead";
            }
        }

        return "its other end is a callback: await 'Task.Factory.FromAsync' instead";
    }

    private static IInvocationOperation? Begin(IOperation result)
    {
        result = result.WithoutConversions();

        // A variable that only the End call reads: no other code can check for completion.
        return result is ILocalReferenceOperation local
            ? IsReadOnce(local) && TaskAliases.OnlyValue(local) is { } value ? Begin(value) : null
            : result as IInvocationOperation;
    }

    private static bool IsReadOnce(ILocalReferenceOperation local) => local.Root().Descendants().OfType<ILocalReferenceOperation>()
        .Count(other => SymbolEqualityComparer.Default.Equals(other.Local, local.Local)) == 1;
}
