using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Whether the text of a function may take or release a thread-bound lock. Nearly all functions name no method that does, and need not be
/// bound for that answer.
/// </summary>
internal static class LockNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> InConstruction = new();
    private static readonly ConditionalWeakTable<KnownSymbols, StrongBox<bool>> InProgram = new();

    /// <summary>False if the function certainly does nothing with such a lock, and creates nothing that takes one.</summary>
    public static bool MayHold(IMethodSymbol function, KnownSymbols symbols) =>
        function.MethodKind == MethodKind.Constructor
            ? function.ContainingType.DeclaringSyntaxReferences.Any(static part => IsInConstruction(part.SyntaxTree))
            : function.DeclaringSyntaxReferences.Any(reference => MayHold(reference.GetSyntax(), symbols));

    private static bool MayHold(SyntaxNode function, KnownSymbols symbols)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (IsName(node) || (node is BaseObjectCreationExpressionSyntax && IsInConstruction(symbols)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(SyntaxNode node) =>
        node is SimpleNameSyntax name && LockApis.IsThreadBoundName(name.Identifier.ValueText);

    private static bool IsInConstruction(KnownSymbols symbols) =>
        InProgram.GetValue(symbols, static s => new StrongBox<bool>(s.Compilation.SyntaxTrees.Any(IsInConstruction))).Value;

    private static bool IsInConstruction(SyntaxTree tree) =>
        InConstruction.GetValue(tree, static t => new StrongBox<bool>(ConstructionIn(t.GetRoot()).Any(IsName))).Value;

    // Constructors, and the initializers of fields and properties; the bodies of all other members are not looked at.
    private static IEnumerable<SyntaxNode> ConstructionIn(SyntaxNode root) => root.DescendantNodes(static node => node is not
        (MethodDeclarationSyntax or AccessorListSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax
        or DestructorDeclarationSyntax or GlobalStatementSyntax));
}
