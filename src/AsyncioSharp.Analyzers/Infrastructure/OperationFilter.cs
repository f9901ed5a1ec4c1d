using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>
/// May an operation be one for a rule? Asked for every operation of the program, so it looks at names only: it may say yes too often, and never no
/// to what the rule would report. The rule itself decides by symbols.
/// </summary>
internal static class OperationFilter
{
    /// <summary>A compiler ends before the runtime has found out which code is worth to be optimized: what runs for every operation is optimized at once.</summary>
    public const MethodImplOptions Optimized = (MethodImplOptions)512;

    /// <summary>Nearly all types are none of these.</summary>
    private static readonly HashSet<string> Awaitables = ["Task", "ValueTask", "Coroutine", "IAsyncEnumerable"];

    /// <summary>A call of a method, or a use of a property, of one of these names.</summary>
    public static Func<IOperation, KnownSymbols, bool> Named(params string[] names) => new Names(names).Contain;

    /// <summary>What the table of blocking members may know, or a user.</summary>
    [MethodImpl(Optimized)]
    public static bool MayBlock(IOperation operation, KnownSymbols symbols) =>
        BlockingApis.HasName(NameOf(operation)) || symbols.Users.SaySomething(operation.Syntax.SyntaxTree);

    /// <summary>The same, and the second half of a pair of calls.</summary>
    [MethodImpl(Optimized)]
    public static bool MayBlockOrEnd(IOperation operation, KnownSymbols symbols) =>
        NameOf(operation).StartsWith("End", StringComparison.Ordinal) || MayBlock(operation, symbols);

    /// <summary>The same, and helpers of this compilation.</summary>
    [MethodImpl(Optimized)]
    public static bool MayBlockOrBeOurs(IOperation operation, KnownSymbols symbols) =>
        MayBlock(operation, symbols) || CallTargets.ArePossible(operation, symbols);

    /// <summary>Its value is a coroutine.</summary>
    [MethodImpl(Optimized)]
    public static bool IsCoroutine(IOperation operation, KnownSymbols symbols) => operation.Type?.Name == "Coroutine";

    /// <summary>It returns a coroutine.</summary>
    [MethodImpl(Optimized)]
    public static bool ReturnsCoroutine(IOperation operation, KnownSymbols symbols) => ((IReturnOperation)operation).ReturnedValue?.Type?.Name == "Coroutine";

    /// <summary>Its value can be awaited.</summary>
    [MethodImpl(Optimized)]
    public static bool IsAwaitable(IOperation operation, KnownSymbols symbols) => operation.Type is { } type && Awaitables.Contains(type.Name);

    /// <summary>The same, and calls of what is written in the program.</summary>
    [MethodImpl(Optimized)]
    public static bool IsAwaitableOrSource(IOperation operation, KnownSymbols symbols) =>
        IsAwaitable(operation, symbols) || !((IInvocationOperation)operation).TargetMethod.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>A call of a member of the runtime.</summary>
    [MethodImpl(Optimized)]
    public static bool IsOfTheRuntime(IOperation operation, KnownSymbols symbols) => ((IInvocationOperation)operation).TargetMethod.ContainingNamespace?.Name == "AsyncioSharp";

    /// <summary>A statement or a variable that may drop the value of a call: a number, a text or nothing is no loss.</summary>
    [MethodImpl(Optimized)]
    public static bool MayDiscard(IOperation operation, KnownSymbols symbols) => UnobservedResult.Candidate(operation) is { } value && value.Kind switch
    {
        OperationKind.Invocation or OperationKind.Await => value.Type is { SpecialType: SpecialType.None },
        OperationKind.Literal or OperationKind.ObjectCreation or OperationKind.Increment or OperationKind.Decrement or OperationKind.CompoundAssignment => false,
        _ => true,
    };

    /// <summary>The rules about plain calls speak in async functions and in what returns a coroutine; lambdas and local functions may be any of these, or run there.</summary>
    [MethodImpl(Optimized)]
    public static bool MayBeOnTheLoop(IOperation operation, ISymbol owner, KnownSymbols symbols)
    {
        if (owner is IMethodSymbol method && (method.IsAsync || symbols.IsCoroutine(method.ReturnType)))
        {
            return true;
        }

        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent.Kind is OperationKind.AnonymousFunction or OperationKind.LocalFunction)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(Optimized)]
    private static string NameOf(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation => ((IInvocationOperation)operation).TargetMethod.Name,
        OperationKind.PropertyReference => ((IPropertyReferenceOperation)operation).Property.Name,
        _ => "",
    };

    private sealed class Names(string[] names)
    {
        private readonly HashSet<string>? _set = names.Length > 5 ? [.. names] : null;

        // Few names are compared faster than one is hashed.
        [MethodImpl(Optimized)]
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

    /// <summary>Gives a rule the operations that pass.</summary>
    internal sealed class Filter(Func<IOperation, KnownSymbols, bool> question, Action<OperationAnalysisContext, KnownSymbols> analyze, KnownSymbols symbols)
    {
        [MethodImpl(Optimized)]
        public void Pass(OperationAnalysisContext context)
        {
            if (question(context.Operation, symbols))
            {
                analyze(context, symbols);
            }
        }
    }
}
