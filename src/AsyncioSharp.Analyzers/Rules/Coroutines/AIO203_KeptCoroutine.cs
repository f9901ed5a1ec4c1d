using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A new coroutine that outlives its function in a field, a collection or a cache.</summary>
internal readonly struct KeptCoroutine(ExpressionSyntax syntax, string text, IFieldSymbol? holder = null)
{
    private static readonly HashSet<string> Additions = ["Add", "AddFirst", "AddLast", "Enqueue", "Insert", "Push", "TryAdd"];

    private static readonly HashSet<string> Caches = ["GetOrAdd", "AddOrUpdate", "TryUpdate"];

    private static readonly HashSet<string> SharedCaches = ["GetOrCreate", "Set", "EnsureInitialized"];

    /// <summary>The names of all methods that keep a value.</summary>
    public static string[] Methods { get; } = [.. Additions, .. Caches, .. SharedCaches];

    /// <summary>The code that creates the coroutine.</summary>
    public ExpressionSyntax Syntax => syntax;

    /// <summary>The same, for a message.</summary>
    public string Text => text;

    /// <summary>The field that the coroutine is assigned to; null if it is kept in another way.</summary>
    public IFieldSymbol? Field => holder;

    /// <summary>All coroutines that the operation keeps.</summary>
    public static IEnumerable<KeptCoroutine> In(IOperation operation, INamedTypeSymbol? owner, KnownSymbols symbols) => operation switch
    {
        IAssignmentOperation assignment when KeptState.IsOf(assignment.Target, owner) =>
            OfValue(assignment.Value, symbols, (assignment.Target as IFieldReferenceOperation)?.Field),
        IFieldInitializerOperation initializer => OfValue(initializer.Value, symbols),
        IPropertyInitializerOperation initializer => OfValue(initializer.Value, symbols),
        IObjectCreationOperation lazy when KnownSymbols.Is(lazy.Type, symbols.Lazy) && !IsLocal(lazy) =>
            OfArguments(lazy.Arguments, symbols),
        IInvocationOperation call => OfCall(call, owner, symbols),
        _ => [],
    };

    private static IEnumerable<KeptCoroutine> OfCall(IInvocationOperation call, INamedTypeSymbol? owner, KnownSymbols symbols)
    {
        if (SharedCaches.Contains(call.TargetMethod.Name))
        {
            return IsSharedCache(call.TargetMethod.ContainingType, symbols) ? OfArguments(call.Arguments, symbols) : [];
        }

        if (call is not { Instance: { } list, Arguments.Length: > 0 } || !KeptState.IsOf(list, owner))
        {
            return [];
        }

        return Additions.Contains(call.TargetMethod.Name)
            ? OfValue(call.Arguments[call.Arguments.Length - 1].Value, symbols)
            : OfArguments(call.Arguments, symbols);
    }

    // What is in it is shared with all other users of the cache.
    private static bool IsSharedCache(INamedTypeSymbol type, KnownSymbols symbols) => type.Name switch
    {
        "CacheExtensions" => KnownSymbols.Is(type, symbols.Find("Microsoft.Extensions.Caching.Memory.CacheExtensions")),
        "LazyInitializer" => symbols.IsThreading(type, "LazyInitializer"),
        _ => false,
    };

    // The Lazy of a function is mostly read once.
    private static bool IsLocal(IObjectCreationOperation lazy) => FunctionUse.HolderOf(lazy) is IVariableInitializerOperation;

    private static IEnumerable<KeptCoroutine> OfArguments(IEnumerable<IArgumentOperation> arguments, KnownSymbols symbols) =>
        arguments.SelectMany(argument => argument.Value.WithoutConversions() is IDelegateCreationOperation made
            ? OfDelegate(made, symbols)
            : OfValue(argument.Value, symbols));

    private static IEnumerable<KeptCoroutine> OfDelegate(IDelegateCreationOperation made, KnownSymbols symbols)
    {
        if (made.Target is IMethodReferenceOperation { Method: { } method } group && symbols.IsCoroutine(method.ReturnType) &&
            group.Syntax is ExpressionSyntax name)
        {
            return [new KeptCoroutine(name, $"{method.Name}({string.Join(", ", method.Parameters.Select(static p => p.Name))})")];
        }

        if (made.Target is not IAnonymousFunctionOperation lambda || !symbols.IsCoroutine(lambda.Symbol.ReturnType))
        {
            return [];
        }

        return lambda is { Symbol.IsAsync: true, Syntax: ExpressionSyntax whole }
            ? [new KeptCoroutine(whole, "work()")]
            : FunctionBody.Of(lambda).OfType<IReturnOperation>().SelectMany(result => OfValue(result.ReturnedValue, symbols));
    }

    private static IEnumerable<KeptCoroutine> OfValue(IOperation? value, KnownSymbols symbols, IFieldSymbol? field = null) =>
        value?.Syntax is ExpressionSyntax syntax && FreshCoroutine.Of(value, symbols) is { } fresh && symbols.IsCoroutine(fresh.Type) &&
            IsCoroutineOrNullable(value.Type, symbols)
            ? [new KeptCoroutine(syntax, AwaitSyntax.Display(syntax), field)]
            : [];

    private static bool IsCoroutineOrNullable(ITypeSymbol? type, KnownSymbols symbols) =>
        symbols.IsCoroutine(type) ||
        (type is INamedTypeSymbol
        {
            OriginalDefinition.SpecialType: SpecialType.System_Nullable_T,
            TypeArguments: { Length: 1 } arguments
        } && symbols.IsCoroutine(arguments[0]));
}
