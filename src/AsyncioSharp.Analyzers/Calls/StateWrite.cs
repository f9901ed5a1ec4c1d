using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// A write that must not move to another thread: to a field, a property or a collection that other code can reach, or to thread-local
/// state. On the loop's thread, nothing runs between the read and the write of such a helper; on a pool thread, anything can.
/// </summary>
internal static class StateWrite
{
    /// <summary>The variable that is written, as worded in messages; null for any other operation.</summary>
    public static string? NameOf(IOperation operation, IMethodSymbol function) => operation switch
    {
        IAssignmentOperation write => NameOfTarget(write.Target, function),
        IIncrementOrDecrementOperation write => NameOfTarget(write.Target, function),
        IFieldReferenceOperation { Field: { IsStatic: true } field }
            when field.GetAttributes().Any(static a => a.AttributeClass?.Name == "ThreadStaticAttribute") => field.Name,
        IPropertyReferenceOperation
        {
            Property:
            {
                Name: "Value",
                ContainingType: { Name: "ThreadLocal", ContainingNamespace.Name: "Threading" }
            }
        } => "ThreadLocal.Value",
        IInvocationOperation
        {
            TargetMethod:
            {
                Name: "StartActivity" or "Start",
                ContainingType: { Name: "ActivitySource" or "Activity", ContainingNamespace.Name: "Diagnostics" }
            }
        } => "Activity.Current",
        IInvocationOperation { TargetMethod: { Name: "SetSynchronizationContext", ContainingType.Name: "SynchronizationContext" } } =>
            "SynchronizationContext.Current",
        IInvocationOperation { Instance: { } collection } call when ChangedCollection.IsChange(call) && IsCollection(collection.Type) =>
            NameOfTarget(collection, function),
        _ => null,
    };

    /// <summary>True for a write to the object that the function runs on.</summary>
    public static bool IsOwn(IOperation write) => write switch
    {
        IAssignmentOperation assignment => RootOf(assignment.Target) is IInstanceReferenceOperation,
        IIncrementOrDecrementOperation change => RootOf(change.Target) is IInstanceReferenceOperation,
        IInvocationOperation { Instance: { } collection } => RootOf(collection) is IInstanceReferenceOperation,
        _ => false,
    };

    private static IOperation RootOf(IOperation target)
    {
        var root = target;
        while (OwnerOf(root) is { } owner)
        {
            root = owner;
        }

        return root;
    }

    private static string? NameOfTarget(IOperation target, IMethodSymbol function)
    {
        if (IsLocked(target))
        {
            return null;
        }

        var root = RootOf(target);
        return root switch
        {
            // An initializer and a constructor write to a new object.
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => null,
            IInstanceReferenceOperation => function.MethodKind == MethodKind.Constructor ? null : NameOf(target),
            IFieldReferenceOperation { Field.IsStatic: true } or IPropertyReferenceOperation { Property.IsStatic: true } => NameOf(target),
            IParameterReferenceOperation parameter => root != target && parameter.Type?.IsReferenceType == true ? NameOf(target) : null,
            ILocalReferenceOperation =>
                root != target && ValueOrigin.Of(root) is var origin && origin != root &&
                    SharedVariable.SymbolOf(origin) is IFieldSymbol or IPropertySymbol ? NameOf(target) : null,
            _ => null,
        };
    }

    private static IOperation? OwnerOf(IOperation place) => place switch
    {
        IFieldReferenceOperation { Instance: { } owner } => owner,
        IPropertyReferenceOperation { Instance: { } owner } => owner,
        IArrayElementReferenceOperation element => element.ArrayReference,
        IConversionOperation conversion => conversion.Operand,
        _ => null,
    };

    private static string NameOf(IOperation target) => AwaitSyntax.Display(target.Syntax);

    private static bool IsCollection(ITypeSymbol? type) => type.IsIn("System.Collections.Generic");

    private static bool IsLocked(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILockOperation)
            {
                return true;
            }
        }

        return false;
    }
}
