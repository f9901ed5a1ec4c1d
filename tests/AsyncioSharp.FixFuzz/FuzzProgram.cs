using System.Text;

namespace AsyncioSharp.FixFuzz;

/// <summary>A generated program. Its parts can be left out one by one.</summary>
internal sealed record FuzzProgram(int Seed, IReadOnlyList<FuzzPart> Parts)
{
    private const string Head =
        """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;

        namespace NAMESPACE;

        public sealed class Program
        {
            readonly object o = new(); readonly Lock k = new(); readonly ReaderWriterLockSlim rw = new(); readonly Mutex m = new(); readonly SemaphoreSlim gate = new(1); readonly AsyncLock mutex = new();
            readonly Slow slow = new(); readonly string path; int total, loads, lost; int? lazy; bool opened; readonly int[] array = new int[2]; readonly Dictionary<int, int> map = []; readonly List<int> list = [];
            Program? next; Program other => next ??= new Program(path); int Prop { get; set; } int Doubled { get => field * 2; set; } = 1; [ThreadStatic] static int depth;
            readonly Dictionary<int, List<int>> outputs = [];
            int id;

            public Program(string path) { this.path = path; array[1] = 1; }
            static Task<int> Later(int n) => Task.Run(() => n < 0 ? throw new InvalidOperationException("late") : n);
            static int Pure(int n) { Thread.Sleep(1); return n; }
            static int Length(ReadOnlySpan<char> text, int n) => text.Length + n;
            int Loaded(int n) { loads++; return n; }
            void Take() => Monitor.Enter(o);
            void Give() => Monitor.Exit(o);
            void Add(int n) => total += n;
            void Bump() { var n = total; Thread.Sleep(1); total = n + 1; }
            void Append() { Thread.Sleep(1); var n = list.Count; Thread.Sleep(1); if (n == list.Count) list.Add(1); }
            void Enter() { Thread.Sleep(1); depth = 1; }
            public string State() => $"total {total} loads {loads} lost {lost} lazy {lazy} opened {opened} array {array[0]} map {map.Count} list {list.Count} prop {Prop} next {next?.total}";
            public string Output(int of) => outputs.TryGetValue(of, out var known) ? string.Join(" ", known) : "";

        """;

    /// <summary>The programs of one compilation do not see each other.</summary>
    public string Namespace => $"P{Seed}";

    /// <summary>Whether the fixed program has to do something else than the written one.</summary>
    public bool IsMistaken => Parts.Any(static part => part.Intended != part.Written);

    public string Text(Form form = Form.Written)
    {
        var text = new StringBuilder(Head.Replace("NAMESPACE", Namespace, StringComparison.Ordinal));
        for (var i = 0; i < Parts.Count; i++)
        {
            var part = Parts[i];
            var (lines, members) = part.Text(form);
            text.Append(Indented(members, 4));
            text.AppendLine($"    async {(part.IsTask ? "Task" : "Coroutine")} Part{i}(int id, Action<int> Out)").AppendLine("    {");
            text.Append(Indented(lines, 8)).AppendLine($"        await {(part.IsTask ? "Task.Yield()" : "Asyncio.Yield()")};").AppendLine("    }");
        }

        text.AppendLine("    public async Coroutine Run(int id)").AppendLine("    {").AppendLine("        var own = outputs[id] = [];");
        for (var i = 0; i < Parts.Count; i++)
        {
            text.AppendLine($"        await Part{i}(id, own.Add);");
        }

        return text.AppendLine("    }").AppendLine("}").ToString();
    }

    // A directive stands at the start of its line.
    private static string Indented(string lines, int width) => lines.Length == 0 ? "" :
        string.Concat(lines.Split('\n').Select(line => (line.StartsWith('#') ? line : new string(' ', width) + line) + "\n"));
}
