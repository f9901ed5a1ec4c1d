using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Builds <see cref="Coroutine{T}"/> for async methods. Meant for the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CoroutineMethodBuilder<T>
{
    private ResultFrame<T>? _frame;

    /// <summary>The coroutine of this call.</summary>
    public readonly Coroutine<T> Task => new(_frame!);

    /// <summary>The compiler's first call.</summary>
    public static CoroutineMethodBuilder<T> Create() => default;

    /// <summary>Moves the state machine to the heap and runs nothing: coroutines are cold.</summary>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="stateMachine">The state machine, on the stack.</param>
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        StateMachineFrame<TStateMachine, T> frame = StateMachineFrame<TStateMachine, T>.Rent();

        // This builder is a field of the state machine, so the frame must be known before the copy is made.
        _frame = frame;
        frame.StoreStateMachine(ref stateMachine);
    }

    /// <summary>Not called by today's compilers.</summary>
    /// <param name="stateMachine">Ignored.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>The body returned.</summary>
    /// <param name="result">What it returned.</param>
    public readonly void SetResult(T result) => _frame!.Complete(result);

    /// <summary>The body threw.</summary>
    /// <param name="exception">What it threw.</param>
    public readonly void SetException(Exception exception) => _frame!.Fail(exception);

    /// <summary>The body awaits something that is not complete.</summary>
    /// <typeparam name="TAwaiter">The awaiter.</typeparam>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">Ignored: it lives in the frame.</param>
    [StackTraceHidden]
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => AwaiterDispatch.Suspend(_frame!, ref awaiter);

    /// <summary>The body awaits something that is not complete.</summary>
    /// <typeparam name="TAwaiter">The awaiter.</typeparam>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">Ignored: it lives in the frame.</param>
    [StackTraceHidden]
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
        => AwaiterDispatch.SuspendUnsafe(_frame!, ref awaiter);
}
