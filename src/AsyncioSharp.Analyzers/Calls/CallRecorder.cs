using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Records what one function calls. There is no record of a function that blocks, or whose calls depend on code in other files: then it has
/// to be read again in each compilation.
/// </summary>
internal sealed class CallRecorder(IMethodSymbol function, CallRecords records, KnownSymbols symbols)
{
    private readonly List<ImmutableArray<string>> _calls = [];
    private bool _isKnown = true;

    public void Add(IOperation operation, CallSink? sink, IEnumerable<CallEdge> edges)
    {
        _isKnown = _isKnown && sink is null && !DependsOnOtherCode(operation);
        if (_isKnown)
        {
            Add(edges);
        }
    }

    public void Add(IEnumerable<CallEdge> edges) =>
        _calls.AddRange(edges.Select(edge => edge.Targets.Select(target => records.IdOf(target) ?? "").ToImmutableArray()));

    /// <summary>Null if the function has to be read again.</summary>
    public CallRecord? ToRecord(FunctionContent content) =>
        _isKnown && TreeOf(function) is { } tree && !symbols.Users.SaySomething(tree) ? new CallRecord(tree, [.. _calls], content) : null;

    // Whether a listed member blocks depends on the origin of its receiver, and what a lazy value or an iterator runs on its declaration.
    private bool DependsOnOtherCode(IOperation operation) => operation switch
    {
        IInvocationOperation call => IsListed(call) || FunctionBodies.IsIterator(call.TargetMethod.OriginalDefinition),
        IPropertyReferenceOperation property =>
            IsListed(property) || (property.Property.Name == "Value" && KnownSymbols.Is(property.Property.ContainingType, symbols.Lazy)),
        IMethodReferenceOperation => IsListed(operation),
        _ => false,
    };

    private bool IsListed(IOperation operation) =>
        TaskWaitCall.Of(operation, symbols) is not null ||
        (BlockingApis.Find(operation, symbols) is { } entry && !IsKnownByItsType(operation, entry.Kind));

    // Items in memory are no query, and what is usually fast ends no search.
    private static bool IsKnownByItsType(IOperation operation, BlockingKind kind) => kind switch
    {
        BlockingKind.QueryCounterpart => operation is IInvocationOperation call && !CounterpartCall.IsOfQuery(call),
        BlockingKind.FileCall or BlockingKind.FileItems => true,
        _ => false,
    };

    // The code of a constructor includes initializers in all parts of its type.
    private static SyntaxTree? TreeOf(IMethodSymbol function)
    {
        var parts = function.MethodKind == MethodKind.Constructor
            ? function.ContainingType.DeclaringSyntaxReferences
            : function.DeclaringSyntaxReferences;
        var trees = parts.Select(static part => part.SyntaxTree).Distinct().ToList();
        return trees.Count == 1 ? trees[0] : null;
    }
}
