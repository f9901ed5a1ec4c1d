using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// The calls between the functions of a compilation. A function is read on demand and only once, so the cost in an editor is limited to the
/// code that asynchronous code reaches.
/// </summary>
internal sealed class CallGraph
{
    private static readonly ConditionalWeakTable<KnownSymbols, CallGraph> Cache = new();

    private readonly ConcurrentDictionary<IMethodSymbol, FunctionCalls> _functions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _called = new(SymbolEqualityComparer.Default);
    private readonly KnownSymbols _symbols;

    private CallGraph(KnownSymbols symbols)
    {
        _symbols = symbols;
        Implementations = new Implementations(symbols.Compilation);
        Records = new CallRecords(symbols);
        Blocking = Search(static calls => calls.Blockers, FunctionContent.None, needsAll: true);
        Runs = Search(
            static calls => calls.Runs, FunctionContent.LoopRun, needsAll: true, () => LoopRun.AppearsIn(symbols.Compilation));
        LoopUses = Search(
            static calls => calls.LoopUses, FunctionContent.LoopUse, needsAll: false, () => LoopUseInProgram.IsPossible(symbols));
        StateWrites = Search(static calls => calls.StateWrites, FunctionContent.StateWrite, needsAll: false);
    }

    public Implementations Implementations { get; }

    /// <summary>What is known of functions without reading them.</summary>
    public CallRecords Records { get; }

    /// <summary>The number of functions that were read.</summary>
    public int FunctionsRead => _functions.Count;

    /// <summary>Searches for operations that block the loop.</summary>
    public CallSearch Blocking { get; }

    /// <summary>Searches for operations that start a loop.</summary>
    public CallSearch Runs { get; }

    /// <summary>Searches for operations that belong to the loop's thread; here one possible target is enough.</summary>
    public CallSearch LoopUses { get; }

    /// <summary>Searches for writes that must not run on another thread.</summary>
    public CallSearch StateWrites { get; }

    public static CallGraph Of(KnownSymbols symbols) => Cache.GetValue(symbols, static s => new CallGraph(s));

    /// <summary>A search for some of the operations that the content names.</summary>
    public CallSearch Search(
        Func<FunctionCalls, ImmutableArray<CallSink>> ends, FunctionContent content, bool needsAll, Func<bool>? isPossible = null) =>
        new(this, ends, needsAll, new HarmlessFunctions(Records, content, needsAll).Contain, isPossible);

    public FunctionCalls Of(IMethodSymbol function) => _functions.GetOrAdd(function, f => FunctionCalls.Read(f, this, _symbols));

    /// <summary>The functions of this compilation that a function calls in any way, including asynchronously; each is read once.</summary>
    public ImmutableArray<IMethodSymbol> CalledBy(IMethodSymbol function) =>
        _called.GetOrAdd(function, f => [.. CalledFunctions.Of(f, this, _symbols)]);

    /// <summary>The calls of an operation; empty for the many that run no function of this compilation.</summary>
    public IEnumerable<CallEdge> EdgesOf(IOperation operation) => CallTargets.Of(operation, this, _symbols);

    /// <summary>True if the function itself calls the other one, or blocks the loop in another way.</summary>
    public bool Calls(IMethodSymbol function, IMethodSymbol other) =>
        (IsEntered(function) && Blocking.From(function) is not null) ||
        Of(function).Edges.Any(edge => edge.Targets.Contains(other, SymbolEqualityComparer.Default));

    // A symbol from metadata is not compiled here; looking up the assembly of a symbol is slower.
    [MethodImpl(Jit.Optimized)]
    public static bool IsOurs(ISymbol member, KnownSymbols symbols) =>
        member.MetadataToken == 0 && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, symbols.Assembly);

    /// <summary>The prefilter: whether the operation may run code of this compilation, and the loop may run the operation.</summary>
    public static bool IsCandidate(IOperation operation, ISymbol owner, KnownSymbols symbols) =>
        CallTargets.ArePossible(operation, symbols) && OperationFilter.MayBeOnTheLoop(operation, owner, symbols);

    /// <summary>
    /// True for code of this compilation that is not reported separately, as async functions and functions that return a coroutine are.
    /// </summary>
    public bool IsEntered(IMethodSymbol function) =>
        IsOurs(function, _symbols) &&
        !function.IsAsync && !_symbols.IsCoroutine(function.ReturnType) && !IsWithoutCode(function) && !RowAccess.Is(function);

    private static bool IsWithoutCode(IMethodSymbol function) =>
        function.IsAbstract || function.IsExtern || (function.IsImplicitlyDeclared && function.MethodKind != MethodKind.Constructor);
}
