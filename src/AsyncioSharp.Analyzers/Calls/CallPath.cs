using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The path from a function to the operation searched for.</summary>
internal sealed class CallPath(ImmutableArray<IMethodSymbol> functions, CallSink end, IParameterSymbol? depends)
{
    /// <summary>From the start of the search to the function that contains the operation.</summary>
    public ImmutableArray<IMethodSymbol> Functions { get; } = functions;

    public CallSink End { get; } = end;

    /// <summary>The parameter of the first function that decides whether the operation blocks.</summary>
    public IParameterSymbol? Depends { get; } = depends;

    /// <summary><c>Save -> Flush -> File.WriteAllText (Store.cs:41)</c></summary>
    public string Text
    {
        get
        {
            var line = End.Operation.Syntax.GetLocation().GetLineSpan();
            return $"{string.Join(" -> ", Functions.Select(NameOf))} -> {End.Name} ({Path.GetFileName(line.Path)}:{line.StartLinePosition.Line + 1})";
        }
    }

    /// <summary>The same path with callers prepended, if nothing depends on an argument.</summary>
    public CallPath After(IEnumerable<IMethodSymbol> path) => new([.. path, .. Functions], End, depends: null);

    public static string NameOf(IMethodSymbol function) => function.MethodKind switch
    {
        MethodKind.Constructor => $"new {function.ContainingType.Name}",
        MethodKind.PropertyGet or MethodKind.PropertySet => $"{function.ContainingType.Name}.{function.AssociatedSymbol?.Name}",
        MethodKind.AnonymousFunction => "a lambda",
        MethodKind.UserDefinedOperator or MethodKind.Conversion => $"an operator of {function.ContainingType.Name}",
        MethodKind.LocalFunction => function.Name,
        _ => $"{function.ContainingType.Name}.{function.Name}",
    };
}
