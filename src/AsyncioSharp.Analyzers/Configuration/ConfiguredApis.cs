using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Configuration;

/// <summary>What users say about APIs, in this order: <c>.editorconfig</c> and the additional files, then attributes in the code.</summary>
internal sealed class ConfiguredApis(Compilation compilation, AnalyzerOptions? options)
{
    // An additional file has the name of the key, and one API in each line.
    private const string BlockingKey = "asyncio.blocking_apis";
    private const string NonBlockingKey = "asyncio.nonblocking_apis";
    private const string OffLoopKey = "asyncio.off_loop_apis";
    private const string BlockingFile = "asyncio.blocking.txt";
    private const string NonBlockingFile = "asyncio.nonblocking.txt";
    private const string OffLoopFile = "asyncio.off_loop.txt";

    // Most files have the same settings.
    private readonly ConditionalWeakTable<SyntaxTree, Lists> _trees = new();
    private readonly ConcurrentDictionary<(string? Blocking, string? NonBlocking, string? OffLoop), Lists> _lists = new();
    private volatile Answer? _last;
    private readonly Lazy<bool> _hasAttributes = new(() => HasAttributes(compilation));

    public bool IsNonBlocking(ISymbol member, ITypeSymbol? receiver, SyntaxTree tree) =>
        Of(member, receiver, tree) is { IsBlocking: false };

    /// <summary>Nearly no program has anything to say about any member.</summary>
    [MethodImpl(Jit.Optimized)]
    public bool SaySomething(SyntaxTree tree)
    {
        // The next call is mostly about the same file.
        if (_last is not { } last || last.Tree != tree)
        {
            _last = last = new Answer(tree, _hasAttributes.Value || !ListsOf(tree).AreEmpty);
        }

        return last.IsYes;
    }

    /// <summary>Null where users say nothing.</summary>
    public ApiClassification? Of(ISymbol member, ITypeSymbol? receiver, SyntaxTree tree)
    {
        var lists = ListsOf(tree);
        return lists.NonBlocking.Find(member, receiver) is not null ? ApiClassification.NonBlocking
            : lists.Blocking.Find(member, receiver) is { } blocking && (blocking.Member is not null || IsOrdinary(member))
            ? new ApiClassification(isBlocking: true, blocking.Replacement)
            : _hasAttributes.Value ? ApiAttributes.VerdictOf(member) : null;
    }

    /// <summary>Do the delegates that this method gets run off the loop?</summary>
    public bool RunsOffLoop(IMethodSymbol method, SyntaxTree tree) =>
        ListsOf(tree).OffLoop.Find(method, receiver: null) is not null || (_hasAttributes.Value && ApiAttributes.RunsOffLoop(method));

    /// <summary>What is said about a whole type is about its methods.</summary>
    public static bool IsOrdinary(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension };

    private Lists ListsOf(SyntaxTree tree) => _trees.GetValue(tree, CreateLists);

    private Lists CreateLists(SyntaxTree tree)
    {
        var settings = options?.AnalyzerConfigOptionsProvider.GetOptions(tree);
        string? Read(string key) => settings is not null && settings.TryGetValue(key, out var value) ? value : null;
        return _lists.GetOrAdd((Read(BlockingKey), Read(NonBlockingKey), Read(OffLoopKey)), said =>
            new Lists(ListOf(said.Blocking, BlockingFile), ListOf(said.NonBlocking, NonBlockingFile), ListOf(said.OffLoop, OffLoopFile)));
    }

    private ApiList ListOf(string? said, string file) => new((said is null ? [] : ApiList.Split(said)).Concat(LinesOf(file)));

    private IEnumerable<string> LinesOf(string file) =>
        from text in options?.AdditionalFiles ?? []
        where string.Equals(Path.GetFileName(text.Path), file, StringComparison.OrdinalIgnoreCase)
        from line in text.GetText()?.Lines ?? Enumerable.Empty<Microsoft.CodeAnalysis.Text.TextLine>()
        select line.ToString();

    // Nearly no program has these attributes: to ask every member for them would cost more than to ask every assembly once.
    private static bool HasAttributes(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols.Concat([compilation.Assembly])
            .Any(assembly => ApiAttributes.Names.Any(assembly.TypeNames.Contains));

    private sealed class Answer(SyntaxTree tree, bool isYes)
    {
        public SyntaxTree Tree { get; } = tree;

        public bool IsYes { get; } = isYes;
    }

    private sealed class Lists(ApiList blocking, ApiList nonBlocking, ApiList offLoop)
    {
        public ApiList Blocking { get; } = blocking;

        public ApiList NonBlocking { get; } = nonBlocking;

        public ApiList OffLoop { get; } = offLoop;

        /// <summary>Of what is said about members; what takes a delegate is asked for on its own.</summary>
        public bool AreEmpty { get; } = blocking.IsEmpty && nonBlocking.IsEmpty;
    }
}
