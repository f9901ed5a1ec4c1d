using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>The frame of an <c>async Coroutine</c> method. It holds the compiler's state machine.</summary>
internal sealed class StateMachineFrame<TStateMachine, T> : ResultFrame<T>
    where TStateMachine : IAsyncStateMachine
{
    private static readonly int s_type = FramePool.NextType();
    private static readonly bool s_isOfTheRuntime = CoroutineName.IsOurs(typeof(TStateMachine));
    private static readonly bool s_isTransparent = typeof(TStateMachine).DeclaringType == typeof(TransparentCoroutines);

    // Computed at the first cancellation.
    private static bool? s_passesCancellation;

    private TStateMachine? _stateMachine;

    // Created once per frame and kept while the frame is pooled.
    private Action? _foreignContinuation;

    private StateMachineFrame(FramePool pool)
        : base(pool)
    {
    }

    internal override Action ForeignContinuation => _foreignContinuation ??= ResumeFromForeign;

    internal override bool IsTransparent => s_isTransparent;

    internal override bool IsOfTheRuntime => s_isOfTheRuntime;

    internal override bool PassesCancellation => s_passesCancellation ??= !ExceptionHandlers.MayRunIn(typeof(TStateMachine));

    internal override string Name => CoroutineName.Of(typeof(TStateMachine));

    internal static StateMachineFrame<TStateMachine, T> Rent()
    {
        LoopThread thread = LoopThread.Current;
        FramePool pool = thread.Pool(s_type);
        var frame = Unsafe.As<StateMachineFrame<TStateMachine, T>>(pool.TryTake()) ?? new StateMachineFrame<TStateMachine, T>(pool);
        frame.Begin(thread);
        if (thread.Debug)
        {
            CreationSites.Record(frame);
        }

        return frame;
    }

    /// <summary>Copies the state machine into the frame. The compiler's copy on the stack is not used after this.</summary>
    internal void StoreStateMachine(ref TStateMachine stateMachine) => _stateMachine = stateMachine;

    internal override void DiscardBody() => _stateMachine = default;

    internal override void EndCanceled(LoopCanceledException cancellation)
    {
        DiscardBody();
        Fail(cancellation);
    }

    internal override bool MoveNext(EventLoop loop)
    {
        if (loop.StepWatch is null)
        {
            _stateMachine!.MoveNext();
        }
        else
        {
            MoveNextWatched(loop.StepWatch);
        }

        if (State < FrameState.Completed)
        {
            return false;
        }

        // The pool must not keep alive the objects that the body held.
        _stateMachine = default;
        return true;
    }

    private void MoveNextWatched(StepWatch watch)
    {
        (long Start, long Inner) begun = watch.Begin();
        _stateMachine!.MoveNext();
        watch.End(begun, this);
    }
}
