using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>The control flow graph of a function, for code without an analysis context; built once per member.</summary>
internal static class FlowGraphs
{
    private static readonly ConditionalWeakTable<IOperation, IReadOnlyList<ControlFlowGraph>> Cache = new();

    /// <summary>Null in broken code.</summary>
    public static ControlFlowGraph? Of(EnclosingFunction function) =>
        Cache.GetValue(function.Operation.Root(), static root => OfMember(root))
            .FirstOrDefault(graph => graph.OriginalOperation.Syntax == function.Syntax);

    private static IReadOnlyList<ControlFlowGraph> OfMember(IOperation root)
    {
        var graph = root switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor),
            IBlockOperation block => ControlFlowGraph.Create(block),
            IFieldInitializerOperation field => ControlFlowGraph.Create(field),
            IPropertyInitializerOperation property => ControlFlowGraph.Create(property),
            IParameterInitializerOperation parameter => ControlFlowGraph.Create(parameter),
            _ => null,
        };
        return graph is null ? [] : [.. FlowPaths.WithNested(graph, default)];
    }
}
