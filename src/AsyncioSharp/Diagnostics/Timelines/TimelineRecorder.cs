namespace AsyncioSharp;

/// <summary>
/// Records what a loop does, step by step. Loop thread only. A step costs one reading of the clock: where one ends, the next begins. An
/// eager first step of a task costs two, because it begins in the middle of another step.
/// </summary>
internal sealed class TimelineRecorder
{
    /// <summary>4 MB, and enough for a second of a busy loop.</summary>
    internal const int DefaultCapacity = 1 << 16;

    private readonly EventLoop _loop;
    private TimelineRing _ring;
    private readonly WakeOrigins _origins = new();
    private readonly TimelineClock _clock;
    private readonly PauseWatch _pauses = new();
    private int _lastTask;

    // Where the last step or wait has ended.
    private long _last;

    // The step that runs; its number is -1 when none does.
    private long _number = -1;
    private LoopTask? _task;
    private TimelineEvent _step;

    // What is queued now is due to this: the step that runs, or the eager step inside of it.
    private long _cause = WakeOrigin.Unknown;

    /// <summary>Begins to record. Within a step: with the rest of that step.</summary>
    internal TimelineRecorder(EventLoop loop, string target, int capacity = DefaultCapacity)
    {
        _loop = loop;
        Target = target;
        _ring = new TimelineRing(capacity);
        _clock = new TimelineClock(loop.Clock);
        _last = _clock.Now();
        Started = _last;
        _origins.Assign(loop.Ready, WakeOrigin.Unknown);
    }

    /// <summary>Where the recording goes to, for messages.</summary>
    internal string Target { get; }

    /// <summary>When it began.</summary>
    internal long Started { get; }

    /// <summary>Whether the iteration in which the recording began is not over, and does not know of it.</summary>
    internal bool IsWithinUnwatchedIteration { get; private set; }

    /// <summary>When the last step ended, and the number of the one that runs.</summary>
    internal (long Time, long Event) Position => (_last, _number >= 0 ? _cause : -1);

    /// <summary>The recording begins in a step that runs already.</summary>
    internal void BeginWithinStep(bool isUnwatched)
    {
        IsWithinUnwatchedIteration = isUnwatched;
        Open(_loop.CurrentTaskOrNull, "callback", WakeOrigin.Unknown);
    }

    internal void BeginRun()
    {
        EndStep();
        _origins.Assign(_loop.Ready, WakeOrigin.BetweenRuns);
        _last = _clock.Now();
    }

    /// <summary>Before the items of an iteration run, and before they are permuted.</summary>
    internal void BeginIteration()
    {
        EndStep();
        IsWithinUnwatchedIteration = false;
        _origins.AssignTimersOr(_loop.Ready, WakeOrigin.BetweenRuns);
        if (_clock.IsVirtual)
        {
            _last = _clock.Now();
        }
    }

    internal void Permute(ScheduleShuffle shuffle) => _origins.Permute(shuffle, ref _loop.Ready);

    internal void BeginStep(WorkItem item, object? state)
    {
        long origin = _origins.Take();
        if (item is RecordedWorkItem recorded)
        {
            item = recorded.Item;
        }

        // The timer of a sleep does not resume its task: it queues the step that does.
        bool isStep = item is Frame { Task.IsDone: false } && state != TimerQueue.Fired;
        Open(isStep ? item.Resumes : null, isStep ? null : StepLabel.Of(item, state), origin);
    }

    internal void EndStep()
    {
        if (_number < 0)
        {
            return;
        }

        long now = _clock.AfterStep();
        _origins.Assign(_loop.Ready, _number);
        if (_task is { IsDone: false } task)
        {
            _step.Waits = StepLabel.OfWait(task, this);
        }

        if (_ring.Has(_number))
        {
            _step.End = now;
            _ring[_number] = _step;
        }

        Close(now);
    }

    /// <summary>A task starts inside of the step that creates it.</summary>
    internal void BeginEagerStep(LoopTask task)
    {
        long now = _clock.AfterStep();
        _origins.Assign(_loop.Ready, _cause);
        long number = _ring.Reserve();
        TraceOf(task).EagerStep = (number, now, _cause);
        _cause = number;
    }

    internal void EndEagerStep(LoopTask task)
    {
        TaskTrace trace = TraceOf(task);
        (long number, long begin, long outer) = trace.EagerStep;
        if (number < 0)
        {
            return;
        }

        long now = _clock.AfterStep();
        _origins.Assign(_loop.Ready, number);
        _cause = outer;
        if (_ring.Has(number))
        {
            _ring[number] = new TimelineEvent
            {
                Kind = TimelineEventKind.Step,
                Begin = begin,
                End = now,
                Task = trace,
                Waits = task.IsDone ? null : StepLabel.OfWait(task, this),
                Origin = outer,
                Count = _loop.Iteration,
            };
        }
    }

    internal void BeginIdle() => EndStep();

    /// <summary>The loop has waited since its last step; what is queued by now was a socket's.</summary>
    internal void EndIdle() => Add(TimelineEventKind.Idle);

    internal void EndPoll() => Add(TimelineEventKind.Poll);

    /// <summary>Work of other threads is about to be queued.</summary>
    internal void BeforeIncoming() => _origins.Assign(_loop.Ready, _number >= 0 ? _cause : WakeOrigin.BetweenRuns);

    internal void AfterIncoming() => _origins.Assign(_loop.Ready, WakeOrigin.OtherThread);

    internal void TaskCreated(LoopTask task, Frame root) => TraceOf(task).Coroutine = root.Name;

    /// <summary>What is known of a task; begins with its first mention.</summary>
    internal TaskTrace TraceOf(LoopTask task)
    {
        if (task.Trace is not { } trace || trace.Recorder != this)
        {
            task.Trace = trace = new TaskTrace(this, ++_lastTask) { CreatedAt = _last };
        }

        trace.Name = task.GivenName;
        trace.Coroutine ??= task.CoroutineName;
        return trace;
    }

    /// <summary>Ends the recording, and gives what it has.</summary>
    internal TimelineData Finish()
    {
        EndStep();
        long end = _clock.Now();
        var waits = new List<(TaskTrace Task, object? Waits)>();
        foreach (LoopTask task in _loop.AllTasks())
        {
            waits.Add((TraceOf(task), StepLabel.OfWait(task, this)));
        }

        // A task refers to the recorder for as long as it is reachable: it must not keep the events alive.
        TimelineData data = Data(_ring, end, waits);
        _ring = new TimelineRing(1);
        return data;
    }

    /// <summary>
    /// For another thread, while the loop is blocked in a step: what there is so far, and that step up to now. Nothing is known of tasks
    /// that have not run.
    /// </summary>
    internal TimelineData Peek()
    {
        long now = _clock.Now();
        TimelineEvent step = _step;
        long number = _number;
        if (number >= 0 && _ring.Has(number))
        {
            step.End = now;
            _ring[number] = step;
        }

        return Data(_ring, now, []);
    }

    private TimelineData Data(TimelineRing ring, long end, IReadOnlyList<(TaskTrace Task, object? Waits)> unfinished) =>
        new(ring, _clock, Started, end, unfinished)
        {
            LoopName = _loop.Name,
            Seed = _loop.Shuffle?.Seed,
            SlowThreshold = _loop.SlowCallbackThreshold,
        };

    private void Open(LoopTask? task, string? label, long origin)
    {
        _number = _cause = _ring.Reserve();
        _task = task;
        _step = new TimelineEvent
        {
            Kind = TimelineEventKind.Step,
            Begin = _last,
            Task = task is null ? null : TraceOf(task),
            Label = label,
            Origin = origin,
            Count = _loop.Iteration,
        };
    }

    private void Close(long now)
    {
        AddPause(now);
        _last = now;
        _number = _cause = -1;
        _task = null;
        _step = default;
    }

    private void Add(TimelineEventKind kind)
    {
        EndStep();
        long now = _clock.Now();
        long number = _ring.Reserve();
        int before = _origins.Count;
        _origins.Assign(_loop.Ready, number);
        _ring[number] = new TimelineEvent { Kind = kind, Begin = _last, End = now, Count = _origins.Count - before };
        AddPause(now);
        _last = now;
    }

    // On virtual time nothing is written that depends on the machine.
    private void AddPause(long now)
    {
        if (!_clock.IsVirtual && _pauses.Take() is { } pause)
        {
            long begin = Math.Max(_last, now - _clock.From(pause));
            _ring[_ring.Reserve()] = new TimelineEvent { Kind = TimelineEventKind.Pause, Begin = begin, End = now };
        }
    }
}
