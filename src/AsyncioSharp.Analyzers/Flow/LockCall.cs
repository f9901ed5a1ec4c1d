using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>A call that takes or releases a lock.</summary>
internal sealed class LockCall
{
    private LockCall(IInvocationOperation call, bool isRelease, bool isThreadBound, string key)
    {
        Call = call;
        IsRelease = isRelease;
        IsThreadBound = isThreadBound;
        Key = key;
    }

    public IInvocationOperation Call { get; }

    public bool IsRelease { get; }

    /// <summary>Whether the lock belongs to a thread, which all coroutines of a loop share.</summary>
    public bool IsThreadBound { get; }

    /// <summary>The lock, as the function names it.</summary>
    public string Key { get; }

    /// <summary>Whether the result tells if the lock was taken.</summary>
    public bool IsAttempt =>
        !IsRelease &&
            (Result?.SpecialType == SpecialType.System_Boolean || Call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal)) &&
        !(Call.TargetMethod.Name == "WaitOne" && Call.Arguments.All(a => a.IsImplicit));

    public string Display => $"{Call.TargetMethod.ContainingType.Name}.{Call.TargetMethod.Name}";

    /// <summary>An acquire that must be awaited counts at its await.</summary>
    public static LockCall? Of(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IInvocationOperation call when Find(call, symbols) is { } found && (found.IsRelease || !IsAwaitable(call)) => found,
        IAwaitOperation { Operation: { } awaited } when CallIn(awaited) is { } call && Find(call, symbols) is { IsRelease: false } found &&
            (call.TargetMethod.Name != "AcquireAsync" || IsDropped(operation)) => found,
        _ => null,
    };

    /// <summary>A call of a method of the program that takes or releases a thread-bound lock for its caller.</summary>
    public static LockCall? OfHelper(IOperation operation, KnownSymbols symbols) => operation is not IInvocationOperation call ? null
        : LockHelpers.KeyOfTaken(call.TargetMethod, symbols) is { } taken ? new LockCall(call, isRelease: false, isThreadBound: true, taken)
        : LockHelpers.KeyOfReleased(call.TargetMethod, symbols) is { } released
        ? new LockCall(call, isRelease: true, isThreadBound: true, released)
        : null;

    /// <summary>The awaited call, without <c>ConfigureAwait</c> around it.</summary>
    public static IInvocationOperation? CallIn(IOperation awaited) => awaited switch
    {
        IConversionOperation conversion => CallIn(conversion.Operand),
        IInvocationOperation { Instance: { } inner, TargetMethod.Name: "ConfigureAwait" } => CallIn(inner),
        _ => awaited as IInvocationOperation,
    };

    // Code that keeps the result of AcquireAsync releases the lock through it.
    private static bool IsDropped(IOperation await) =>
        await.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    private ITypeSymbol? Result => Call.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : Call.Type;

    private static bool IsAwaitable(IInvocationOperation call) => call.TargetMethod.Name is "WaitAsync" or "AcquireAsync";

    private static LockCall? Find(IInvocationOperation call, KnownSymbols symbols) =>
        LockApis.Find(call.TargetMethod.Name, call.Instance?.Type ?? call.TargetMethod.ContainingType, symbols) is { } api
            ? Create(call, api.IsRelease, api.IsThreadBound)
            : null;

    // Monitor takes its object as an argument; all other locks are the receiver.
    private static LockCall? Create(IInvocationOperation call, bool isRelease, bool isThreadBound) =>
        (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } gate
            ? new LockCall(call, isRelease, isThreadBound, TaskAliases.Text(gate))
            : null;
}
