namespace AsyncioSharp;

/// <content>
/// The unfinished tasks. The loop holds them strongly, so that, unlike in asyncio, a running task cannot be garbage-collected (S263).
/// </content>
public sealed partial class EventLoop
{
    private const int InitialTasks = 16;

    // In creation order, with holes where tasks have finished.
    private TaskSlot[] _tasks = new TaskSlot[InitialTasks];
    private int _taskEnd;
    private int _taskCount;

    // The root frame is stored here, because the task needs it only as long as the loop keeps the task.
    private struct TaskSlot
    {
        internal LoopTask? Task;
        internal Frame? Root;
    }

    /// <summary>Returns the unfinished tasks, in creation order (asyncio: <c>all_tasks</c>, which is unordered).</summary>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
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

    /// <summary>Returns the unfinished tasks as text. See <see cref="Asyncio.DumpTasks"/>.</summary>
    public string DumpTasks() => TaskDump.Of(this);

    /// <summary>Keeps a task and its root frame until it is done.</summary>
    /// <returns>The index of the task's slot.</returns>
    internal int Add(LoopTask task, Frame root)
    {
        if (_taskEnd == _tasks.Length)
        {
            MakeRoom();
        }

        _tasks[_taskEnd] = new TaskSlot { Task = task, Root = root };
        _taskCount++;
        _tasksCreated++;
        Recorder?.TaskCreated(task, root);
        return _taskEnd++;
    }

    internal Frame? RootOf(int slot) => _tasks[slot].Root;

    internal void Remove(int slot)
    {
        _tasks[slot] = default;
        _taskCount--;

        // Usually this was the last task: it was created and awaited directly.
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
            _tasks = SpareArray<TaskSlot>.TakeOrCreate(old.Length * 2);
        }

        int end = 0;
        foreach (TaskSlot slot in old)
        {
            if (slot.Task is { } task)
            {
                task.MoveTo(end);
                _tasks[end++] = slot;
            }
        }

        _tasks.AsSpan(end, Math.Max(0, _taskEnd - end)).Clear();
        _taskEnd = end;
    }

    // Tasks that are not done when the loop is closed keep their slots.
    private void ReleaseTaskSlots()
    {
        if (_taskCount == 0 && _tasks.Length > InitialTasks)
        {
            SpareArray<TaskSlot>.Keep(_tasks);
            _tasks = new TaskSlot[InitialTasks];
            _taskEnd = 0;
        }
    }
}
