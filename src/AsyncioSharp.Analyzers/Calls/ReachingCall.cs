using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>An operation that reaches the operations of a rule through functions of this compilation.</summary>
internal sealed class ReachingCall
{
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.ObjectCreation, OperationKind.MethodReference,
        OperationKind.Binary, OperationKind.Unary,
        OperationKind.CompoundAssignment, OperationKind.Increment, OperationKind.Decrement, OperationKind.Conversion, OperationKind.Loop,
        OperationKind.Using, OperationKind.UsingDeclaration,
    ];

    private readonly CallGraph _graph;
    private readonly CallSearch _search;
    private readonly KnownSymbols _symbols;

    private ReachingCall(IOperation operation, CallEdge edge, CallPath chain, CallGraph graph, CallSearch search, KnownSymbols symbols)
    {
        Operation = operation;
        Edge = edge;
        Chain = chain;
        _graph = graph;
        _search = search;
        _symbols = symbols;
    }

    public IOperation Operation { get; }

    public CallEdge Edge { get; }

    public CallPath Chain { get; }

    /// <summary>The reported location: an expression, or the name of the variable that a <c>using</c> disposes.</summary>
    public Location Location => Operation switch
    {
        IForEachLoopOperation loop => loop.Collection.Syntax.GetLocation(),
        IUsingOperation { Resources: { } resources } => LocationOf(resources),
        IUsingDeclarationOperation declaration => LocationOf(declaration.DeclarationGroup),
        _ => Operation.Syntax.GetLocation(),
    };

    public static ReachingCall? Of(IOperation operation, CallGraph graph, CallSearch search, KnownSymbols symbols)
    {
        if (InMemory.IsStreamInMemory((operation as IInvocationOperation)?.Instance))
        {
            return null;
        }

        foreach (var edge in graph.EdgesOf(operation))
        {
            // Members in the table have their own rule.
            if (search.From(edge) is { } chain && BlockingApis.Find(operation, symbols) is null &&
                !IsCovered(operation, graph, search, symbols))
            {
                return new ReachingCall(operation, edge, chain, graph, search, symbols);
            }
        }

        return null;
    }

    /// <summary>True if it is part of a reported call and moves together with that.</summary>
    public bool IsInside()
    {
        for (var parent = Operation.Parent;
            parent is not (null or IBlockOperation or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
        {
            if (parent is IInvocationOperation or IPropertyReferenceOperation or IObjectCreationOperation &&
                Of(parent, _graph, _search, _symbols) is not null)
            {
                return true;
            }
        }

        return ThreadCall.IsArgument(Operation, _symbols);
    }

    // A conversion, an enumeration or a disposal of an operation that is reported at the same place.
    private static bool IsCovered(IOperation operation, CallGraph graph, CallSearch search, KnownSymbols symbols)
    {
        var value = operation switch
        {
            IConversionOperation conversion => conversion.Operand,
            IForEachLoopOperation loop => loop.Collection,
            IUsingOperation { Resources: not IVariableDeclarationGroupOperation } statement => statement.Resources,
            _ => null,
        };
        while (value is IConversionOperation { OperatorMethod: null } implicitConversion)
        {
            value = implicitConversion.Operand;
        }

        return value is not null && Of(value, graph, search, symbols) is not null;
    }

    private static Location LocationOf(IOperation resources) =>
        resources is IVariableDeclarationGroupOperation group &&
            group.Declarations.SelectMany(d => d.Declarators).FirstOrDefault()?.Syntax is VariableDeclaratorSyntax declarator
            ? declarator.Identifier.GetLocation()
            : resources.Syntax.GetLocation();
}
