namespace AsyncioSharp;

/// <content>The tasks that are not done. The loop holds them strongly: a task cannot vanish in mid-flight, as asyncio's can (S263).</content>
public sealed partial class EventLoop
{
    // In creation order, with holes where tasks have finished.
    private TaskSlot[] _tasks = new TaskSlot[16];
    private int _taskEnd;
    private int _taskCount;

    // A struct slot: storing into an array of classes would check the element type on every store.
    private struct TaskSlot
    {
        internal LoopTask? Task;
    }

    /// <summary>The tasks that are not done, in creation order (asyncio: <c>all_tasks</c>, there without an order).</summary>
    public IReadOnlyList<LoopTask> AllTasks()
    {
        CheckThread();
        var tasks = new List<LoopTask>(_taskCount);
        foreach (TaskSlot slot in _tasks.AsSpan(0, _taskEnd))
        {
            if (slot.Task is { } task)
            {
                tasks.Add(task);
            }
        }

        return tasks;
    }

    /// <summary>The unfinished tasks as text. See <see cref="Asyncio.DumpTasks"/>.</summary>
    public string DumpTasks() => TaskDump.Of(this);

    internal void Add(LoopTask task)
    {
        if (_taskEnd == _tasks.Length)
        {
            MakeRoom();
        }

        task.Slot = _taskEnd;
        _tasks[_taskEnd++].Task = task;
        _taskCount++;
    }

    internal void Remove(LoopTask task)
    {
        _tasks[task.Slot].Task = null;
        _taskCount--;

        // The last one is the common case: a task that is created and awaited.
        while (_taskEnd > 0 && _tasks[_taskEnd - 1].Task is null)
        {
            _taskEnd--;
        }
    }

    private void MakeRoom()
    {
        TaskSlot[] old = _tasks;
        if (_taskCount > old.Length / 2)
        {
            _tasks = new TaskSlot[old.Length * 2];
        }

        int end = 0;
        foreach (TaskSlot slot in old)
        {
            if (slot.Task is { } task)
            {
                task.Slot = end;
                _tasks[end++].Task = task;
            }
        }

        _tasks.AsSpan(end, Math.Max(0, _taskEnd - end)).Clear();
        _taskEnd = end;
    }
}
