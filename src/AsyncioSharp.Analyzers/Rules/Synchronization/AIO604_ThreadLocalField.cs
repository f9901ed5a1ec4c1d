using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Distinguishes thread-local state, which breaks when tasks share the thread, from a thread-local cache, which does not.
/// </summary>
internal static class ThreadLocalField
{
    /// <summary>The field whose <c>Value</c> is used.</summary>
    public static IFieldSymbol? Of(IOperation use, KnownSymbols symbols) =>
        use is IPropertyReferenceOperation
        {
            Property: { Name: "Value" } property,
            Instance: IFieldReferenceOperation { Field: { DeclaringSyntaxReferences.Length: > 0 } field }
        } &&
        symbols.IsThreading(property.ContainingType, "ThreadLocal")
            ? field
            : null;

    /// <summary>
    /// True if the use is a write, or the field has no factory. A factory creates one object per thread, which is harmless until the field
    /// is written.
    /// </summary>
    public static bool IsMeant(IOperation use, IFieldSymbol field, OperationAnalysisContext context) =>
        (!HasFactory(field, context.CancellationToken) || IsWritten(use)) && IsState(field, context.Compilation, context.CancellationToken);

    /// <summary>True for state. A cache is filled when it is empty, and emptied while its content is in use.</summary>
    public static bool IsState(IFieldSymbol field, Compilation compilation, CancellationToken token)
    {
        foreach (var type in field.ContainingType.DeclaringSyntaxReferences)
        {
            var syntax = type.GetSyntax(token);
            foreach (var assignment in syntax.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (IsOfCache(assignment) &&
                    assignment.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
                        .Any(name => name.Identifier.ValueText == field.Name) &&
                    compilation.ContainsSyntaxTree(syntax.SyntaxTree))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsOfCache(AssignmentExpressionSyntax assignment) =>
        assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression) || assignment.Right.IsKind(SyntaxKind.NullLiteralExpression);

    // Any constructor argument may be a factory; a field that is set elsewhere may have one.
    private static bool HasFactory(IFieldSymbol field, CancellationToken token) =>
        field.DeclaringSyntaxReferences[0].GetSyntax(token) is not VariableDeclaratorSyntax
        {
            Initializer.Value: BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null },
        };

    private static bool IsWritten(IOperation use) => use.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == use,
        IIncrementOrDecrementOperation => true,
        _ => false,
    };
}
