using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A coroutine that becomes an <c>object</c>, or a value that a serializer writes: no code can await it any more.</summary>
internal static class BoxedCoroutine
{
    // These methods take any type, and write what they get.
    private static readonly string[] Writers =
    [
        "System.Net.Http.Json.HttpClientJsonExtensions",
        "System.Net.Http.Json.JsonContent",
        "System.Text.Json.JsonSerializer",
        "Microsoft.AspNetCore.Http.HttpResponseJsonExtensions",
        "Microsoft.AspNetCore.Http.Results",
        "Microsoft.AspNetCore.Http.TypedResults",
        "Microsoft.AspNetCore.SignalR.ClientProxyExtensions",
    ];

    // What these get, they hand to code that may know the type: reflection, the state of a thread or a timer.
    private static readonly string[] CarrierNamespaces = ["System.Reflection", "System.Runtime", "System.Threading"];

    private static readonly HashSet<string> CarrierTypes = ["Activator", "Delegate", "GC", "TypedReference"];

    /// <summary>True for the argument of a method that writes any value, such as <c>JsonSerializer.Serialize(F())</c>.</summary>
    public static bool IsWritten(IArgumentOperation argument, KnownSymbols symbols) =>
        argument.Parameter is { OriginalDefinition.Type.TypeKind: TypeKind.TypeParameter, ContainingSymbol.ContainingType: { } type } &&
        Writers.Any(name => name.EndsWith(type.Name, StringComparison.Ordinal) && KnownSymbols.Is(type, symbols.Find(name)));

    /// <summary>True if nothing can take the coroutine back out of this object.</summary>
    public static bool IsLost(IConversionOperation boxed, KnownSymbols symbols) =>
        boxed.Type?.SpecialType == SpecialType.System_Object && IsLostIn(Receiver(boxed), symbols) &&
        !CoroutineRetrieval.IsIn(symbols.Compilation);

    // An array or a choice is as lost as a value: new object[] { F() }, b ? F() : null.
    private static IOperation? Receiver(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation
            or IConversionOperation { IsImplicit: true } or IConditionalOperation or ISwitchExpressionArmOperation
            or ISwitchExpressionOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }

    private static bool IsLostIn(IOperation? receiver, KnownSymbols symbols) => receiver switch
    {
        IReturnOperation => true,
        IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } =>
            IsUnknown(parameter.OriginalDefinition.Type) && !IsCarrier(method, symbols),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => UnobservedResult.Of(declarator) is null,
        IFieldInitializerOperation or IPropertyInitializerOperation => true,
        ISimpleAssignmentOperation { Target: not IDiscardOperation, Parent: IExpressionStatementOperation statement } =>
            UnobservedResult.Of(statement) is null,
        ISimpleAssignmentOperation { Target: not IDiscardOperation } => true,
        _ => false,
    };

    // object, T, object[], ReadOnlySpan<object>
    private static bool IsUnknown(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsUnknown(array.ElementType),
        ITypeParameterSymbol => true,
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } => IsUnknown(arguments[0]),
        _ => type.SpecialType == SpecialType.System_Object,
    };

    // A library that does not know the runtime cannot await a coroutine. Our own code, and what knows the runtime, may.
    private static bool IsCarrier(IMethodSymbol method, KnownSymbols symbols)
    {
        var library = method.ContainingAssembly;
        return library is null || KnownSymbols.IsSame(library, symbols.Assembly) ||
            KnowsRuntime(library, symbols) || CarrierTypes.Contains(method.ContainingType.Name) ||
            CarrierNamespaces.Any(method.ContainingType.IsInside);
    }

    private static bool KnowsRuntime(IAssemblySymbol library, KnownSymbols symbols) =>
        symbols.Coroutine?.ContainingAssembly is { } runtime &&
        (KnownSymbols.IsSame(library, runtime) ||
            library.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == runtime.Name)));
}
