using System.Text;

namespace AsyncioSharp;

/// <summary>Prints the unfinished tasks of a loop as a tree: below each task those that it awaits.</summary>
internal sealed class TaskDump
{
    private readonly IReadOnlyList<LoopTask> _tasks;
    private readonly Dictionary<LoopTask, List<LoopTask>> _awaited = [];
    private readonly HashSet<LoopTask> _printed = [];
    private readonly StringBuilder _text = new();

    private TaskDump(IReadOnlyList<LoopTask> tasks)
    {
        _tasks = tasks;
        foreach (LoopTask task in tasks)
        {
            _awaited[task] = [];
        }

        foreach (LoopTask task in tasks)
        {
            foreach (LoopTask awaiter in task.AwaitedBy)
            {
                if (_awaited.TryGetValue(awaiter, out List<LoopTask>? list))
                {
                    list.Add(task);
                }
            }
        }
    }

    internal static string Of(EventLoop loop)
    {
        var dump = new TaskDump(loop.AllTasks());
        dump.Print();
        return dump._text.ToString();
    }

    private void Print()
    {
        foreach (LoopTask task in _tasks)
        {
            if (!task.AwaitedBy.Any(_awaited.ContainsKey))
            {
                Print(task, string.Empty, string.Empty);
            }
        }

        // Who is left is awaited by somebody, and by nobody from outside: a circle.
        foreach (LoopTask task in _tasks)
        {
            if (!_printed.Contains(task))
            {
                _text.AppendLine("cycle:");
                Print(task, "  ", "  ");
            }
        }
    }

    private void Print(LoopTask task, string first, string rest)
    {
        _text.Append(first).Append(task.Name);
        if (!_printed.Add(task))
        {
            _text.AppendLine(" (see above)");
            return;
        }

        _text.Append("  ").AppendJoin(" > ", task.AwaitStack).AppendLine(WaitsFor(task));
        List<LoopTask> children = _awaited[task];
        for (int i = 0; i < children.Count; i++)
        {
            bool isLast = i == children.Count - 1;
            Print(children[i], rest + (isLast ? "└── " : "├── "), rest + (isLast ? "    " : "│   "));
        }
    }

    private static string WaitsFor(LoopTask task) => task.InnermostFrame switch
    {
        { WaitingIn: { } primitive } => $", waits in line of {primitive}",
        { WaitingOn: LoopTask } => string.Empty,
        { WaitingOn: Future } => ", waits for a future",
        { WaitingOn: ForeignWait } => ", waits for something that is not of the loop",
        _ => string.Empty,
    };
}
