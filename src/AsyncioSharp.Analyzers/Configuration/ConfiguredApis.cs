using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Configuration;

/// <summary>
/// The users' classifications of APIs, in this order: <c>.editorconfig</c> and additional files, then attributes in the code.
/// </summary>
internal sealed class ConfiguredApis(Compilation compilation, AnalyzerOptions? options)
{
    // An additional file is named after its key and has one API per line.
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

    /// <summary>True if users have configured any API; nearly always false.</summary>
    [MethodImpl(Jit.Optimized)]
    public bool SaySomething(SyntaxTree tree)
    {
        // The next call is usually about the same file.
        if (_last is not { } last || last.Tree != tree)
        {
            _last = last = new Answer(tree, _hasAttributes.Value || !ListsOf(tree).AreEmpty);
        }

        return last.IsYes;
    }

    /// <summary>Null if users have not configured the member.</summary>
    public ApiClassification? Of(ISymbol member, ITypeSymbol? receiver, SyntaxTree tree)
    {
        var lists = ListsOf(tree);
        return lists.NonBlocking.Find(member, receiver) is not null ? ApiClassification.NonBlocking
            : lists.Blocking.Find(member, receiver) is { } blocking && (blocking.Member is not null || IsOrdinary(member))
            ? new ApiClassification(isBlocking: true, blocking.Replacement)
            : _hasAttributes.Value ? ApiAttributes.VerdictOf(member) : null;
    }

    /// <summary>True if the delegates passed to this method run off the loop.</summary>
    public bool RunsOffLoop(IMethodSymbol method, SyntaxTree tree) =>
        ListsOf(tree).OffLoop.Find(method, receiver: null) is not null || (_hasAttributes.Value && ApiAttributes.RunsOffLoop(method));

    /// <summary>An entry for a whole type applies to its methods.</summary>
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

    // Nearly no program uses these attributes: checking every assembly once is cheaper than checking every member.
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

        /// <summary>Covers only entries about members; entries about delegates are looked up separately.</summary>
        public bool AreEmpty { get; } = blocking.IsEmpty && nonBlocking.IsEmpty;
    }
}
