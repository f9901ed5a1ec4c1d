using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// A function, with the flags that its caller passes: <c>Dispose(false)</c> may lead elsewhere than <c>Dispose(true)</c>.
/// </summary>
internal readonly struct CallNode(IMethodSymbol function, KnownArguments arguments, bool isOfNewObject = false) : IEquatable<CallNode>
{
    public IMethodSymbol Function { get; } = function;

    public KnownArguments Arguments { get; } = arguments;

    /// <summary>True if a constructor or an initializer calls it on the object that it makes.</summary>
    public bool IsOfNewObject { get; } = isOfNewObject;

    public bool Equals(CallNode other) =>
        IsOfNewObject == other.IsOfNewObject && SymbolEqualityComparer.Default.Equals(Function, other.Function) &&
        Arguments.Equals(other.Arguments);

    public override bool Equals(object? obj) => obj is CallNode other && Equals(other);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Function) ^ Arguments.GetHashCode();
}
