using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// An operation that runs functions of this compilation. If there are several targets, only one runs, and it is unknown which.
/// </summary>
internal sealed class CallEdge(IOperation? operation, ImmutableArray<IMethodSymbol> targets, ImmutableArray<IArgumentOperation> arguments)
{
    /// <summary>Null for the implicit call of the base constructor.</summary>
    public IOperation? Operation { get; } = operation;

    public ImmutableArray<IMethodSymbol> Targets { get; } = targets;

    /// <summary>
    /// A target with the flags that this operation passes to it, in the function <paramref name="caller"/>.
    /// </summary>
    public CallNode NodeOf(IMethodSymbol target, CallNode caller) =>
        new(target, KnownArguments.Of(arguments, caller.Arguments), NewObject.IsReceiver(Operation, caller));

    /// <summary>The same where nothing is known about the caller.</summary>
    public CallNode NodeOf(IMethodSymbol target) => new(target, KnownArguments.Of(arguments, KnownArguments.None));

    /// <summary>The argument for a parameter of the target; null if it is unknown.</summary>
    public IOperation? ArgumentFor(IParameterSymbol parameter) =>
        arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value;
}
