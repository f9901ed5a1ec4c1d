using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

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
    private readonly ImmutableArray<FileVersion> _files;

    private ProgramVersion(Compilation compilation, ImmutableArray<FileVersion> files, ConcurrentDictionary<string, CallRecord> records)
    {
        _options = compilation.Options;
        _references = [.. compilation.References];
        _files = files;
        Records = records;
    }

    /// <summary>What the functions call, by their documentation ids; shared by all versions with the same declarations.</summary>
    public ConcurrentDictionary<string, CallRecord> Records { get; }

    /// <summary>The version of a compilation, with the records of the version before it if the declarations are the same.</summary>
    public static ProgramVersion Of(Compilation compilation)
    {
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];

        // A keystroke replaces one tree, so either the first or the last one is still that of the version before.
        var ends = trees.Length > 1 ? new[] { trees[0], trees[trees.Length - 1] } : [];
        var holders = ends.Select(Latest.GetOrCreateValue).ToList();
        var latest = holders.Select(static holder => holder.Version).OfType<ProgramVersion>();
        var version = latest.Select(last => last.Next(compilation, trees)).OfType<ProgramVersion>().FirstOrDefault() ??
            new ProgramVersion(compilation, [.. trees.Select(static tree => new FileVersion(tree))], []);
        foreach (var holder in holders)
        {
            holder.Version = version;
        }

        return version;
    }

    // Null if the declarations are not the same. A file that was not edited keeps its version, because that may know its declarations.
    private ProgramVersion? Next(Compilation compilation, SyntaxTree[] trees)
    {
        if (_files.Length != trees.Length || !_options.Equals(compilation.Options) || !_references.SequenceEqual(compilation.References))
        {
            return null;
        }

        var files = ImmutableArray.CreateBuilder<FileVersion>(trees.Length);
        for (var i = 0; i < trees.Length; i++)
        {
            var file = _files[i].IsOf(trees[i]) ? _files[i] : new FileVersion(trees[i]);
            if (file != _files[i] && !file.DeclaresTheSameAs(_files[i]))
            {
                return null;
            }

            files.Add(file);
        }

        return new ProgramVersion(compilation, files.MoveToImmutable(), Records);
    }

    private sealed class Holder
    {
        public ProgramVersion? Version { get; set; }
    }
}
