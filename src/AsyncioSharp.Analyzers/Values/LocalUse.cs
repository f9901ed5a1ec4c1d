using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>Finds reads and overwrites of a local variable.</summary>
internal static class LocalUse
{
    /// <summary>True if the value of the variable is used; null if the code is too broken to decide.</summary>
    public static bool? IsRead(ILocalSymbol local, IOperation inside)
    {
        var root = inside.Root();
        if (root.Descendants().Any(o => o is IInvalidOperation && Mentions(o.Syntax, local)))
        {
            return null;
        }

        return References(local, root).Any(reference => !IsTarget(reference));
    }

    /// <summary>True if the variable occurs after its declaration.</summary>
    public static bool IsNamed(ILocalSymbol local, IOperation inside)
    {
        var root = inside.Root();
        return References(local, root).Any() || root.Descendants().OfType<INameOfOperation>().Any(o => Mentions(o.Syntax, local));
    }

    /// <summary>
    /// The next value of the variable, if no code between the statement and that assignment can read it: both are in the block that
    /// declares it, and no lambda or local function captures it.
    /// </summary>
    public static IOperation? Overwrites(ILocalSymbol local, IOperation statement)
    {
        if (statement.Parent is not IBlockOperation block || !block.Locals.Contains(local, SymbolEqualityComparer.Default) ||
            IsCaptured(local, block))
        {
            return null;
        }

        foreach (var later in block.Operations.SkipWhile(o => o != statement).Skip(1))
        {
            if (later.DescendantsAndSelf().Any(o => o is IBranchOperation { BranchKind: BranchKind.GoTo }))
            {
                return null;
            }

            if (References(local, later).Any())
            {
                return ValueFor(local, later);
            }
        }

        return null;
    }

    private static IOperation? ValueFor(ILocalSymbol local, IOperation statement) =>
        statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Value: { } value } assignment } &&
        assignment.Target is ILocalReferenceOperation target && KnownSymbols.IsSame(target.Local, local) && !References(local, value).Any()
            ? value
            : null;

    private static bool IsCaptured(ILocalSymbol local, IBlockOperation block) =>
        block.Descendants().Any(o => o is IAnonymousFunctionOperation or ILocalFunctionOperation && References(local, o).Any());

    private static bool IsTarget(ILocalReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment &&
            assignment.Target == reference;

    private static IEnumerable<ILocalReferenceOperation> References(ILocalSymbol local, IOperation root) =>
        root.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local));

    // Broken code and nameof have no reference operation: only the name is available.
    private static bool Mentions(SyntaxNode syntax, ILocalSymbol local) =>
        syntax.DescendantTokens().Any(t => t.ValueText == local.Name);
}
