using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>
/// A conservative prefilter for the rules: false positives are allowed, false negatives are not. It runs for every operation of the
/// program, so it compares only names; the rule itself decides by symbols.
/// </summary>
internal static class OperationFilter
{
    /// <summary>Nearly all types are none of these.</summary>
    private static readonly HashSet<string> Awaitables = ["Task", "ValueTask", "Coroutine", "IAsyncEnumerable"];

    /// <summary>A call of a method, or a use of a property, with one of these names.</summary>
    public static Func<IOperation, KnownSymbols, bool> Named(params string[] names) => new Names(names).Contain;

    /// <summary>The operation's value is a coroutine.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool IsCoroutine(IOperation operation, KnownSymbols symbols) => operation.Type?.Name == "Coroutine";

    /// <summary>The operation returns a coroutine.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool ReturnsCoroutine(IOperation operation, KnownSymbols symbols) =>
        ((IReturnOperation)operation).ReturnedValue?.Type?.Name == "Coroutine";

    /// <summary>The operation's value can be awaited.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool IsAwaitable(IOperation operation, KnownSymbols symbols) =>
        operation.Type is { } type && Awaitables.Contains(type.Name);

    /// <summary>The same, and calls of methods in the program's source.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool IsAwaitableOrSource(IOperation operation, KnownSymbols symbols) =>
        IsAwaitable(operation, symbols) || !((IInvocationOperation)operation).TargetMethod.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>A call of a member of the runtime.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool IsOfTheRuntime(IOperation operation, KnownSymbols symbols) =>
        ((IInvocationOperation)operation).TargetMethod.ContainingNamespace?.Name == "AsyncioSharp";

    /// <summary>
    /// The rules about plain calls report in async functions and in functions that return a coroutine. Lambdas and local functions may be
    /// such functions, or run in one.
    /// </summary>
    [MethodImpl(Jit.Optimized)]
    public static bool MayBeOnTheLoop(IOperation operation, ISymbol owner, KnownSymbols symbols)
    {
        if (owner is IMethodSymbol method && (method.IsAsync || symbols.IsCoroutine(method.ReturnType)))
        {
            return true;
        }

        for (var parent = operation; parent is not null; parent = parent.Parent)
        {
            if (parent.Kind is OperationKind.AnonymousFunction or OperationKind.LocalFunction)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of the called method or used property; empty for any other operation.</summary>
    [MethodImpl(Jit.Optimized)]
    public static string NameOf(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation => ((IInvocationOperation)operation).TargetMethod.Name,
        OperationKind.PropertyReference => ((IPropertyReferenceOperation)operation).Property.Name,
        _ => "",
    };

    private sealed class Names(string[] names)
    {
        private readonly HashSet<string>? _set = names.Length > 5 ? [.. names] : null;

        // For few names, comparing is faster than hashing.
        [MethodImpl(Jit.Optimized)]
        public bool Contain(IOperation operation, KnownSymbols symbols)
        {
            var asked = NameOf(operation);
            if (_set is not null)
            {
                return _set.Contains(asked);
            }

            foreach (var name in names)
            {
                if (name == asked)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Passes matching operations to a rule.</summary>
    internal sealed class Filter(
        Func<IOperation, KnownSymbols, bool> predicate, Action<OperationAnalysisContext, KnownSymbols> analyze, KnownSymbols symbols)
    {
        [MethodImpl(Jit.Optimized)]
        public void Pass(OperationAnalysisContext context)
        {
            if (predicate(context.Operation, symbols))
            {
                analyze(context, symbols);
            }
        }
    }
}
