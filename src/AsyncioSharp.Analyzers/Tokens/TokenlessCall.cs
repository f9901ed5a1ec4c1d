using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// A call of which no overload takes a token. A task of the loop that awaits its .NET task cannot be canceled until that has ended, and a
/// timeout around it ends without an exception if nothing else is awaited behind it.
/// </summary>
internal static class TokenlessCall
{
    // They wait for tasks that exist already, or start work that a token does not stop.
    private static readonly HashSet<string> Others = ["Run", "StartNew", "ContinueWith", "Unwrap", "AsTask", "Preserve", "ConfigureAwait"];

    /// <summary>The code that stops waiting at once; null if the call is not awaited directly, takes a token, or never waits.</summary>
    public static string? FutureOf(IInvocationOperation call, KnownSymbols symbols)
    {
        var method = call.TargetMethod;
        if (!symbols.IsTask(call.Type) || !DirectAwait.Of(call) || symbols.IsTask(method.ContainingType) ||
            Others.Contains(method.Name) || method.MethodKind == MethodKind.DelegateInvoke)
        {
            return null;
        }

        if (symbols.IsRuntime(method) || InMemory.IsKnown(call.Instance) || TakesToken(method, symbols) || MayUseLoop(method, symbols))
        {
            return null;
        }

        var text = AwaitSyntax.Display(call.Syntax);
        var isValueTask = KnownSymbols.Is(call.Type, symbols.ValueTask) || KnownSymbols.Is(call.Type, symbols.ValueTaskOfT);
        return isValueTask ? $"Asyncio.FromTask({text}.AsTask())" : $"Asyncio.FromTask({text})";
    }

    // A cancellation reaches the coroutine that a plain async method awaits on the loop. Only the code of the method shows whether it does.
    private static bool MayUseLoop(IMethodSymbol method, KnownSymbols symbols)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return false;
        }

        var bodies = FunctionBodies.Of(method.OriginalDefinition, symbols.Compilation).ToList();
        return bodies.Count == 0 || bodies.SelectMany(FunctionBody.WithSelf).Any(operation => IsOfLoop(operation, symbols));
    }

    private static bool IsOfLoop(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IAwaitOperation awaited => symbols.IsCoroutine(awaited.Operation.Type) || symbols.IsFuture(awaited.Operation.Type),
        IInvocationOperation call => symbols.IsTask(call.Type) && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty,
        _ => false,
    };

    // Any overload: what the author has to pass for it is for him to see.
    private static bool TakesToken(IMethodSymbol method, KnownSymbols symbols)
    {
        if (HasToken(method, symbols))
        {
            return true;
        }

        var isAlone = method.IsStatic || method.ReducedFrom is not null || method.MethodKind == MethodKind.LocalFunction;
        for (var type = method.ContainingType; type is not null; type = isAlone ? null : type.BaseType)
        {
            if (type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(overload => HasToken(overload, symbols)))
            {
                return true;
            }
        }

        return false;
    }

    // CancellationToken, CancellationToken?, or a CallContext that contains one.
    private static bool HasToken(IMethodSymbol method, KnownSymbols symbols)
    {
        foreach (var parameter in method.Parameters)
        {
            var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } maybe
                ? maybe.TypeArguments[0]
                : parameter.Type;
            if (symbols.IsCancellationToken(type) || CarriesToken(type, symbols))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CarriesToken(ITypeSymbol type, KnownSymbols symbols) =>
        type.SpecialType == SpecialType.None && type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface &&
        type.GetMembers().Any(member => member is IPropertySymbol property && symbols.IsCancellationToken(property.Type));
}
