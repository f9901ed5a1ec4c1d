using System.Globalization;
using System.Net;
using System.Text;

namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>The ratios to the first peer as bars on a logarithmic axis. The colours follow the reader's light or dark scheme.</summary>
internal static class SvgPlot
{
    private const int RowHeight = 20;
    private const int Top = 64;
    private const int Left = 240;
    private const int PlotWidth = 520;
    private const int Width = Left + PlotWidth + 80;

    private const string Style = """
        text { font: 12px system-ui, sans-serif; fill: #1f2328; }
        .title { font-size: 15px; font-weight: 600; }
        .note { font-size: 10px; fill: #59636e; }
        .bar { fill: #0969da; }
        .slow { fill: #bc4c00; }
        .mean { fill: #1a7f37; }
        .grid { stroke: #d1d9e0; }
        .one { stroke: #59636e; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc; }
          .note { fill: #9198a1; }
          .bar { fill: #4493f8; }
          .slow { fill: #db6d28; }
          .mean { fill: #3fb950; }
          .grid { stroke: #3d444d; }
          .one { stroke: #9198a1; }
        }
        """;

    internal static string Write(ComparisonReport report)
    {
        List<(string Name, double Ratio)> bars = [.. Bars(report)];
        int height = Top + (bars.Count * RowHeight) + 44;
        double lowest = Math.Min(0, Math.Floor(Math.Log10(bars.Min(static b => b.Ratio))));
        double highest = Math.Max(1, Math.Ceiling(Math.Log10(bars.Max(static b => b.Ratio))));

        double X(double ratio) => Left + ((Math.Log10(ratio) - lowest) / (highest - lowest) * PlotWidth);

        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\">");
        Line(svg, $"<title>Time of {WebUtility.HtmlEncode(report.Peers[0])} divided by that of AsyncioSharp, for each benchmark</title>");
        Line(svg, $"<style>\n{Style}\n</style>");
        Line(svg, $"<text class=\"title\" x=\"16\" y=\"24\">{WebUtility.HtmlEncode(report.Peers[0])}: how many times as long as AsyncioSharp</text>");
        for (double exponent = lowest; exponent <= highest; exponent++)
        {
            double x = X(Math.Pow(10, exponent));
            Line(svg, $"<line class=\"{(exponent == 0 ? "one" : "grid")}\" x1=\"{x:F1}\" x2=\"{x:F1}\" y1=\"{Top - 8}\" y2=\"{height - 36}\"/>");
            Line(svg, $"<text class=\"note\" x=\"{x:F1}\" y=\"{Top - 14}\" text-anchor=\"middle\">{Math.Pow(10, exponent):0.##}×</text>");
        }

        for (int i = 0; i < bars.Count; i++)
        {
            int y = Top + (i * RowHeight);
            double from = Math.Min(X(1), X(bars[i].Ratio));
            double to = Math.Max(X(1), X(bars[i].Ratio));
            string kind = i == bars.Count - 1 ? "mean" : bars[i].Ratio < 1 ? "slow" : "bar";
            Line(svg, $"<text x=\"{Left - 10}\" y=\"{y + 12}\" text-anchor=\"end\">{WebUtility.HtmlEncode(bars[i].Name)}</text>");
            Line(svg, $"<rect class=\"{kind}\" x=\"{from:F1}\" y=\"{y + 2}\" width=\"{Math.Max(1, to - from):F1}\" height=\"{RowHeight - 6}\" rx=\"2\"/>");
            Line(svg, $"<text x=\"{to + 6:F1}\" y=\"{y + 12}\">{(bars[i].Ratio < 10 ? $"{bars[i].Ratio:0.0}" : $"{bars[i].Ratio:0}")}×</text>");
        }

        Line(svg, $"<text class=\"note\" x=\"16\" y=\"{height - 12}\">{WebUtility.HtmlEncode(report.Setting)}</text>");
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static IEnumerable<(string Name, double Ratio)> Bars(ComparisonReport report)
    {
        foreach (ComparedRow row in report.Rows)
        {
            if (row.Ratio(0) is { } ratio)
            {
                yield return (row.Name, ratio);
            }
        }

        if (report.Mean(0) is { } mean)
        {
            yield return ("geometric mean", mean);
        }
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
