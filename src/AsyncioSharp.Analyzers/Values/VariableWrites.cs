using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>The values that code writes into a local variable, a field or an auto-property.</summary>
internal static class VariableWrites
{
    /// <summary>All values of a local variable; null if one of them cannot be seen, as with <c>out</c> and <c>foreach</c>.</summary>
    public static IReadOnlyList<IOperation>? Of(ILocalReferenceOperation local)
    {
        var values = new List<IOperation>();
        foreach (var operation in local.Root().Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when KnownSymbols.IsSame(declarator.Symbol, local.Local):
                    values.AddRange(declarator.GetVariableInitializer() is { } initializer ? [initializer.Value] : []);
                    break;
                case IForEachLoopOperation loop when loop.Locals.Contains(local.Local, SymbolEqualityComparer.Default):
                case IDeclarationPatternOperation pattern when KnownSymbols.IsSame(pattern.DeclaredSymbol, local.Local):
                case ILocalReferenceOperation { IsDeclaration: true } declared when KnownSymbols.IsSame(declared.Local, local.Local):
                    return null;
                case ILocalReferenceOperation use when KnownSymbols.IsSame(use.Local, local.Local) && !Add(use, values):
                    return null;
            }
        }

        return values;
    }

    /// <summary>
    /// All values that the type that declares a member writes into it; null if one of them cannot be seen. The caller makes sure that no
    /// other type can write it.
    /// </summary>
    public static IReadOnlyList<IOperation>? Of(ISymbol member, Compilation compilation)
    {
        var values = new List<IOperation>();
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax field => field.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (initializer is not null && compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer) is { } value)
            {
                values.Add(value);
            }
        }

        var uses = NamedIn.Types(member, compilation).OfType<IMemberReferenceOperation>();
        return uses.All(use => !KnownSymbols.IsSame(use.Member.OriginalDefinition, member.OriginalDefinition) || Add(use, values))
            ? values
            : null;
    }

    /// <summary>True if the code that uses a variable may write it, also through a reference.</summary>
    public static bool IsWritten(IOperation use) => use.Parent switch
    {
        _ when use.Syntax.Parent is RefExpressionSyntax => true,
        IAssignmentOperation assignment => assignment.Target == use,
        IArgumentOperation argument => argument.Parameter?.RefKind is not (RefKind.None or RefKind.In),
        ITupleOperation or IAddressOfOperation => true,
        _ => false,
    };

    // False for a write whose value cannot be seen.
    private static bool Add(IOperation use, List<IOperation> values)
    {
        if (use.Syntax.Parent is RefExpressionSyntax)
        {
            return false;
        }

        switch (use.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == use:
                values.Add(assignment.Value);
                return true;
            case ICoalesceAssignmentOperation assignment when assignment.Target == use:
                values.Add(assignment.Value);
                return true;
            case IAssignmentOperation assignment:
                return assignment.Target != use;
            case IArgumentOperation argument:
                return argument.Parameter?.RefKind is RefKind.None or RefKind.In;
            case ITupleOperation tuple:
                return !IsTarget(tuple);
            default:
                return use.Parent is not IAddressOfOperation;
        }
    }

    private static bool IsTarget(IOperation tuple) => tuple.Parent switch
    {
        IDeconstructionAssignmentOperation assignment => assignment.Target == tuple,
        ITupleOperation outer => IsTarget(outer),
        _ => false,
    };
}
