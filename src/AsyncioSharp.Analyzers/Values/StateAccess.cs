using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// A read or write of state that other tasks may change: a field, a property, a captured variable, or a collection that other code can
/// reach.
/// </summary>
internal sealed class StateAccess
{
    private static readonly string[] Changes =
        ["Add", "TryAdd", "Insert", "Remove", "TryRemove", "TryTake", "Clear", "Enqueue", "Dequeue", "TryDequeue", "Push", "Pop", "TryPop",
            "Set", "Append", "GetOrAdd", "Update", "TryUpdate", "Sort", "Reverse"];

    private StateAccess(ISymbol variable, IOperation operation, bool reads, bool writes, bool writesConstant)
    {
        Variable = variable;
        Operation = operation;
        Reads = reads;
        Writes = writes;
        WritesConstant = writesConstant;
    }

    /// <summary>The variable; for an element, the variable that holds the collection.</summary>
    public ISymbol Variable { get; }

    /// <summary>For a write, the whole assignment or call; for a read, the variable.</summary>
    public IOperation Operation { get; }

    public bool Reads { get; }

    public bool Writes { get; }

    public bool WritesConstant { get; }

    /// <summary>The accesses in the function itself.</summary>
    public static List<StateAccess> AllIn(EnclosingFunction function, KnownSymbols symbols) =>
        [.. FunctionBody.Of(function.Operation).Select(operation => Of(operation, function, symbols)).OfType<StateAccess>()];

    /// <summary>The access of the operation itself; null for operations that access no such state.</summary>
    public static StateAccess? Of(IOperation operation, EnclosingFunction function, KnownSymbols symbols)
    {
        if (operation is not (IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 } or ILocalReferenceOperation
            or IParameterReferenceOperation))
        {
            return null;
        }

        var isCollection = IsCollection(operation.Type);
        var origin = isCollection && operation is ILocalReferenceOperation ? ValueOrigin.Of(operation) : operation;
        if (SharedVariable.SymbolOf(origin) is not { } variable ||
            !(SharedVariable.Is(origin, function, symbols) || (isCollection && origin is IParameterReferenceOperation)))
        {
            return null;
        }

        var place = isCollection ? PlaceIn(operation) : operation;
        return place.Parent switch
        {
            ISimpleAssignmentOperation write when write.Target == place =>
                new StateAccess(variable, write, reads: false, writes: true, write.Value.ConstantValue.HasValue),
            ICompoundAssignmentOperation { OperatorMethod.IsStatic: false } => null,
            ICompoundAssignmentOperation or ICoalesceAssignmentOperation when ((IAssignmentOperation)place.Parent).Target == place =>
                new StateAccess(variable, place.Parent, reads: true, writes: true, writesConstant: false),
            ITupleOperation { Parent: IDeconstructionAssignmentOperation write } tuple when write.Target == tuple =>
                new StateAccess(variable, write, reads: false, writes: true, writesConstant: false),
            IIncrementOrDecrementOperation write => new StateAccess(variable, write, reads: true, writes: true, writesConstant: false),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument =>
                new StateAccess(variable, argument.Parent!, argument.Parameter.RefKind == RefKind.Ref, writes: true, writesConstant: false),
            IInvocationOperation call when isCollection && call.Instance == place &&
                Changes.Any(name => call.TargetMethod.Name.StartsWith(name, StringComparison.Ordinal)) =>
                new StateAccess(variable, call, !call.TargetMethod.ReturnsVoid, writes: true, writesConstant: false),
            _ => new StateAccess(variable, operation, reads: true, writes: false, writesConstant: false),
        };
    }

    // xs[i] and xs.Items[i] stand for the collection.
    private static IOperation PlaceIn(IOperation collection) => collection.Parent switch
    {
        IPropertyReferenceOperation { Arguments.Length: > 0 } element when element.Instance == collection => element,
        IArrayElementReferenceOperation element when element.ArrayReference == collection => element,
        _ => collection,
    };

    private static bool IsCollection(ITypeSymbol? type) => type is IArrayTypeSymbol ||
        (type is { SpecialType: not SpecialType.System_String } &&
            type.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_Collections_IEnumerable));
}
