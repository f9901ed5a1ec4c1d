using System.Text;

namespace AsyncioSharp;

/// <summary>Prints the unfinished tasks of a loop as a tree: each task with the tasks it awaits below it.</summary>
internal sealed class TaskDump
{
    private readonly WaitGraph _graph;
    private readonly HashSet<LoopTask> _printed = [];
    private readonly StringBuilder _text = new();

    private TaskDump(WaitGraph graph)
    {
        _graph = graph;
    }

    internal static string Of(EventLoop loop)
    {
        var graph = new WaitGraph(loop.AllTasks());
        return Tree(graph) + Stuck.Explain(loop, graph);
    }

    internal static string Tree(WaitGraph graph)
    {
        var dump = new TaskDump(graph);
        dump.Print();
        return dump._text.ToString();
    }

    private void Print()
    {
        foreach (LoopTask task in _graph.Tasks)
        {
            if (!task.AwaitedBy.Any(_graph.Contains))
            {
                Print(task, string.Empty, string.Empty);
            }
        }

        // The remaining tasks are only awaited by each other: cycles.
        foreach (LoopTask task in _graph.Tasks)
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

        string wait = WaitText.WithDetails(task);
        _text.Append("  ").AppendJoin(" > ", task.AwaitStack).Append(wait.Length > 0 ? ", " : string.Empty).AppendLine(wait);
        IReadOnlyList<LoopTask> children = _graph.AwaitedBy(task);
        for (int i = 0; i < children.Count; i++)
        {
            bool isLast = i == children.Count - 1;
            Print(children[i], rest + (isLast ? "└── " : "├── "), rest + (isLast ? "    " : "│   "));
        }
    }
}
