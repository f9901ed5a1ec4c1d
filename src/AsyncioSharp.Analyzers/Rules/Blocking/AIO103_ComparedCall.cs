using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A test that runs both forms of an operation, <c>Load(a)</c> and <c>await LoadAsync(a)</c>. It blocks on purpose, to compare them.
/// </summary>
internal static class ComparedCall
{
    // Variables of broken code may be defined by each other.
    private const int MostDepth = 5;

    public static bool Is(IInvocationOperation call, string counterpart, CodeSite code) =>
        code.IsInTest && call.Root().Descendants().OfType<IInvocationOperation>()
            .Any(other => other.TargetMethod.Name == counterpart && IsPair(call, other, depth: 0));

    /// <summary>The same for <c>foreach</c> and <c>await foreach</c>.</summary>
    public static bool Is(IForEachLoopOperation loop, CodeSite code) =>
        code.IsInTest && loop.Root().Descendants().OfType<IForEachLoopOperation>()
            .Any(other => other.IsAsynchronous && AreSame(loop.Collection, SequenceOf(other.Collection), depth: 0));

    // xs.AsAsyncEnumerable()
    private static IOperation SequenceOf(IOperation collection) =>
        TaskAliases.Core(collection) is IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: { Length: > 0 } arguments }
            ? arguments[0].Value
            : collection;

    private static bool IsPair(IInvocationOperation call, IInvocationOperation other, int depth)
    {
        var isSameTarget = (TargetOf(call), TargetOf(other)) switch
        {
            ({ } target, { } otherTarget) => AreSame(target, otherTarget, depth),
            (null, null) => KnownSymbols.IsSame(call.TargetMethod.ContainingType, other.TargetMethod.ContainingType),
            _ => false,
        };
        return isSameTarget && AreSame(ArgumentsOf(call), ArgumentsOf(other), depth);
    }

    private static IOperation? TargetOf(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);

    private static List<IOperation> ArgumentsOf(IInvocationOperation call) =>
    [
        .. call.Arguments.Where(static a => a.ArgumentKind != ArgumentKind.DefaultValue)
            .Skip(call.Instance is null && call.TargetMethod.IsExtensionMethod ? 1 : 0)
            .SelectMany(static a => a.Value is IArrayCreationOperation { Initializer.ElementValues: var elements } &&
                a.ArgumentKind == ArgumentKind.ParamArray ? elements : [a.Value])
    ];

    // The counterpart may take a token in addition.
    private static bool AreSame(List<IOperation> arguments, List<IOperation> others, int depth)
    {
        if (arguments.Count < others.Count && others[others.Count - 1].Type?.Name == nameof(CancellationToken))
        {
            others.RemoveAt(others.Count - 1);
        }

        return AllSame(arguments, others, depth);
    }

    private static bool AllSame(IReadOnlyCollection<IOperation> some, IReadOnlyCollection<IOperation> others, int depth) =>
        some.Count == others.Count && some.Zip(others, (one, other) => AreSame(one, other, depth)).All(static same => same);

    private static bool AreSame(IOperation one, IOperation two, int depth)
    {
        var (value, other) = (TaskAliases.Core(one), TaskAliases.Core(two));
        if (depth >= MostDepth || TaskAliases.Text(value) == TaskAliases.Text(other))
        {
            return depth < MostDepth;
        }

        return (value, other) switch
        {
            // var old = Load(a); var now = await LoadAsync(a);
            (IInvocationOperation call, IAwaitOperation { Operation: { } task }) => IsCounterpart(call, TaskAliases.Core(task), depth + 1),
            (ILocalReferenceOperation local, ILocalReferenceOperation otherLocal) => HoldTheSame(local, otherLocal, depth + 1),
            _ => AreBuiltAlike(value, other, depth + 1),
        };
    }

    private static bool IsCounterpart(IInvocationOperation call, IOperation task, int depth) =>
        task is IInvocationOperation other && other.TargetMethod.Name == call.TargetMethod.Name + "Async" && IsPair(call, other, depth);

    private static bool HoldTheSame(ILocalReferenceOperation local, ILocalReferenceOperation other, int depth) =>
        TaskAliases.OnlyValue(local) is { } value && TaskAliases.OnlyValue(other) is { } otherValue && AreSame(value, otherValue, depth);

    private static bool AreBuiltAlike(IOperation value, IOperation other, int depth) =>
        value.Kind == other.Kind && HasParts(value) && KnownSymbols.IsSame(MemberOf(value), MemberOf(other)) &&
        AllSame([.. value.ChildOperations], [.. other.ChildOperations], depth);

    private static bool HasParts(IOperation value) => value.ChildOperations.Count > 0 && value is
        IInvocationOperation or IObjectCreationOperation or IArgumentOperation or IMemberReferenceOperation
        or IArrayElementReferenceOperation;

    private static ISymbol? MemberOf(IOperation value) => value switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IMemberReferenceOperation reference => reference.Member,
        _ => null,
    };
}
