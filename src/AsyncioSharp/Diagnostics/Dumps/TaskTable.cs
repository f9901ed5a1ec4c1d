using System.Text;

namespace AsyncioSharp;

/// <summary>Prints the unfinished tasks of a loop as a table, one row per task.</summary>
internal static class TaskTable
{
    private static readonly string[] s_head = ["task", "coroutines, the outermost first", "waits", "awaited by"];

    internal static string Of(WaitGraph graph)
    {
        List<string[]> rows = [s_head, .. graph.Tasks.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, s_head.Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Row(LoopTask task) =>
    [
        task.Name,
        string.Join(" > ", task.AwaitStack),
        WaitText.WithDetails(task),
        string.Join(", ", task.AwaitedBy.Select(static awaiter => awaiter.Name)),
    ];
}
