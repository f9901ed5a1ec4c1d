namespace AsyncioSharp;

/// <summary>
/// Stands for an item that was ready when a recording began in the middle of an iteration: that iteration does not know of the recording
/// and runs its items as ever.
/// </summary>
internal sealed class RecordedWorkItem(WorkItem item) : WorkItem
{
    internal WorkItem Item { get; } = item;

    internal override LoopTask? Resumes => Item.Resumes;

    internal override Future? Completes => Item.Completes;

    internal override void Run(EventLoop loop, object? state)
    {
        if (loop.Recorder is not { IsWithinUnwatchedIteration: true } recorder)
        {
            Item.Run(loop, state);
            return;
        }

        recorder.EndStep();
        recorder.BeginStep(Item, state);
        try
        {
            Item.Run(loop, state);
        }
        finally
        {
            recorder.EndStep();
        }
    }

    internal override void Abandon(EventLoop loop, object? state) => Item.Abandon(loop, state);
}
