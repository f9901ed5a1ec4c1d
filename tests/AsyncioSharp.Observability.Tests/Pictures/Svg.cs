using System.Globalization;
using System.Net;
using System.Text;

namespace AsyncioSharp.Observability.Tests.Pictures;

/// <summary>A picture under way. Its colors follow the reader's light or dark scheme.</summary>
internal sealed class Svg(string title, int width, int height)
{
    /// <summary>The width of a character of the monospaced font.</summary>
    internal const double Character = 7.8;

    private const string Style =
        "text{font:13px monospace;white-space:pre;fill:#1f2328}.q{fill:#59636e}.e{fill:#cf222e;font-weight:bold}.p{fill:#fff}.runs{fill:#aceebb}.waits{fill:#ffdfb6}"
        + ".ready{fill:#d1d9e0}.a{stroke:#0969da;stroke-width:1.5;fill:none}.h{fill:#0969da}.r{stroke:#d1d9e0}"
        + "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.q{fill:#9198a1}.e{fill:#ff7b72}.p{fill:#0d1117}.runs{fill:#196c2e}.waits{fill:#762d0a}"
        + ".ready{fill:#3d444d}.a{stroke:#4493f8}.h{fill:#4493f8}.r{stroke:#3d444d}}";

    private readonly StringBuilder _text = new();

    internal void Text(double x, double y, string text, string style = "") =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\"{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{WebUtility.HtmlEncode(text)}</text>");

    internal void Box(double x, double y, double boxWidth, double boxHeight, string style) =>
        Add($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{boxWidth:0.#}\" height=\"{boxHeight:0.#}\" rx=\"3\" class=\"{style}\"/>");

    internal void Line(double x, double y, double toX, double toY, string style, string end = "") =>
        Add($"<path d=\"M{x:0.#} {y:0.#}L{toX:0.#} {toY:0.#}\" class=\"{style}\"{end}/>");

    internal void Arrow(double x, double y, double toX, double toY) => Line(x, y, toX, toY, "a", " marker-end=\"url(#h)\"");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
        <title>{title}</title>
        <style>{Style}</style>
        <marker id="h" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="h"/></marker>
        <rect width="100%" height="100%" class="p"/>
        {_text}</svg>

        """).ReplaceLineEndings("\n");

    private void Add(FormattableString element) => _text.Append(FormattableString.Invariant(element)).Append('\n');
}
