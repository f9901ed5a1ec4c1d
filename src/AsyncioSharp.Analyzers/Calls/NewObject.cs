using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// The object that a constructor or an initializer makes. What runs on it writes no state that other code can reach yet.
/// </summary>
internal static class NewObject
{
    /// <summary>True if an operation of the caller runs a member of such an object.</summary>
    public static bool IsReceiver(IOperation? operation, CallNode caller)
    {
        var receiver = operation switch
        {
            IInvocationOperation call => call.Instance,
            IPropertyReferenceOperation property => property.Instance,
            _ => null,
        };
        return receiver switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } or IObjectCreationOperation => true,
            IInstanceReferenceOperation => caller.IsOfNewObject || caller.Function.MethodKind == MethodKind.Constructor,
            _ => false,
        };
    }
}
