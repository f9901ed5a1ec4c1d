using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// The functions of this compilation that an operation runs: calls, properties, constructors, operators, enumerators, <c>using</c>, lazy
/// values.
/// </summary>
internal static class CallTargets
{
    /// <summary>The cheapest prefilter: nearly all operations run nothing of this compilation.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool ArePossible(IOperation operation, KnownSymbols symbols) => operation.Kind switch
    {
        OperationKind.Invocation => CallGraph.IsOurs(((IInvocationOperation)operation).TargetMethod, symbols),
        OperationKind.PropertyReference =>
            ((IPropertyReferenceOperation)operation).Property is var property &&
                (property.Name == "Value" || CallGraph.IsOurs(property, symbols)),
        OperationKind.ObjectCreation => IsOurs(((IObjectCreationOperation)operation).Constructor, symbols),
        OperationKind.MethodReference => CallGraph.IsOurs(((IMethodReferenceOperation)operation).Method, symbols),
        OperationKind.Binary => IsOurs(((IBinaryOperation)operation).OperatorMethod, symbols),
        OperationKind.Unary => IsOurs(((IUnaryOperation)operation).OperatorMethod, symbols),
        OperationKind.CompoundAssignment => IsOurs(((ICompoundAssignmentOperation)operation).OperatorMethod, symbols),
        OperationKind.Increment or OperationKind.Decrement => IsOurs(((IIncrementOrDecrementOperation)operation).OperatorMethod, symbols),
        OperationKind.Conversion => IsOurs(((IConversionOperation)operation).OperatorMethod, symbols),
        OperationKind.Loop => operation is IForEachLoopOperation,
        OperationKind.Using or OperationKind.UsingDeclaration => true,
        _ => false,
    };

    /// <summary>The same, and members that block.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool ArePossibleOrBlock(IOperation operation, KnownSymbols symbols) =>
        BlockingFilter.MayBlock(operation, symbols) || ArePossible(operation, symbols);

    private static bool IsOurs(IMethodSymbol? method, KnownSymbols symbols) => method is not null && CallGraph.IsOurs(method, symbols);

    public static IEnumerable<CallEdge> Of(IOperation operation, CallGraph graph, KnownSymbols symbols) => operation switch
    {
        IInvocationOperation call => OfCall(call, graph, symbols),
        IPropertyReferenceOperation property => OfProperty(property, graph, symbols),
        IObjectCreationOperation { Constructor: { } constructor } creation =>
            Edge(creation, constructor, receiver: null, isVirtual: false, graph, symbols, creation.Arguments),
        IBinaryOperation { OperatorMethod: { } method } => Edge(operation, method, graph, symbols),
        IUnaryOperation { OperatorMethod: { } method } => Edge(operation, method, graph, symbols),
        ICompoundAssignmentOperation { OperatorMethod: { } method } => Edge(operation, method, graph, symbols),
        IIncrementOrDecrementOperation { OperatorMethod: { } method } => Edge(operation, method, graph, symbols),
        IConversionOperation { OperatorMethod: { } method } => Edge(operation, method, graph, symbols),
        IForEachLoopOperation { IsAsynchronous: false, Syntax: CommonForEachStatementSyntax syntax } loop =>
            OfLoop(loop, syntax, graph, symbols),
        IUsingOperation { IsAsynchronous: false } statement => OfResources(operation, statement.Resources, graph, symbols),
        IUsingDeclarationOperation { IsAsynchronous: false } declaration =>
            OfResources(operation, declaration.DeclarationGroup, graph, symbols),
        IMethodReferenceOperation reference when graph.IsEntered(reference.Method) && InlineExecution.RunsInline(reference, symbols) =>
            Edge(reference, reference.Method, reference.Instance?.Type, reference.IsVirtual, graph, symbols, []),
        _ => [],
    };

    private static IEnumerable<CallEdge> OfCall(IInvocationOperation call, CallGraph graph, KnownSymbols symbols)
    {
        var method = call.TargetMethod;
        if (method.MethodKind is MethodKind.DelegateInvoke or MethodKind.FunctionPointerSignature || !CallGraph.IsOurs(method, symbols))
        {
            return [];
        }

        // An iterator runs while it is enumerated.
        return FunctionBodies.IsIterator(method.OriginalDefinition) && !InlineExecution.IsConsumed(call, symbols)
            ? []
            : Edge(call, method, call.Instance?.Type, call.IsVirtual, graph, symbols, call.Arguments);
    }

    private static IEnumerable<CallEdge> OfProperty(IPropertyReferenceOperation reference, CallGraph graph, KnownSymbols symbols)
    {
        if (reference.Property.Name == "Value" && KnownSymbols.Is(reference.Property.ContainingType, symbols.Lazy))
        {
            return LazyValue.FactoryOf(reference, symbols.Compilation) is { } factory && graph.IsEntered(factory)
                ? [new CallEdge(reference, [factory], [])]
                : [];
        }

        if (!CallGraph.IsOurs(reference.Property, symbols))
        {
            return [];
        }

        var isVirtual = reference.Instance is not (null or IInstanceReferenceOperation { Syntax: BaseExpressionSyntax });
        IEnumerable<CallEdge> Accessor(IMethodSymbol? accessor) =>
            accessor is null ? [] : Edge(reference, accessor, reference.Instance?.Type, isVirtual, graph, symbols, reference.Arguments);
        return (MemberUse.Reads(reference) ? Accessor(reference.Property.GetMethod) : [])
            .Concat(MemberUse.IsWritten(reference) ? Accessor(reference.Property.SetMethod) : []);
    }

    private static IEnumerable<CallEdge> OfLoop(IForEachLoopOperation loop, CommonForEachStatementSyntax syntax, CallGraph graph,
        KnownSymbols symbols)
    {
        var info = loop.SemanticModel!.GetForEachStatementInfo(syntax);
        return new[] { info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty?.GetMethod, info.DisposeMethod }
            .OfType<IMethodSymbol>()
            .SelectMany(method => Edge(loop, method, method.ContainingType, isVirtual: true, graph, symbols, []));
    }

    private static IEnumerable<CallEdge> OfResources(IOperation statement, IOperation resources, CallGraph graph, KnownSymbols symbols)
    {
        var types = resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(d => d.Declarators).Select(d => d.Symbol.Type)
            : resources.Type is { } only ? [only] : [];
        foreach (var type in types)
        {
            var targets = graph.Implementations.OfDispose(type);
            if (targets.Length > 0 && targets.All(graph.IsEntered) && !targets.Any(t => IsNonBlocking(t, statement, symbols)))
            {
                yield return new CallEdge(statement, targets, []);
            }
        }
    }

    private static IEnumerable<CallEdge> Edge(IOperation operation, IMethodSymbol method, CallGraph graph, KnownSymbols symbols) =>
        Edge(operation, method, receiver: null, isVirtual: false, graph, symbols, []);

    private static IEnumerable<CallEdge> Edge(
        IOperation operation, IMethodSymbol method, ITypeSymbol? receiver, bool isVirtual, CallGraph graph, KnownSymbols symbols,
            ImmutableArray<IArgumentOperation> arguments)
    {
        if (!CallGraph.IsOurs(method, symbols) || IsNonBlocking(method, operation, symbols))
        {
            return [];
        }

        var targets = graph.Implementations.Of(method, receiver, isVirtual);
        return targets.Length > 0 && targets.All(graph.IsEntered) ? [new CallEdge(operation, targets, arguments)] : [];
    }

    private static bool IsNonBlocking(IMethodSymbol method, IOperation operation, KnownSymbols symbols) =>
        symbols.Users.IsNonBlocking(method, receiver: null, operation.Syntax.SyntaxTree) ||
        (method.AssociatedSymbol is { } property && symbols.Users.IsNonBlocking(property, receiver: null, operation.Syntax.SyntaxTree));
}
