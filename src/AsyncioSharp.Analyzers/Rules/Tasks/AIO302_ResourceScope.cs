using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>The using around a new task that disposes a variable passed to the task.</summary>
internal sealed class ResourceScope
{
    private ResourceScope(ILocalSymbol resource, IReadOnlyList<IOperation> operations)
    {
        Resource = resource;
        Operations = operations;
    }

    public ILocalSymbol Resource { get; }

    /// <summary>All operations before the resource is disposed.</summary>
    public IReadOnlyList<IOperation> Operations { get; }

    public static ResourceScope? Of(IInvocationOperation call, KnownSymbols symbols)
    {
        HashSet<ISymbol>? passed = null;
        for (IOperation node = call; node.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            node = parent)
        {
            var resources = parent switch
            {
                IUsingOperation statement when statement.Body == node => Variables(statement.Resources),
                IBlockOperation block =>
                    block.Operations.TakeWhile(o => o != node).OfType<IUsingDeclarationOperation>()
                        .SelectMany(u => Variables(u.DeclarationGroup)),
                _ => [],
            };
            foreach (var resource in resources)
            {
                passed ??= new HashSet<ISymbol>(
                    call.Arguments.SelectMany(a => a.Descendants()).OfType<ILocalReferenceOperation>().Where(r => IsPassed(r, symbols))
                        .Select(r => r.Local), SymbolEqualityComparer.Default);
                if (passed.Contains(resource))
                {
                    return new ResourceScope(resource, [.. (parent is IUsingOperation ? node : parent).Descendants()]);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// True if an await after the call mentions a variable that the task also received: it may wait until the task is done with it.
    /// </summary>
    public bool AwaitsWhatIsShared(IInvocationOperation call)
    {
        var shared = new HashSet<ISymbol>(call.Arguments.SelectMany(a => a.Descendants()).Select(VariableOf).OfType<ISymbol>(),
            SymbolEqualityComparer.Default);
        return Operations.OfType<IAwaitOperation>().Any(await => await.Syntax.SpanStart > call.Syntax.Span.End &&
            await.Descendants().Any(o => VariableOf(o) is { } variable && shared.Contains(variable)));
    }

    private static IEnumerable<ILocalSymbol> Variables(IOperation resources) => resources switch
    {
        IVariableDeclarationGroupOperation group => group.Declarations.SelectMany(d => d.Declarators).Select(d => d.Symbol),
        ILocalReferenceOperation local => [local.Local],
        _ => [],
    };

    // Passed as an argument, as the receiver of the coroutine's method, or in a lambda. A value read from it beforehand does not count.
    private static bool IsPassed(ILocalReferenceOperation operation, KnownSymbols symbols)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation or IObjectCreationOperation } ||
            (parent is IInvocationOperation call && call.Instance == operation && symbols.IsCoroutine(call.Type)) || IsInLambda(operation);
    }

    private static bool IsInLambda(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IInvocationOperation { TargetMethod.Name: "CreateTask" });
            parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };
}
