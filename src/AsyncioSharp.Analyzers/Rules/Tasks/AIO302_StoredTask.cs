using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>Where a new task goes that is not awaited immediately: a variable, a field, a list, a group, or out of the function.</summary>
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
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation target } => new StoredTask(target.Field, target),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" or "Push", Instance: { } list } }
                when HolderOf(list) is { } holder =>
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
        _ => null,
    };
}
