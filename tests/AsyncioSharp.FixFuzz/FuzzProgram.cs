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

        public sealed class Slow : Stream
        {
            public override bool CanRead => true; public override bool CanSeek => false; public override bool CanWrite => true; public override long Length => 0; public override long Position { get; set; }
            public override void Flush() => Thread.Sleep(1);
            public override Task FlushAsync(CancellationToken token) => Task.Delay(1, token);
            public override int Read(byte[] b, int offset, int count) { Thread.Sleep(1); return 1; }
            public override async Task<int> ReadAsync(byte[] b, int offset, int count, CancellationToken token) { await Task.Delay(1, token).ConfigureAwait(false); return 1; }
            public override long Seek(long offset, SeekOrigin origin) => 0; public override void SetLength(long value) { } public override void Write(byte[] b, int offset, int count) { }
            public int ReadByteOf(byte[] b) { Thread.Sleep(1); return 1; }
            public async Task<int> ReadByteOfAsync(byte[] b) { await Task.Delay(1).ConfigureAwait(false); return 1; }
        }

        public sealed class Box { public int Value { get; set; } }
        public static class Extensions { extension(int n) { public int Zero => n - n; } }
        [InterpolatedStringHandler] public ref struct RefHandler { public RefHandler(int l, int f) { } public void AppendLiteral(string s) { } public void AppendFormatted<T>(T t) { } }
        public static class Log { public static void Info(RefHandler h) { } }
        public static class Api { public static Task A(string s) => Task.CompletedTask; public static Task A(string s, CancellationToken t) => Task.CompletedTask; public static Task<int> E() => Task.FromResult(1); public static Task<long> E(CancellationToken t) => Task.FromResult(1L); }
        sealed class Guard : IDisposable { readonly object own; public Guard(object o) { own = o; Monitor.Enter(o); } public void Dispose() => Monitor.Exit(own); }

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

    /// <param name="naive">Parts as a careless fix would leave them.</param>
    public string Text(bool naive = false)
    {
        var text = new StringBuilder(Head);
        for (var i = 0; i < Parts.Count; i++)
        {
            var part = Parts[i];
            text.Append(Indented(part.Members(naive), 4));
            text.AppendLine($"    async {(part.IsTask ? "Task" : "Coroutine")} Part{i}(int id, Action<int> Out)").AppendLine("    {");
            text.Append(Indented(part.Lines(naive), 8)).AppendLine($"        await {(part.IsTask ? "Task.Yield()" : "Asyncio.Yield()")};").AppendLine("    }");
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
