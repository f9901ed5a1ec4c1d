using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The way from a function to what was looked for.</summary>
internal sealed class CallPath(ImmutableArray<IMethodSymbol> functions, CallSink end, IParameterSymbol? depends)
{
    /// <summary>From the function that was asked for to the one that does it.</summary>
    public ImmutableArray<IMethodSymbol> Functions { get; } = functions;

    public CallSink End { get; } = end;

    /// <summary>The parameter of the first function on which it depends.</summary>
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

    /// <summary>The same from further away, where nothing depends on an argument.</summary>
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
