using System.Globalization;
using System.Text;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>Writes files one after the other: each is a class that calls what earlier files have.</summary>
internal sealed class GeneratedFile(Random random)
{
    private readonly Dictionary<FileKind, List<int>> _earlier = Enum.GetValues<FileKind>().ToDictionary(static kind => kind, static _ => new List<int>());
    private int _count;

    internal string Next()
    {
        int index = _count++;
        FileKind kind = KindOf(random.Next(100));
        _earlier[kind].Add(index);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {{(kind is FileKind.Plain ? "" : "using AsyncioSharp;\n")}}
            namespace Generated.Area{{index / 50}};

            /// <summary>One of many.</summary>
            public sealed class File{{index}}
            {
                private readonly Dictionary<string, int> _values = [];
                private readonly SemaphoreSlim _gate = new(1);
                private int _count;

            {{KindMembers.Entry(kind, random.Next(100) < 20)}}
            """).Append('\n');
        int members = random.Next(5, 13);
        for (int member = 0; member < members; member++)
        {
            string[] templates = KindMembers.Of(kind);

            // Where there are findings, most code has none.
            string template = kind is FileKind.Faulty && random.Next(100) < 60 ? Pick(KindMembers.Of(FileKind.Loop)) : Pick(templates);
            text.Append('\n').Append(Fill(template, member, kind)).Append('\n');
        }

        return text.Append("}\n").ToString();
    }

    private static FileKind KindOf(int percent) => percent switch
    {
        < 40 => FileKind.Plain,
        < 70 => FileKind.Tasks,
        < 90 => FileKind.Loop,
        _ => FileKind.Faulty,
    };

    private string Fill(string template, int member, FileKind kind) => template
        .Replace("$N", member.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("$K", random.Next(2, 100).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("$Any", QualifiedName(random.Next(_count)), StringComparison.Ordinal)
        .Replace("$Same", QualifiedName(Pick(_earlier[kind])), StringComparison.Ordinal);

    private static string QualifiedName(int index) => $"Area{index / 50}.File{index}";

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
