using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>
/// Caches an answer about an operation that several rules need. It is computed once, kept as long as the operation lives, and kept
/// separately for each set of user settings.
/// </summary>
internal sealed class OperationMemo<T>
{
    private readonly ConditionalWeakTable<KnownSymbols, ConditionalWeakTable<IOperation, StrongBox<T>>> _answers = new();

    public T Of(IOperation operation, KnownSymbols symbols, Func<T> find)
    {
        var answers = _answers.GetOrCreateValue(symbols);
        return answers.TryGetValue(operation, out var answer)
            ? answer.Value!
            : answers.GetValue(operation, _ => new StrongBox<T>(find())).Value!;
    }
}
