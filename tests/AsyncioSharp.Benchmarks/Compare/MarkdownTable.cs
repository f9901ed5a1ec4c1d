using System.Globalization;
using System.Text;

namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>The report as a page.</summary>
internal static class MarkdownTable
{
    internal static string Write(ComparisonReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"| benchmark | AsyncioSharp | allocated | {report.Peers[0]} | ratio |");
        foreach (string peer in report.Peers.Skip(1))
        {
            text.Append(CultureInfo.InvariantCulture, $" {peer} |");
        }

        text.AppendLine().Append("|---").Insert(text.Length, "|---:", report.Peers.Count + 3).AppendLine("|");
        foreach (ComparedRow row in report.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {Time(row.OurTime)} | {row.Ours.Bytes:N0} B | {Time(row.PeerTime(0))} | **{Ratio(row.Ratio(0))}** |");
            for (int peer = 1; peer < report.Peers.Count; peer++)
            {
                text.Append(CultureInfo.InvariantCulture, $" {Ratio(row.Ratio(peer))} |");
            }

            text.AppendLine();
        }

        text.Append(CultureInfo.InvariantCulture, $"| geometric mean | | | | **{Ratio(report.Mean(0))}** |");
        for (int peer = 1; peer < report.Peers.Count; peer++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Ratio(report.Mean(peer))} |");
        }

        text.AppendLine().AppendLine();
        text.AppendLine("Ratio: how many times as long the other one takes for the same operation (above 1: we are faster). A mean covers what that runtime has.");
        if (report.Peers.Any(static peer => peer.StartsWith("Node", StringComparison.Ordinal)))
        {
            text.AppendLine("Node has no tasks: there a switch is an await of a resolved promise, and a spawned task is a call.");
        }

        text.AppendLine(report.Setting);
        return text.ToString();
    }

    private static string Time(double? nanoseconds) => nanoseconds is not { } ns ? "–" : ns < 100 ? $"{ns:N1} ns" : $"{ns:N0} ns";

    private static string Ratio(double? ratio) => ratio is not { } r ? "–" : r < 10 ? $"{r:N2}×" : $"{r:N0}×";
}
