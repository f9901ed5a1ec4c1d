using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>One operation that runs functions of this compilation. Of several targets only one runs, and nobody knows which.</summary>
internal sealed class CallEdge(IOperation? operation, ImmutableArray<IMethodSymbol> targets, ImmutableArray<IArgumentOperation> arguments)
{
    /// <summary>Null for the constructor of the base type, which nobody names.</summary>
    public IOperation? Operation { get; } = operation;

    public ImmutableArray<IMethodSymbol> Targets { get; } = targets;

    /// <summary>
    /// A target with what this operation says about its flags, in a function of which <paramref name="caller"/> is known.
    /// </summary>
    public CallNode NodeOf(IMethodSymbol target, KnownArguments caller) => new(target, KnownArguments.Of(arguments, caller));

    /// <summary>What the operation hands over for a parameter of its target; null when that is not known.</summary>
    public IOperation? ArgumentFor(IParameterSymbol parameter) =>
        arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value;
}
