using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>Consecutive declarations, each with an await of a call that neither depends on the others nor affects them.</summary>
internal static class IndependentAwaits
{
    // The maximum that Gather takes.
    private const int Most = 6;

    /// <summary>The declaration of a single variable that contains only this await.</summary>
    public static IVariableDeclarationGroupOperation? DeclarationOf(IAwaitOperation await) =>
        Initializer(await) is
        {
            Parent: IVariableDeclaratorOperation
            {
                Parent: IVariableDeclarationOperation
                {
                    Declarators.Length: 1,
                    Parent: IVariableDeclarationGroupOperation { Declarations.Length: 1 } group
                }
            }
        } &&
        group.Syntax is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 }
            ? group
            : null;

    // A variable with an explicit type may convert the result.
    private static IVariableInitializerOperation? Initializer(IAwaitOperation await) =>
        (await.Parent is IConversionOperation { IsImplicit: true } conversion
            ? conversion.Parent
            : await.Parent) as IVariableInitializerOperation;

    /// <summary>The sequence that begins with this declaration; null if it belongs to one that begins earlier.</summary>
    public static List<IVariableDeclarationGroupOperation>? From(IVariableDeclarationGroupOperation first, IBlockOperation block,
        KnownSymbols symbols)
    {
        var next = block.Operations.IndexOf(first) + 1;
        if (next >= block.Operations.Length || CallOf(block.Operations[next]) is null)
        {
            var previous = block.Operations.IndexOf(first) - 1;
            if (previous < 0 || CallOf(block.Operations[previous]) is null)
            {
                return null;
            }
        }

        List<IVariableDeclarationGroupOperation> run = [];
        foreach (var operation in block.Operations)
        {
            var call = CallOf(operation);
            var isIndependent = call is not null && IsIndependent(call, symbols);
            if (isIndependent && run.Count < Most && !run.Any(earlier => Uses(call!, LocalOf(earlier))))
            {
                run.Add((IVariableDeclarationGroupOperation)operation);
                continue;
            }

            if (run.Contains(first))
            {
                break;
            }

            run.Clear();
            if (isIndependent)
            {
                run.Add((IVariableDeclarationGroupOperation)operation);
            }
        }

        return run.FirstOrDefault() == first ? run : null;
    }

    public static bool AreCoroutines(List<IVariableDeclarationGroupOperation> run, KnownSymbols symbols) =>
        run.All(group => AwaitOf(group) is { } await && KnownSymbols.Is(await.Operation.Type, symbols.CoroutineOfT));

    /// <summary>
    /// True for a call whose result is used, that changes nothing, and that receives nothing that changes. A call that waits for tasks
    /// passed to it starts no work.
    /// </summary>
    public static bool IsIndependent(IInvocationOperation call, KnownSymbols symbols) =>
        HasResult(call.Type, symbols) && !call.Descendants().Any(WaitsOrWrites) &&
        !call.Arguments.Any(a => IsRunning(a.Value.Type, symbols)) && ReadOnlyCall.Is(call, symbols);

    private static bool HasResult(ITypeSymbol? type, KnownSymbols symbols) =>
        KnownSymbols.Is(type, symbols.CoroutineOfT) || KnownSymbols.Is(type, symbols.TaskOfT) ||
            KnownSymbols.Is(type, symbols.ValueTaskOfT);

    private static bool WaitsOrWrites(IOperation operation) =>
        operation is IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IDeclarationExpressionOperation;

    private static bool IsRunning(ITypeSymbol? type, KnownSymbols symbols) => type switch
    {
        IArrayTypeSymbol array => IsRunning(array.ElementType, symbols),
        _ => symbols.IsTask(type) || symbols.IsFuture(type) || type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } &&
            IsRunning(arguments[0], symbols),
    };

    private static IInvocationOperation? CallOf(IOperation statement) =>
        statement is IVariableDeclarationGroupOperation group && AwaitOf(group) is { } await && DeclarationOf(await) == group
            ? LockCall.CallIn(await.Operation)
            : null;

    private static IAwaitOperation? AwaitOf(IVariableDeclarationGroupOperation group) =>
        group.Declarations is { Length: 1 } declarations && declarations[0].Declarators is { Length: 1 } declarators
            ? Value(declarators[0]) as IAwaitOperation
            : null;

    private static IOperation? Value(IVariableDeclaratorOperation declarator)
    {
        var value = declarator.Initializer?.Value;
        return value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : value;
    }

    private static ILocalSymbol LocalOf(IVariableDeclarationGroupOperation group) => group.Declarations[0].Declarators[0].Symbol;

    private static bool Uses(IOperation call, ILocalSymbol local) =>
        call.Descendants()
            .Any(o => o is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));
}
