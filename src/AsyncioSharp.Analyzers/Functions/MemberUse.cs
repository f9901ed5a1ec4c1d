using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>How code uses a member: a property may be read, written, or only named.</summary>
internal static class MemberUse
{
    /// <summary>True if the property is read as a separate expression that can be replaced.</summary>
    public static bool IsRead(IPropertyReferenceOperation property) =>
        Reads(property) && !IsWritten(property) && property.Parent is not (IPropertySubpatternOperation or IMemberInitializerOperation);

    /// <summary>True if its getter runs.</summary>
    public static bool Reads(IPropertyReferenceOperation property) =>
        !IsNamed(property) && !(property.Parent is ISimpleAssignmentOperation assignment && assignment.Target == property);

    /// <summary>True if its setter runs.</summary>
    public static bool IsWritten(IPropertyReferenceOperation property) => property.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == property,
        IIncrementOrDecrementOperation => true,
        _ => false,
    };

    /// <summary><c>Type.Member</c>, as worded in messages.</summary>
    public static string NameOf(IOperation use) => use switch
    {
        IInvocationOperation call => $"{(call.Instance?.Type ?? call.TargetMethod.ContainingType).Name}.{call.TargetMethod.Name}",
        IPropertyReferenceOperation property =>
            $"{(property.Instance?.Type ?? property.Property.ContainingType).Name}.{property.Property.Name}",
        IObjectCreationOperation creation => $"new {creation.Type?.Name}",
        IMethodReferenceOperation group => $"{(group.Instance?.Type ?? group.Method.ContainingType).Name}.{group.Method.Name}",
        _ => ((ExpressionSyntax)use.Syntax).ToString(),
    };

    private static bool IsNamed(IOperation operation) => operation.Parent is { } parent && (parent is INameOfOperation || IsNamed(parent));
}
