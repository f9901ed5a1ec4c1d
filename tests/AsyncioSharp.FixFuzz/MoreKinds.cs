namespace AsyncioSharp.FixFuzz;

/// <summary>Material that needs types of its own: enumerators by pattern, disposal in the middle of a block, flags of other types, references.</summary>
internal static class MoreKinds
{
    public static readonly Kind[] All = [.. Enumerators(), .. Disposals(), .. Functions(), .. References(), .. Flags(), .. Directives()];

    private static IEnumerable<Kind> Enumerators() =>
    [
        new("pattern enumerator", false, "foreach (var NAME in new NAMERange()) { WAIT; Out(NAME + VALUE); }",
            Members: "readonly struct NAMERange { public Walk GetEnumerator() => new(); public struct Walk { int n; public readonly int Current => n; public bool MoveNext() => n++ < 2; } }"),
        new("pattern enumerator of a ref struct", true, "foreach (var NAME in new NAMEView()) { WAIT; Out(NAME); }",
            Members: "readonly struct NAMEView { public Walk GetEnumerator() => new(); public ref struct Walk { int n; public readonly int Current => n; public bool MoveNext() => n++ < 2; } }"),
        new("async iterator", false, "await foreach (var NAME in NAMEAll()) { Out(NAME + VALUE); }",
            Members: "async IAsyncEnumerable<int> NAMEAll() { for (var i = 0; i < 2; i++) { Thread.Sleep(1); yield return i; } await Task.Yield(); }"),
        new("deconstruction in a loop", false, "foreach (var (NAME, more) in new[] { (1, 2), (3, 4) }) { WAIT; Out(NAME * more); }"),
        new("switch with conditions", false, "switch (id) { case >= 0 when VALUE > 0: WAIT; Out(1); break; default: Out(2); goto case -1; case -1: break; }"),
    ];

    private static IEnumerable<Kind> Disposals()
    {
        const string Resource = "sealed class NAMEResource(Action<int> log) : IDisposable, IAsyncDisposable { public void Dispose() { Thread.Sleep(1); log(9); } public async ValueTask DisposeAsync() { await Task.Delay(1).ConfigureAwait(false); log(9); } }";
        return
        [
            new Kind("using declaration", false, "{ using var NAME = new MemoryStream(); WAIT; NAME.WriteByte(1); Out((int)NAME.Length); }"),
            new Kind("disposal that blocks", false, "{ using var NAME = new NAMEResource(Out); using var more = new NAMEResource(n => Out(n + VALUE)); WAIT; Out(1); }", Members: Resource),
            new Kind("using of a value that may be missing", false, "{ using (NAMEResource? NAME = id < 0 ? new NAMEResource(Out) : null) { WAIT; Out(2); } }", Members: Resource),
            new Kind("disposal after a failure", false, "try { using var NAME = new NAMEResource(Out); WAIT; throw new IOException(); } catch (IOException) { Out(VALUE); }", Members: Resource),
        ];
    }

    private static IEnumerable<Kind> Functions() =>
    [
        new("nested local functions", false, "{ var NAME = 1; await NAMEouter(); Out(NAME); async Task NAMEouter() { NAME++; await NAMEinner(); async Task NAMEinner() { WAIT; NAME++; Out(VALUE); } } }"),
        new("synchronous local function", false, "{ var NAME = 1; Out(NAMEget(2)); Out(NAME); int NAMEget(int n) { NAME += n; WAIT; return NAME; } }"),
        new("captured loop variable", false, "{ var NAME = new List<Func<Task<int>>>(); for (var i = 0; i < 2; i++) { var copy = i; NAME.Add(async () => { WAIT; return copy; }); } foreach (var get in NAME.ToArray()) Out(await get()); }"),
        new("out argument", false, "if (NAMETry(out var NAME)) { WAIT; Out(NAME); }", Members: "static bool NAMETry(out int n) { Thread.Sleep(1); n = 1; return true; }"),
        new("interface with a counterpart", false, "{ NAMEIGet NAME = new NAMEGet(); Out(NAME.Get()); Out(NAME.Get() + VALUE); }",
            Members: "interface NAMEIGet { int Get(); Task<int> GetAsync(); }\nsealed class NAMEGet : NAMEIGet { public int Get() { Thread.Sleep(1); return 1; } public async Task<int> GetAsync() { await Task.Delay(1).ConfigureAwait(false); return 1; } }"),
        new("value task", false, "{ var NAME = new ValueTask<int>(Later(1)); Out(NAME.AsTask().Result); }"),
        new("filter", true, "try { throw new IOException(); } catch (IOException) when (VALUE > 0) { WAIT; Out(6); }"),
    ];

    private static IEnumerable<Kind> References() =>
    [
        new("reference", true, "{ ref var NAME = ref array[1]; NAME = 2; WAIT; NAME--; Out(array[1]); }"),
        new("reference that ends", false, "{ ref var NAME = ref array[1]; NAME = 1; Out(NAME); } WAIT;"),
        new("reference as an argument", false, "{ var NAME = 1; NAMESet(ref NAME, VALUE); Out(NAME); }", Members: "static void NAMESet(ref int one, int two) => one += two;"),
        new("reference that is chosen", true, "{ int NAME = 1, more = 2; (id >= 0 ? ref NAME : ref more) = VALUE + 3; Out(NAME); }"),
        new("reader writer lock around a lambda", true, "{ Action NAME = () => { rw.EnterWriteLock(); try { var before = total; WAIT; total = before + 1; } finally { rw.ExitWriteLock(); } }; NAME(); }"),
    ];

    private static IEnumerable<Kind> Flags()
    {
        static Kind Of(string name, string type, string mode, string test)
        {
            var text = $"async Task<int> NAMEMode{type} {{ if ({test}) await slow.FlushAsync().ConfigureAwait(false); else slow.Flush(); Pure(1); return 1; }}\nint SyncMode() => NAMEMode{mode}.GetAwaiter().GetResult();";
            return new Kind(name, true, "Out(SyncMode());", text, "Out(SyncMode());") { NaiveMembers = text.Replace("; Pure(1);", "; await Task.Run(() => Pure(1));", StringComparison.Ordinal) };
        }

        return
        [
            Of("mode that may be missing", "(bool? async)", "(null)", "async == true"),
            Of("mode of an enum", "(FileOptions how)", "(FileOptions.None)", "how.HasFlag(FileOptions.Asynchronous)"),
            Of("mode as a type argument", "<T>()", "<int>()", "typeof(T) == typeof(string)"),
        ];
    }

    private static IEnumerable<Kind> Directives() =>
    [
        new("pragma in a call", false, "Out(slow.Read(\n#pragma warning disable CS0168\nnew byte[1], 0,\n#pragma warning restore CS0168\n1));"),
        new("pragma behind the first line", false, "{ var NAME =\n#nullable disable\nVALUE;\n#nullable restore\nOut(NAME); }"),
        new("condition in a call", false, "Out(Math.Max(VALUE,\n#if NEVER\n1\n#else\n0\n#endif\n));"),
        new("region in a block", false, "for (var NAME = 0; NAME < 2; NAME++)\n#region one\n{\nWAIT;\n#endregion\nOut(NAME); }"),
    ];
}
