using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// The names under which code refers to a task: its variable, the collection that contains it, and where it was taken from.
/// </summary>
internal static class TaskAliases
{
    private static readonly HashSet<string> Wrappers = ["ConfigureAwait", "AsTask", "Preserve", "WaitAsync", "GetAwaiter"];

    /// <summary>The task itself, without wrappers around it.</summary>
    public static IOperation Core(IOperation task)
    {
        while (true)
        {
            switch (task)
            {
                case IConversionOperation conversion:
                    task = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    task = parenthesized.Operand;
                    break;
                case IConditionalAccessInstanceOperation instance when Receiver(instance) is { } receiver:
                    task = receiver;
                    break;
                case IInvocationOperation { Instance: { } inner } call when Wrappers.Contains(call.TargetMethod.Name):
                    task = inner;
                    break;
                default:
                    return task;
            }
        }
    }

    /// <summary>All names of the task; empty for a task that no other code could have awaited.</summary>
    public static HashSet<string> Of(IOperation task)
    {
        var names = new HashSet<string>();
        Collect(Core(task), names, depth: 0);
        return names;
    }

    public static string Text(IOperation operation)
    {
        var text = string.Concat(operation.Syntax.DescendantTokens().Select(t => t.Text));
        return text.StartsWith("this.", StringComparison.Ordinal) ? text.Substring(5) : text;
    }

    /// <summary>The value that a local variable is declared with; null if it has none, or is assigned again later.</summary>
    public static IOperation? OnlyValue(ILocalReferenceOperation local)
    {
        var root = local.Root();
        var isAssigned = root.Descendants().OfType<IAssignmentOperation>()
            .Any(a => a.Target is ILocalReferenceOperation target && Same(target.Local, local.Local));
        return isAssigned ? null : Declarator(local, root)?.Initializer?.Value;
    }

    private static void Collect(IOperation task, HashSet<string> names, int depth)
    {
        // In broken code, variables may be defined by each other.
        if (depth > 8)
        {
            return;
        }

        switch (task)
        {
            case ILocalReferenceOperation local:
                names.Add(local.Local.Name);
                if ((Collection(local) ?? Reference(OnlyValue(local))) is { } source)
                {
                    Collect(Core(source), names, depth + 1);
                }

                break;
            case IParameterReferenceOperation parameter:
                names.Add(parameter.Parameter.Name);
                if (Sequence(parameter) is { } sequence)
                {
                    Collect(Core(sequence), names, depth + 1);
                }

                break;
            case IArrayElementReferenceOperation element:
                names.Add(Text(element));
                Collect(Core(element.ArrayReference), names, depth + 1);
                break;
            case IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } list } element:
                names.Add(Text(element));
                Collect(Core(list), names, depth + 1);
                break;
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                names.Add(Text(task));
                break;
            case IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: { Length: > 0 } arguments }
                when IsTasks(arguments[0].Value):
                Collect(Core(arguments[0].Value), names, depth + 1);
                break;
        }
    }

    // tasks.First() is one of the tasks; client.PingAsync() is a new task for each call.
    private static bool IsTasks(IOperation value) =>
        Core(value).Type is { } type && (IsTask(type) || HasTasks(type));

    private static bool HasTasks(ITypeSymbol type) =>
        (type is IArrayTypeSymbol array && IsTask(array.ElementType)) ||
        type.AllInterfaces.Append(type).OfType<INamedTypeSymbol>()
            .Any(static i => i is { Name: "IEnumerable", TypeArguments.Length: 1 } && IsTask(i.TypeArguments[0]));

    private static bool IsTask(ITypeSymbol type) => type.Name is "Task" or "ValueTask" or "LoopTask" or "Future" or "Coroutine";

    private static IOperation? Reference(IOperation? value) =>
        value is null
            ? null : Core(value) is ILocalReferenceOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation
                or IFieldReferenceOperation or IParameterReferenceOperation ? value
            : null;

    private static IVariableDeclaratorOperation? Declarator(ILocalReferenceOperation local, IOperation root) =>
        root.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(d => Same(d.Symbol, local.Local));

    /// <summary>The collection that a foreach variable iterates over.</summary>
    public static IOperation? Collection(ILocalReferenceOperation local) =>
        local.Root().Descendants().OfType<IForEachLoopOperation>()
            .FirstOrDefault(loop => loop.Locals.Any(l => Same(l, local.Local)))?.Collection;

    // list.Select(task => task.Result): the parameter stands for the elements.
    private static IOperation? Sequence(IParameterReferenceOperation parameter)
    {
        for (var parent = parameter.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda && lambda.Symbol.Parameters.Any(p => Same(p, parameter.Parameter)))
            {
                return FunctionUse.HolderOf(lambda) is IArgumentOperation { Parent: IInvocationOperation call } argument
                    ? call.Instance ?? call.Arguments.FirstOrDefault(a => a != argument)?.Value
                    : null;
            }
        }

        return null;
    }

    /// <summary>The value that is tested by <c>?.</c>, for its use behind the test.</summary>
    public static IOperation? Receiver(IConditionalAccessInstanceOperation instance)
    {
        for (IOperation? node = instance; node is not null; node = node.Parent)
        {
            if (node.Parent is IConditionalAccessOperation access && access.WhenNotNull == node)
            {
                return access.Operation;
            }
        }

        return null;
    }

    private static bool Same(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
