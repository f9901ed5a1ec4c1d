using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>The collections that contain a task: waiting for such a collection waits for the task.</summary>
internal static class TaskCollections
{
    /// <summary>Their names, in the form of <see cref="TaskAliases.Text"/>.</summary>
    public static IEnumerable<string> Of(IOperation task) => VariableOf(task) is not { } variable
        ? []
        : task.Root().Descendants().Where(o => SymbolEqualityComparer.Default.Equals(VariableOf(o), variable)).Select(HolderOf)
            .OfType<string>();

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static string? HolderOf(IOperation reference)
    {
        var isElement = false;
        var holder = reference.Parent;
        while (holder is not null)
        {
            var isCollection = holder is IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation
                or IObjectOrCollectionInitializerOperation or IObjectCreationOperation ||
                IsElement(holder);
            if (!isCollection &&
                holder is not (IConversionOperation or IParenthesizedOperation or IArgumentOperation { Parent: IInvocationOperation }))
            {
                break;
            }

            isElement |= isCollection;
            if (holder is IInvocationOperation { Instance: { } list and not IInstanceReferenceOperation })
            {
                return TaskAliases.Text(list);
            }

            holder = holder.Parent;
        }

        return holder switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when isElement => declarator.Symbol.Name,
            ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation element } => TaskAliases.Text(element.ArrayReference),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } } =>
                TaskAliases.Text(list),
            ISimpleAssignmentOperation assignment when isElement => TaskAliases.Text(assignment.Target),
            _ => null,
        };
    }

    /// <summary><c>list.Add(task)</c>, and <c>{ task }</c> in a new collection.</summary>
    public static bool IsElement(IOperation operation) =>
        operation is IInvocationOperation
        {
            TargetMethod.Name: "Add" or "Insert" or "Enqueue" or "Push" or "TryAdd" or "AddFirst"
            or "AddLast"
        };
}
