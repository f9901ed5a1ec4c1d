using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Builds a <see cref="Coroutine{T}"/> for an async method. For use by the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// async Coroutine&lt;int&gt; Answer() =&gt; await Asyncio.Sleep(0.1, 42);   // the compiler uses this builder
///
/// int value = await Answer();
/// </code>
/// </example>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CoroutineMethodBuilder<T>
{
    private ResultFrame<T>? _frame;

    /// <summary>The coroutine of this call.</summary>
    public readonly Coroutine<T> Task => new(_frame!);

    /// <summary>Returns a new builder. The compiler calls this first.</summary>
    public static CoroutineMethodBuilder<T> Create() => default;

    /// <summary>Moves the state machine to the heap. Does not run it: coroutines are cold.</summary>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="stateMachine">The state machine, on the stack.</param>
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        StateMachineFrame<TStateMachine, T> frame = StateMachineFrame<TStateMachine, T>.Rent();

        // This builder is a field of the state machine, so the frame must be set before the state machine is copied.
        _frame = frame;
        frame.StoreStateMachine(ref stateMachine);
    }

    /// <summary>Not called by current compilers.</summary>
    /// <param name="stateMachine">Ignored.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>Called when the body returns.</summary>
    /// <param name="result">The result.</param>
    public readonly void SetResult(T result) => _frame!.Complete(result);

    /// <summary>Called when the body throws.</summary>
    /// <param name="exception">The exception.</param>
    public readonly void SetException(Exception exception) => _frame!.Fail(exception);

    /// <summary>Called when the body awaits something that is not complete.</summary>
    /// <typeparam name="TAwaiter">The type of the awaiter.</typeparam>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">Ignored: it lives in the frame.</param>
    [StackTraceHidden]
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => AwaiterDispatch.Suspend(_frame!, ref awaiter);

    /// <summary>Called when the body awaits something that is not complete.</summary>
    /// <typeparam name="TAwaiter">The type of the awaiter.</typeparam>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">Ignored: it lives in the frame.</param>
    [StackTraceHidden]
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => AwaiterDispatch.SuspendUnsafe(_frame!, ref awaiter);
}
