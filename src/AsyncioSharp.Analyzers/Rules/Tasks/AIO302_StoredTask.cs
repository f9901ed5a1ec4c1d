using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Where a new task goes that is not awaited immediately: a variable, a member, a collection, a group, or out of the function.
/// </summary>
internal sealed class StoredTask
{
    private readonly ISymbol? _holder;
    private readonly IOperation? _use;

    private StoredTask(ISymbol? holder, IOperation? use, ExpressionStatementSyntax? assignment = null)
    {
        _holder = holder;
        _use = use;
        Assignment = assignment;
    }

    public string Name => _holder?.Name ?? "";

    /// <summary>The statement that assigns it to a local variable.</summary>
    public ExpressionStatementSyntax? Assignment { get; }

    /// <summary>Null if the task is awaited, passed on, or discarded, which another rule reports.</summary>
    public static StoredTask? Of(IInvocationOperation call, KnownSymbols symbols)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            ISimpleAssignmentOperation
            {
                Target: ILocalReferenceOperation target,
                Parent: IExpressionStatementOperation { Syntax: ExpressionStatementSyntax statement }
            } =>
                new StoredTask(target.Local, target, statement),
            ISimpleAssignmentOperation { Target: { } target } when HolderOf(target) is { } holder => new StoredTask(holder, target),
            ISimpleAssignmentOperation { Target: { } element } when ListOf(element) is { } list && HolderOf(list) is { } holder =>
                new StoredTask(holder, list),
            IArgumentOperation { Parent: IInvocationOperation { Instance: { } list } addition }
                when TaskCollections.IsElement(addition) && HolderOf(list) is { } holder =>
                new StoredTask(holder, list),
            IReturnOperation => new StoredTask(null, null),
            IExpressionStatementOperation when KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.TaskGroup) =>
                new StoredTask(null, null),
            _ => null,
        };
    }

    /// <summary>True if other code in the scope mentions it, and may await or cancel it.</summary>
    public bool IsUsedIn(ResourceScope scope) =>
        _holder is not null && scope.Operations.Any(o => o != _use && SymbolEqualityComparer.Default.Equals(HolderOf(o), _holder));

    private static ISymbol? HolderOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => property.Property,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // tasks[1] = ...
    private static IOperation? ListOf(IOperation element) => element switch
    {
        IArrayElementReferenceOperation array => array.ArrayReference,
        IPropertyReferenceOperation { Property.IsIndexer: true } indexer => indexer.Instance,
        _ => null,
    };
}
