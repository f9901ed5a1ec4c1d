using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>An await of a task at the place where it is created.</summary>
internal static class DirectAwait
{
    /// <summary>
    /// Whether a value is awaited directly, with or without <c>ConfigureAwait</c>. A cast in between needs the type that the value has now.
    /// </summary>
    public static bool Of(IOperation value) => value.Parent switch
    {
        IAwaitOperation => true,
        IParenthesizedOperation => Of(value.Parent),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured => configured.Instance == value && Of(configured),
        _ => false,
    };
}
