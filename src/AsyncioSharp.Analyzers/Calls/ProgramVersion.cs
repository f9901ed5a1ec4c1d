using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// What the bodies of a program are bound against: references, options and declarations. A keystroke inside a body changes none of
/// these, so what is known about the functions of the other files stays true. Nothing here keeps a tree or a compilation alive.
/// </summary>
internal sealed class ProgramVersion
{
    private static readonly ConditionalWeakTable<SyntaxTree, Holder> Latest = new();

    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<WeakReference<SyntaxTree>> _trees;

    private ProgramVersion(Compilation compilation)
    {
        _options = compilation.Options;
        _references = [.. compilation.References];
        _trees = [.. compilation.SyntaxTrees.Select(static tree => new WeakReference<SyntaxTree>(tree))];
    }

    /// <summary>What the functions call, by their documentation ids; shared by all versions with the same declarations.</summary>
    public ConcurrentDictionary<string, CallRecord> Records { get; private set; } = new();

    /// <summary>The version of a compilation, with the records of the version before it if the declarations are the same.</summary>
    public static ProgramVersion Of(Compilation compilation)
    {
        var version = new ProgramVersion(compilation);
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];

        // A keystroke replaces one tree, so either the first or the last one is still that of the version before.
        var ends = trees.Length > 1 ? new[] { trees[0], trees[trees.Length - 1] } : [];
        var holders = ends.Select(Latest.GetOrCreateValue).ToList();
        var latest = holders.Select(static holder => holder.Version).OfType<ProgramVersion>();
        if (latest.FirstOrDefault(last => last.IsContinuedBy(version, trees)) is { } before)
        {
            version.Records = before.Records;
        }

        foreach (var holder in holders)
        {
            holder.Version = version;
        }

        return version;
    }

    private bool IsContinuedBy(ProgramVersion next, SyntaxTree[] trees)
    {
        if (_trees.Length != trees.Length || !_options.Equals(next._options) || !_references.SequenceEqual(next._references))
        {
            return false;
        }

        for (var i = 0; i < trees.Length; i++)
        {
            if (!_trees[i].TryGetTarget(out var before) || !HasSameDeclarations(before, trees[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasSameDeclarations(SyntaxTree before, SyntaxTree after) =>
        before == after || (before.Options.Equals(after.Options) && SyntaxFactory.AreEquivalent(before, after, topLevel: true));

    private sealed class Holder
    {
        public ProgramVersion? Version { get; set; }
    }
}
