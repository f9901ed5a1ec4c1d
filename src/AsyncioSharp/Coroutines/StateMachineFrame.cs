using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>The frame of an <c>async Coroutine</c> method: the compiler's state machine lives in it.</summary>
internal sealed class StateMachineFrame<TStateMachine, T> : ResultFrame<T>
    where TStateMachine : IAsyncStateMachine
{
    private static readonly int s_type = FramePool.NextType();

    private TStateMachine? _stateMachine;

    // Where to say that this coroutine was never awaited. Null when it was created outside of any loop.
    private EventLoop? _creator;

    private StateMachineFrame()
    {
    }

    // Frames are pooled, so in steady state none is collected. One that is, and was never started, is a forgotten await.
    ~StateMachineFrame()
    {
        if (State == FrameState.Created && !Environment.HasShutdownStarted)
        {
            Reports.NeverAwaited(_creator, Name, CreationSites.Find(this));
        }
    }

    internal override string Name => CoroutineName.Of(typeof(TStateMachine));

    internal static StateMachineFrame<TStateMachine, T> Rent()
    {
        LoopThread thread = LoopThread.Current;
        var frame = Unsafe.As<StateMachineFrame<TStateMachine, T>>(thread.Pool(s_type).TryTake()) ?? new StateMachineFrame<TStateMachine, T>();
        EventLoop? loop = thread.Loop;
        frame.State = FrameState.Created;
        frame._creator = loop;
        if (loop is { Debug: true })
        {
            CreationSites.Record(frame);
        }

        return frame;
    }

    /// <summary>Copies the state machine in; from here on the compiler's copy on the stack is dead.</summary>
    internal void Hold(ref TStateMachine stateMachine) => _stateMachine = stateMachine;

    internal override void MoveNext() => _stateMachine!.MoveNext();

    internal override void Recycle()
    {
        Reset();
        _stateMachine = default;
        _creator = null;
        if (!LoopThread.Current.Pool(s_type).TryAdd(this))
        {
            GC.SuppressFinalize(this);
        }
    }
}
