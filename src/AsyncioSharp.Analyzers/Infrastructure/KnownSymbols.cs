using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>The symbols that the rules need, looked up once per compilation and shared by all rules.</summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols?> Cache = new();

    // Test attributes of frameworks that run no loop. Attributes derived from these may run one.
    private static readonly string[] TestAttributeNames =
    [
        "Xunit.FactAttribute",
        "Xunit.TheoryAttribute",
        "NUnit.Framework.TestAttribute",
        "NUnit.Framework.TestCaseAttribute",
        "NUnit.Framework.TestCaseSourceAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.DataTestMethodAttribute",
        "TUnit.Core.TestAttribute",
    ];

    // Options may change while the compilation stays the same, but they do so rarely, so only the last are kept. A table with the options
    // as weak keys would keep every compilation alive as long as its options: each value leads back to the table.
    private ConfiguredSymbols? _configured;
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _others = new();
    private readonly Lazy<HashSet<ISymbol>> _testAttributes;
    private readonly Lazy<HashSet<ISymbol>> _offLoopTypes;
    private readonly Lazy<HashSet<ISymbol>> _offLoopEventTypes;
    private readonly Lazy<HashSet<ISymbol>> _inlineTypes;
    private readonly Lazy<IMethodSymbol?> _entryPoint;

    private KnownSymbols(Compilation compilation, INamedTypeSymbol task)
    {
        INamedTypeSymbol? Find(string name) => compilation.GetTypeByMetadataName(name);

        // A name is looked up in each reference, and there is a compilation for each keystroke.
        Lazy<HashSet<ISymbol>> FindAll(IEnumerable<string> names) =>
            new(() => new(names.Select(Find).OfType<ISymbol>(), SymbolEqualityComparer.Default));

        Compilation = compilation;
        Assembly = compilation.Assembly;
        Users = new ConfiguredApis(compilation, options: null);
        Coroutine = Find("AsyncioSharp.Coroutine");
        INamedTypeSymbol? FindOurs(string name) => Coroutine is null ? null : Find("AsyncioSharp." + name);

        CoroutineOfT = FindOurs("Coroutine`1");
        Awaitable = FindOurs("Awaitable");
        AwaitableOfT = FindOurs("Awaitable`1");
        Asyncio = FindOurs("Asyncio");
        TestLoop = FindOurs("Testing.TestLoop");
        Future = FindOurs("Future");
        EventLoop = FindOurs("EventLoop");
        TaskGroup = FindOurs("TaskGroup");
        Task = task;
        TaskOfT = Find("System.Threading.Tasks.Task`1");
        ValueTask = Find("System.Threading.Tasks.ValueTask");
        ValueTaskOfT = Find("System.Threading.Tasks.ValueTask`1");
        Thread = Find("System.Threading.Thread");
        Enumerable = Find("System.Linq.Enumerable");
        Lazy = Find("System.Lazy`1");
        ExpressionOfT = Find("System.Linq.Expressions.Expression`1");
        Substitute = Find("NSubstitute.SubstituteExtensions");
        ListOfT = Find("System.Collections.Generic.List`1");
        Exception = Find("System.Exception");
        SystemException = Find("System.SystemException");
        CancellationToken = Find("System.Threading.CancellationToken");
        OperationCanceled = Find("System.OperationCanceledException");
        LoopCanceled = FindOurs("LoopCanceledException");
        ConfigureAwaitOptions = Find("System.Threading.Tasks.ConfigureAwaitOptions");
        _testAttributes = FindAll(TestAttributeNames);
        _offLoopTypes = FindAll(DelegateRunners.OffLoopTypes);
        _offLoopEventTypes = FindAll(DelegateRunners.OffLoopEventTypes);
        _inlineTypes = FindAll(DelegateRunners.InlineTypes);
        _entryPoint = new(() => compilation.GetEntryPoint(default));
    }

    public Compilation Compilation { get; }

    /// <summary>The assembly being compiled.</summary>
    public IAssemblySymbol Assembly { get; }

    /// <summary>The overloads of a method with an additional token; cached, because the same few methods are called repeatedly.</summary>
    public ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> TokenOverloads { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The users' classifications of APIs.</summary>
    public ConfiguredApis Users { get; private set; }

    /// <summary>Null if only the rules are referenced, without the runtime.</summary>
    public INamedTypeSymbol? Coroutine { get; }
    public INamedTypeSymbol? CoroutineOfT { get; }
    public INamedTypeSymbol? Awaitable { get; }
    public INamedTypeSymbol? AwaitableOfT { get; }
    public INamedTypeSymbol? Asyncio { get; }
    public INamedTypeSymbol? TestLoop { get; }
    public INamedTypeSymbol? Future { get; }
    public INamedTypeSymbol? EventLoop { get; }
    public INamedTypeSymbol? TaskGroup { get; }
    public INamedTypeSymbol? Task { get; }
    public INamedTypeSymbol? TaskOfT { get; }
    public INamedTypeSymbol? ValueTask { get; }
    public INamedTypeSymbol? ValueTaskOfT { get; }
    public INamedTypeSymbol? Thread { get; }
    public INamedTypeSymbol? Enumerable { get; }
    public INamedTypeSymbol? Lazy { get; }
    public INamedTypeSymbol? ExpressionOfT { get; }
    public INamedTypeSymbol? Substitute { get; }
    public INamedTypeSymbol? ListOfT { get; }
    public INamedTypeSymbol? Exception { get; }
    public INamedTypeSymbol? SystemException { get; }
    public INamedTypeSymbol? CancellationToken { get; }
    public INamedTypeSymbol? OperationCanceled { get; }
    public INamedTypeSymbol? LoopCanceled { get; }
    public INamedTypeSymbol? ConfigureAwaitOptions { get; }
    public IMethodSymbol? EntryPoint => _entryPoint.Value;

    /// <summary>True for a program without an entry point: the compiler reports it without a reason.</summary>
    public bool LacksEntryPoint => EntryPoint is null &&
        Compilation.Options.OutputKind is (OutputKind.ConsoleApplication or OutputKind.WindowsApplication);

    /// <summary>False in a project that only has <c>Task</c>: then no message and no fix names the runtime.</summary>
    public bool HasRuntime => Coroutine is not null;

    /// <summary>Null without <c>Task</c>: then no rule reports anything.</summary>
    public static KnownSymbols? Of(Compilation compilation) =>
        Cache.GetValue(
            compilation,
            static c => c.GetTypeByMetadataName("System.Threading.Tasks.Task") is { } task ? new KnownSymbols(c, task) : null);

    /// <summary>The same, with the users' settings.</summary>
    public static KnownSymbols? Of(Compilation compilation, AnalyzerOptions options) =>
        Of(compilation)?.WithSettings(options);

    /// <summary>A type that only one or two rules need, by its full name; check its short name first.</summary>
    public INamedTypeSymbol? Find(string fullName) => _others.GetOrAdd(fullName, Compilation.GetTypeByMetadataName);

    [MethodImpl(Jit.Optimized)]
    public bool IsCoroutine(ITypeSymbol? type) => Is(type, Coroutine) || Is(type, CoroutineOfT);

    /// <summary>True for tasks and futures of the loop.</summary>
    [MethodImpl(Jit.Optimized)]
    public bool IsFuture(ITypeSymbol? type)
    {
        foreach (var t in (type?.TypeKind == TypeKind.Class ? type : null).WithBases())
        {
            if (Is(t, Future))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for tasks and value tasks of .NET.</summary>
    [MethodImpl(Jit.Optimized)]
    public bool IsTask(ITypeSymbol? type) => Is(type, Task) || Is(type, TaskOfT) || Is(type, ValueTask) || Is(type, ValueTaskOfT);

    public bool IsAsyncio(IMethodSymbol? method, string name) => method?.Name == name && Is(method.ContainingType, Asyncio);

    /// <summary>True if the member belongs to the runtime, which runs delegates on the loop's thread.</summary>
    [MethodImpl(Jit.Optimized)]
    public bool IsRuntime(ISymbol member) =>
        Coroutine is { } ours && member.ContainingNamespace is { } space && space.Name == ours.ContainingNamespace.Name &&
        SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, ours.ContainingAssembly) &&
        SymbolEqualityComparer.Default.Equals(space, ours.ContainingNamespace);

    public bool IsOffLoop(ITypeSymbol? type) => type is not null && _offLoopTypes.Value.Contains(type.OriginalDefinition);

    /// <summary>True if the events of the type are raised on another thread.</summary>
    public bool RaisesOffLoop(ITypeSymbol? type) => type is not null && _offLoopEventTypes.Value.Contains(type.OriginalDefinition);

    /// <summary>True for the exception that cancels a task, and for its .NET base type.</summary>
    public bool IsCancellation(ITypeSymbol? type) => Is(type, OperationCanceled) || Is(type, LoopCanceled);

    public bool IsCancellationToken(ITypeSymbol? type) => type?.TypeKind == TypeKind.Struct && Is(type, CancellationToken);

    public bool IsTest(IMethodSymbol method) =>
        method.GetAttributes().Any(a => a.AttributeClass is { } type && _testAttributes.Value.Contains(type));

    public bool IsInline(ITypeSymbol? type) => type is not null && _inlineTypes.Value.Contains(type.OriginalDefinition);

    private KnownSymbols WithSettings(AnalyzerOptions options)
    {
        lock (_others)
        {
            if (_configured?.Options != options)
            {
                var copy = (KnownSymbols)MemberwiseClone();
                copy.Users = new ConfiguredApis(Compilation, options);
                copy._configured = null;
                _configured = new ConfiguredSymbols(options, copy);
            }

            return _configured.Symbols;
        }
    }

    /// <summary>True for the type of this name in <c>System.Threading</c>.</summary>
    public bool IsThreading(ITypeSymbol? type, string name) =>
        type?.Name == name && Is(type, Find("System.Threading." + type.MetadataName));

    /// <summary>True for the type of this name in the runtime.</summary>
    public bool IsOurs(ITypeSymbol? type, string name) => type?.Name == name && IsRuntime(type);

    public static bool IsSame(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    // Compares the name first: nearly all answers are false, and the rules ask at every call.
    [MethodImpl(Jit.Optimized)]
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? definition) =>
        definition is not null && type is not null && type.Name == definition.Name &&
            SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, definition);

    private sealed class ConfiguredSymbols(AnalyzerOptions options, KnownSymbols symbols)
    {
        public AnalyzerOptions Options { get; } = options;

        public KnownSymbols Symbols { get; } = symbols;
    }
}
