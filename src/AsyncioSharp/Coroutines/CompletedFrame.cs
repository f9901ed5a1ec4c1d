namespace AsyncioSharp;

/// <summary>The root of a task created for a coroutine without a frame (<c>default</c>). Its only step completes the task.</summary>
internal sealed class CompletedFrame : Frame
{
    internal CompletedFrame()
        : base(FramePool.None)
    {
        State = FrameState.Claimed;
    }

    internal override string Name => "Coroutine.Completed";

    internal override bool MoveNext(EventLoop loop)
    {
        State = FrameState.Completed;
        return true;
    }

    internal override void CompleteTask(LoopTask task) => task.Finish();

    internal override LoopTask Schedule(EventLoop loop, uint version) => throw NotACoroutine();

    internal override Coroutine WithoutResult(uint version) => throw NotACoroutine();

    internal override void DiscardBody()
    {
    }
}
