using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary><c>map.ContainsKey(key)</c> and <c>map.TryGetValue(key, out _)</c>: the test whether <c>map[key]</c> has a value.</summary>
internal static class KeyTest
{
    public static bool Is(IOperation operation, IOperation target) =>
        operation is IInvocationOperation { TargetMethod.Name: "ContainsKey" or "TryGetValue", Instance: { } map } test &&
        target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } written, Arguments: { Length: 1 } keys } &&
        SharedVariable.IsSame(map, written) && IsSameKey(test.Arguments[0].Value, keys[0].Value);

    private static bool IsSameKey(IOperation left, IOperation right) => TaskAliases.Text(left) == TaskAliases.Text(right);
}
