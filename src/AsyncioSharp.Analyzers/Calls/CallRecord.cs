using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// What a function without blocking operations calls, by documentation ids, so that it is true for other compilations, too. A virtual
/// call has several targets; a target that has no id is an empty string.
/// </summary>
internal sealed class CallRecord(SyntaxTree tree, ImmutableArray<ImmutableArray<string>> calls, FunctionContent content)
{
    private readonly WeakReference<SyntaxTree> _tree = new(tree);

    public ImmutableArray<ImmutableArray<string>> Calls { get; } = calls;

    public FunctionContent Content { get; } = content;

    /// <summary>True if the code is still the same. Settings that classify APIs may have changed meanwhile; they are rare.</summary>
    public bool IsTrueFor(KnownSymbols symbols) =>
        _tree.TryGetTarget(out var tree) && symbols.Compilation.ContainsSyntaxTree(tree) && !symbols.Users.SaySomething(tree);
}
