using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// Who calls whom in one compilation. A function is read when somebody asks for it, and only once; so what runs live in an editor costs no
/// more than
/// what the asynchronous code there reaches.
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
        Blocking = new CallSearch(this, calls => calls.Blockers, needsAll: true);
        Runs = new CallSearch(this, calls => calls.Runs, needsAll: true, () => LoopRun.AppearsIn(symbols.Compilation));
        LoopUses = new CallSearch(this, calls => calls.LoopUses, needsAll: false);
        StateWrites = new CallSearch(this, calls => calls.StateWrites, needsAll: false);
    }

    public Implementations Implementations { get; }

    /// <summary>What stops the loop.</summary>
    public CallSearch Blocking { get; }

    /// <summary>What starts a loop.</summary>
    public CallSearch Runs { get; }

    /// <summary>What belongs to the thread of the loop; here one possible target is enough.</summary>
    public CallSearch LoopUses { get; }

    /// <summary>What must not be written on another thread.</summary>
    public CallSearch StateWrites { get; }

    public static CallGraph Of(KnownSymbols symbols) => Cache.GetValue(symbols, static s => new CallGraph(s));

    public FunctionCalls Of(IMethodSymbol function) => _functions.GetOrAdd(function, f => FunctionCalls.Read(f, this, _symbols));

    /// <summary>The functions of this compilation that a function calls in any way, asynchronous ones too; each is read once.</summary>
    public ImmutableArray<IMethodSymbol> CalledBy(IMethodSymbol function) =>
        _called.GetOrAdd(function, f => [.. CalledFunctions.Of(f, this, _symbols)]);

    /// <summary>The calls of one operation; nothing for the many that run no function of this compilation.</summary>
    public IEnumerable<CallEdge> EdgesOf(IOperation operation) => CallTargets.Of(operation, this, _symbols);

    /// <summary>Does the function call the other one by itself, or stop the loop in some other way?</summary>
    public bool Calls(IMethodSymbol function, IMethodSymbol other) =>
        (IsEntered(function) && Blocking.From(function) is not null) ||
        Of(function).Edges.Any(edge => edge.Targets.Contains(other, SymbolEqualityComparer.Default));

    // What has a place in metadata is not compiled here; the assembly of a symbol takes some steps to find.
    [MethodImpl(Jit.Optimized)]
    public static bool IsOurs(ISymbol member, KnownSymbols symbols) =>
        member.MetadataToken == 0 && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, symbols.Assembly);

    /// <summary>The prefilter: may it run code of this compilation, and may the loop run it?</summary>
    public static bool IsCandidate(IOperation operation, ISymbol owner, KnownSymbols symbols) =>
        CallTargets.ArePossible(operation, symbols) && OperationFilter.MayBeOnTheLoop(operation, owner, symbols);

    /// <summary>Is it code of this compilation that does not report for itself? What is async does, and what returns a coroutine.</summary>
    public bool IsEntered(IMethodSymbol function) =>
        IsOurs(function, _symbols) &&
        !function.IsAsync && !_symbols.IsCoroutine(function.ReturnType) && !IsWithoutCode(function) && !RowAccess.Is(function);

    private static bool IsWithoutCode(IMethodSymbol function) =>
        function.IsAbstract || function.IsExtern || (function.IsImplicitlyDeclared && function.MethodKind != MethodKind.Constructor);
}
