using System.Globalization;

namespace AsyncioSharp.Tests.Statements;

/// <summary>
/// The log of a statement: <c>label@i</c> for something that happened in iteration i, <c>label@i/t</c> at virtual time t (seconds). Without a
/// loop the label stands alone.
/// </summary>
public sealed class Trace(EventLoop? loop)
{
    private readonly List<string> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Logs something that happens now.</summary>
    public void Log(params object?[] parts)
    {
        string line = string.Join(' ', parts.Select(static part => Convert.ToString(part, CultureInfo.InvariantCulture)));
        if (loop is not null)
        {
            line += string.Create(CultureInfo.InvariantCulture, $"@{loop.Iteration}");
            if (loop.Time != TimeSpan.Zero)
            {
                line += string.Create(CultureInfo.InvariantCulture, $"/{loop.Time.TotalSeconds:0.######}");
            }
        }

        _lines.Add(line);
    }
}
