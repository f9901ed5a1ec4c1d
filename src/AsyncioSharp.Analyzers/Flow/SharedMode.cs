using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Code outside the branches of a function whose caller selects whether it waits or blocks (<c>Read(bool async)</c>): both modes run it.
/// The synchronous API of such a library calls the function with <c>false</c> and relies on it to complete synchronously, so a new await
/// there would deadlock it.
/// </summary>
internal static class SharedMode
{
    private const int MostDepth = 4;

    // The result depends on the remaining depth of the search.
    private static readonly ConditionalWeakTable<KnownSymbols, ConcurrentDictionary<IMethodSymbol, ISymbol?>[]> Cache = new();

    public static string? Obstacle(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols)
    {
        if ((FlagOf(function.Symbol, function.Operation, symbols, depth: 0) ?? ModeParameter.Of(function.Symbol, symbols)) is not { } flag)
        {
            return null;
        }

        var innermost = FunctionBody.Of(function.Operation).LastOrDefault(o => o.Syntax.Span.Contains(node.Span));
        return innermost is null || IsInBranch(innermost, flag) ? null : $"code that '{flag.Name}' also runs synchronously";
    }

    /// <summary>The parameter, field or property that selects the mode of a function; null if there is none.</summary>
    public static ISymbol? FlagOf(IMethodSymbol method, IOperation? body, KnownSymbols symbols, int depth)
    {
        var known = Cache.GetValue(symbols, static _ => NewTables())[depth];
        if (known.TryGetValue(method.OriginalDefinition, out var flag))
        {
            return flag;
        }

        var bodies = body is not null ? [body] : FunctionBodies.Of(method.OriginalDefinition, symbols.Compilation).ToList();
        flag = bodies.SelectMany(FunctionBody.Of).Select(operation => FlagAt(operation, symbols, depth))
            .FirstOrDefault(found => found is not null);
        known[method.OriginalDefinition] = flag;
        return flag;
    }

    /// <summary>What an <c>if</c>, a <c>switch</c> or a <c>?:</c> tests, where one of its branches awaits what another one calls.</summary>
    public static ISymbol? FlagOfChoice(IOperation? operation) => operation switch
    {
        IConditionalOperation { WhenFalse: { } other } choice => ModeOf(choice.Condition, choice.WhenTrue, other),
        IConditionalOperation { Parent: IBlockOperation block } choice when SyncAsyncFlag.Leaves(choice.WhenTrue) =>
            block.Operations.SkipWhile(o => o != choice).Skip(1).Select(rest => ModeOf(choice.Condition, choice.WhenTrue, rest))
                .FirstOrDefault(flag => flag is not null),
        ISwitchOperation choice => OfPairs(choice.Value, [.. choice.Cases]),
        ISwitchExpressionOperation choice => OfPairs(choice.Value, [.. choice.Arms]),
        _ => null,
    };

    private static ConcurrentDictionary<IMethodSymbol, ISymbol?>[] NewTables() =>
        [.. Enumerable.Range(0, MostDepth + 1).Select(static _ => NewTable())];

    private static ConcurrentDictionary<IMethodSymbol, ISymbol?> NewTable() => new(SymbolEqualityComparer.Default);

    private static ISymbol? FlagAt(IOperation operation, KnownSymbols symbols, int depth) => operation switch
    {
        // await Fill(async)
        IInvocationOperation { TargetMethod.IsAsync: true } call when depth < MostDepth => Passed(call, symbols, depth),
        _ => FlagOfChoice(operation),
    };

    private static ISymbol? OfPairs(IOperation value, IReadOnlyList<IOperation> branches) =>
        branches.SelectMany(one => branches.Where(two => two != one).Select(two => ModeOf(value, one, two)))
            .FirstOrDefault(flag => flag is not null);

    private static ISymbol? ModeOf(IOperation condition, IOperation one, IOperation two) =>
        ModeTest.IsFlag(condition) && (DoesBoth(one, two) || DoesBoth(two, one)) ? ModeTest.FlagsOf(condition).FirstOrDefault() : null;

    // One branch awaits the operation that the other one calls.
    private static bool DoesBoth(IOperation waiting, IOperation blocking) =>
        !FunctionBody.WithSelf(blocking).Any(FunctionBody.IsAwait) &&
        FunctionBody.WithSelf(blocking)
            .Any(use => use is IInvocationOperation or IPropertyReferenceOperation && Counterparts.AreAwaitedIn(waiting, use));

    private static ISymbol? Passed(IInvocationOperation call, KnownSymbols symbols, int depth)
    {
        foreach (var argument in call.Arguments)
        {
            // Checks the type first: nearly every call passes some parameter, and reading its target is expensive.
            if (argument is not { Value: IParameterReferenceOperation { Parameter: { } own }, Parameter: { } parameter } ||
                !ModeTest.IsFlag(argument.Value) || !OwnCode.Contains(call.TargetMethod, symbols))
            {
                continue;
            }

            if (FlagOf(call.TargetMethod, body: null, symbols, depth + 1) is IParameterSymbol flag && flag.Ordinal == parameter.Ordinal)
            {
                return own;
            }
        }

        return null;
    }

    private static bool IsInBranch(IOperation operation, ISymbol flag)
    {
        for (var (node, parent) = (operation, operation.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            var isBranch = parent switch
            {
                IConditionalOperation choice => node != choice.Condition && Asks(choice.Condition, flag),
                ISwitchCaseOperation { Parent: ISwitchOperation choice } => Asks(choice.Value, flag),
                ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => Asks(choice.Value, flag),
                IBlockOperation block =>
                    block.Operations.TakeWhile(o => o != node)
                        .Any(o => o is IConditionalOperation exit && Asks(exit.Condition, flag) && SyncAsyncFlag.Leaves(exit.WhenTrue)),
                _ => false,
            };
            if (isBranch)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Asks(IOperation condition, ISymbol flag) =>
        ModeTest.FlagsOf(condition).Contains(flag, SymbolEqualityComparer.Default);
}
