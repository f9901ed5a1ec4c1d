namespace AsyncioSharp;

/// <summary>A track for each task: when it ran, what it waited for, how long it was ready, and how it ended.</summary>
internal sealed class TaskTracks(TimelineData data, TraceWriter trace)
{
    // The last step so far.
    private readonly Dictionary<TaskTrace, TimelineEvent> _last = [];

    // In the order in which they are first seen.
    private readonly List<TaskTrace> _tasks = [];

    /// <summary>A step, in the order of the recording.</summary>
    internal void Add(in TimelineEvent step)
    {
        TaskTrace task = step.Task!;
        int track = TraceWriter.TrackOf(task);
        WriteWait(task, step);
        trace.Slice(track, "task", "runs", step.Begin, step.End);
        _last[task] = step;
    }

    /// <summary>The waits that have no end, and the life of each task.</summary>
    internal void Finish()
    {
        foreach ((TaskTrace task, object? waits) in data.Unfinished)
        {
            long begin = _last.TryGetValue(task, out TimelineEvent step) ? step.End : Math.Max(task.CreatedAt, data.Began);
            Remember(task);
            WriteWait(TraceWriter.TrackOf(task), waits, begin, waits is null ? begin : data.Ended, data.Ended);
        }

        foreach (TaskTrace task in _tasks)
        {
            trace.Track(TraceWriter.TrackOf(task), task.DisplayName);
            WriteLife(task);
        }
    }

    private void WriteWait(TaskTrace task, in TimelineEvent step)
    {
        bool isFirst = !_last.TryGetValue(task, out TimelineEvent last);
        long begin = isFirst ? Math.Max(task.CreatedAt, data.Began) : last.End;
        long woken = Math.Clamp(data.WokenAt(step) ?? step.Begin, begin, Math.Max(begin, step.Begin));
        Remember(task);

        // A task that has not run yet is ready from the end of the step that created it, or from the beginning of what is known.
        object? waits = isFirst ? null : last.Waits;
        WriteWait(TraceWriter.TrackOf(task), waits, isFirst ? woken : begin, woken, step.Begin);
    }

    private void WriteWait(int track, object? waits, long begin, long woken, long end)
    {
        if (waits is null)
        {
            woken = begin;
        }
        else if (woken > begin)
        {
            string name = waits is TaskTrace other ? $"waits for '{other.DisplayName}'" : $"waits: {waits}";
            trace.Slice(track, "wait", name, begin, woken);
        }

        if (end > woken)
        {
            trace.Slice(track, "ready", "ready", woken, end);
        }
    }

    private void WriteLife(TaskTrace task)
    {
        bool isDone = task.EndedAt is not null;
        long end = task.EndedAt is not { } ended ? data.Ended : data.Ring.Has(task.EndedIn) ? data.Ring[task.EndedIn].End : ended;
        string outcome = !isDone ? "not done" : task.Outcome switch
        {
            FutureStatus.Succeeded => "succeeded",
            FutureStatus.Faulted => "failed",
            _ => "canceled",
        };
        trace.Span(
            task.Number,
            task.DisplayName,
            TraceWriter.TrackOf(task),
            task.CreatedAt,
            end,
            ("coroutine", task.Coroutine ?? ""),
            ("ended", outcome));
    }

    private void Remember(TaskTrace task)
    {
        if (_last.TryAdd(task, default))
        {
            _tasks.Add(task);
        }
    }
}
