using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>A call that takes a lock, or gives it back.</summary>
internal sealed class LockCall
{
    /// <summary>The names of what takes a lock that belongs to its thread.</summary>
    public static readonly string[] ThreadBound =
    [
        "Enter", "TryEnter", "EnterReadLock", "EnterWriteLock", "EnterUpgradeableReadLock", "TryEnterReadLock", "TryEnterWriteLock", "TryEnterUpgradeableReadLock",
        "AcquireReaderLock", "AcquireWriterLock", "WaitOne",
    ];

    private LockCall(IInvocationOperation call, bool isRelease, bool isThreadBound, string key)
    {
        Call = call;
        IsRelease = isRelease;
        IsThreadBound = isThreadBound;
        Key = key;
    }

    public IInvocationOperation Call { get; }

    public bool IsRelease { get; }

    /// <summary>The lock belongs to a thread, and all coroutines share one.</summary>
    public bool IsThreadBound { get; }

    /// <summary>Which lock, as the function names it.</summary>
    public string Key { get; }

    /// <summary>The result tells whether the lock was taken.</summary>
    public bool IsAttempt => !IsRelease && (Result?.SpecialType == SpecialType.System_Boolean || Call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal)) &&
        !(Call.TargetMethod.Name == "WaitOne" && Call.Arguments.All(a => a.IsImplicit));

    public string Display => $"{Call.TargetMethod.ContainingType.Name}.{Call.TargetMethod.Name}";

    /// <summary>An acquire that has to be awaited counts where it is awaited.</summary>
    public static LockCall? Of(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IInvocationOperation call when Find(call, symbols) is { } found && (found.IsRelease || !IsAwaitable(call)) => found,
        IAwaitOperation { Operation: { } awaited } when CallIn(awaited) is { } call && Find(call, symbols) is { IsRelease: false } found &&
            (call.TargetMethod.Name != "AcquireAsync" || IsDropped(operation)) => found,
        _ => null,
    };

    /// <summary>A call of a method of the program that takes a lock of the thread for its caller, or gives it back.</summary>
    public static LockCall? OfHelper(IOperation operation, KnownSymbols symbols) => operation is not IInvocationOperation call ? null
        : LockHelpers.KeyOfTaken(call.TargetMethod, symbols) is { } taken ? new LockCall(call, isRelease: false, isThreadBound: true, taken)
        : LockHelpers.KeyOfReleased(call.TargetMethod, symbols) is { } released ? new LockCall(call, isRelease: true, isThreadBound: true, released)
        : null;

    /// <summary>The call that is awaited, without <c>ConfigureAwait</c> around it.</summary>
    public static IInvocationOperation? CallIn(IOperation awaited) => awaited switch
    {
        IConversionOperation conversion => CallIn(conversion.Operand),
        IInvocationOperation { Instance: { } inner, TargetMethod.Name: "ConfigureAwait" } => CallIn(inner),
        _ => awaited as IInvocationOperation,
    };

    // Who keeps the result of AcquireAsync gives the lock back through it.
    private static bool IsDropped(IOperation await) => await.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    private ITypeSymbol? Result => Call.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : Call.Type;

    private static bool IsAwaitable(IInvocationOperation call) => call.TargetMethod.Name is "WaitAsync" or "AcquireAsync";

    private static LockCall? Find(IInvocationOperation call, KnownSymbols symbols)
    {
        var type = call.Instance?.Type ?? call.TargetMethod.ContainingType;
        return call.TargetMethod.Name switch
        {
            "Enter" when IsThreadLock(type, symbols) => Take(call, isThreadBound: true),
            "TryEnter" when IsThreadLock(type, symbols) => Take(call, isThreadBound: true),
            "Exit" when IsThreadLock(type, symbols) => Release(call, isThreadBound: true),
            "EnterReadLock" or "EnterWriteLock" or "EnterUpgradeableReadLock" or "TryEnterReadLock" or "TryEnterWriteLock" or "TryEnterUpgradeableReadLock"
                when symbols.IsThreading(type, "ReaderWriterLockSlim") => Take(call, isThreadBound: true),
            "ExitReadLock" or "ExitWriteLock" or "ExitUpgradeableReadLock" when symbols.IsThreading(type, "ReaderWriterLockSlim") => Release(call, isThreadBound: true),
            "AcquireReaderLock" or "AcquireWriterLock" when symbols.IsThreading(type, "ReaderWriterLock") => Take(call, isThreadBound: true),
            "ReleaseReaderLock" or "ReleaseWriterLock" or "ReleaseLock" when symbols.IsThreading(type, "ReaderWriterLock") => Release(call, isThreadBound: true),
            "WaitOne" when symbols.IsThreading(type, "Mutex") => Take(call, isThreadBound: true),
            "ReleaseMutex" when symbols.IsThreading(type, "Mutex") => Release(call, isThreadBound: true),
            "WaitOne" when symbols.IsThreading(type, "Semaphore") => Take(call, isThreadBound: false),
            "Wait" or "WaitAsync" when symbols.IsThreading(type, "SemaphoreSlim") => Take(call, isThreadBound: false),
            "AcquireAsync" when IsAsyncLock(type, symbols) => Take(call, isThreadBound: false),
            "Release" when IsAsyncLock(type, symbols) || symbols.IsThreading(type, "SemaphoreSlim") || symbols.IsThreading(type, "Semaphore") => Release(call, isThreadBound: false),
            _ => null,
        };
    }

    private static bool IsThreadLock(ITypeSymbol? type, KnownSymbols symbols) =>
        symbols.IsThreading(type, "Monitor") || symbols.IsThreading(type, "Lock") || symbols.IsThreading(type, "SpinLock");

    private static bool IsAsyncLock(ITypeSymbol? type, KnownSymbols symbols) =>
        symbols.IsOurs(type, "AsyncLock") || symbols.IsOurs(type, "AsyncSemaphore") || symbols.IsOurs(type, "AsyncCondition");

    private static LockCall? Take(IInvocationOperation call, bool isThreadBound) => Create(call, isRelease: false, isThreadBound);

    private static LockCall? Release(IInvocationOperation call, bool isThreadBound) => Create(call, isRelease: true, isThreadBound);

    // Monitor is told its object; all others are one.
    private static LockCall? Create(IInvocationOperation call, bool isRelease, bool isThreadBound) =>
        (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } gate ? new LockCall(call, isRelease, isThreadBound, TaskAliases.Text(gate)) : null;
}
