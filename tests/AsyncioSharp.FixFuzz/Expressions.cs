namespace AsyncioSharp.FixFuzz;

/// <summary>Places of a blocking call that the order of evaluation, or the grammar, makes difficult.</summary>
internal static class Expressions
{
    public static readonly Kind[] All = [.. Operands(), .. Statements(), .. Functions()];

    private static IEnumerable<Kind> Operands() =>
    [
        new("pattern", false, "if (VALUE is > 0 and var NAME) Out(NAME);"),
        new("object initializer", false, "Out(new Box { Value = VALUE }.Value);"),
        new("named arguments", false, "Out(NAMEOrder(second: NAMENext(2), first: VALUE));", "static int NAMEnext; static int NAMENext(int n) => NAMEnext = n; static int NAMEOrder(int first, int second) => first * 10 + second;"),
        new("params", false, "Out(NAMESum(1, VALUE, VALUE));", "static int NAMESum(params int[] all) => all.Sum();"),
        new("operands in order", false, "{ var NAME = 1; Out(NAME++ + VALUE * NAME++ + (NAME = 5) - VALUE); Out(NAME); }"),
        new("short circuit", false, "{ var NAME = 0; if (id < 0 && VALUE > 0) NAME++; if (id >= 0 || VALUE > 5) NAME += 2; Out(NAME); }"),
        new("throw expression", false, "Out(id < -1 ? throw new IOException() : VALUE);"),
        new("checked", false, "Out(checked(VALUE + 1)); Out((int)(long)VALUE);"),
        new("discard", false, "_ = VALUE; Out(1);"),
        new("index", false, "{ int[] NAME = [4, 5, 6]; Out(NAME[VALUE]); Out(NAME[^VALUE]); Out(NAME[VALUE..].Length); NAME[VALUE - 1] = VALUE + 6; Out(NAME[0]); }"),
        new("copy with a change", false, "{ var NAME = new NAMERow(1, 2) with { Two = VALUE + 2 }; Out(NAME.Two); }", "sealed record NAMERow(int One, int Two);"),
        new("chained access", false, "{ string? NAME = id < 0 ? null : \"ab\"; Out(NAME?.Substring(VALUE)?.Length ?? VALUE); }"),
        new("swap", false, "{ var (NAME, more) = (1, 2); (NAME, more) = (more + VALUE, NAME); Out(NAME * 10 + more); }"),
        new("query", false, "Out((from n in new[] { 1, 2 } where n > 1 select n + VALUE).Sum());"),
        new("extension method", false, "Out(id.Plus(VALUE));"),
    ];

    private static IEnumerable<Kind> Statements() =>
    [
        new("do while", false, "{ var NAME = 0; do { WAIT; NAME++; } while (NAME < VALUE + 1); Out(NAME); }"),
        new("switch on a value", false, "switch (VALUE) { case 1 when VALUE == 1: WAIT; Out(1); break; default: Out(2); break; }"),
        new("labels and jumps", false, "for (var NAME = 0; ; NAME++) { if (NAME == 1) continue; WAIT; if (NAME > VALUE) break; Out(NAME); }"),
        new("nested handlers", false, "try { try { WAIT; throw new IOException(); } finally { Out(VALUE); } } catch (IOException e) when (e.Message.Length > 0) { Out(2); WAIT; } finally { Out(3); }"),
        new("await using", false, "{ await using var NAME = new NAMEResource(Out); WAIT; Out(VALUE); }", "sealed class NAMEResource(Action<int> log) : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Delay(1).ConfigureAwait(false); log(9); } }"),
        new("await using with a block", false, "await using (var NAME = new NAMEResource(Out)) { Out(VALUE); WAIT; }", "sealed class NAMEResource(Action<int> log) : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Delay(1).ConfigureAwait(false); log(9); } }"),
        new("statement without a block", false, "if (id >= 0) WAIT; foreach (var NAME in new[] { 1 }) WAIT; while (id < 0) WAIT;"),
        new("stack memory", true, "{ Span<int> NAME = stackalloc int[2]; NAME[0] = VALUE; WAIT; Out(NAME[0]); }"),
        new("stack memory that ends", false, "{ { Span<int> NAME = stackalloc int[2]; NAME[1] = 3; Out(NAME[1]); } WAIT; Out(VALUE); }"),
    ];

    private static IEnumerable<Kind> Functions() =>
    [
        new("iterator", false, "foreach (var NAME in NAMEAll()) Out(NAME);", "static IEnumerable<int> NAMEAll() { for (var i = 0; i < 2; i++) { Thread.Sleep(1); yield return i; } }"),
        new("early return", false, "Out(await NAMEGet(id));", "async Coroutine<int> NAMEGet(int id) { if (id < 0) return VALUE; WAIT; return await Later(2); }"),
        new("function of a loop", false, "Out(await NAMEGet());", "async Coroutine<int> NAMEGet() => VALUE + await Later(1);"),
        new("value task function", false, "Out(await NAMEGet());", "async ValueTask<int> NAMEGet() { WAIT; return VALUE; }"),
        new("generic function", false, "Out(await NAMEGet(7, 8));", "async Task<T> NAMEGet<T>(T one, T two) where T : struct { WAIT; return VALUE > 1 ? one : two; }"),
        new("overridden function", false, "Out(await ((NAMEBase)new NAMEOver()).Get());", "class NAMEBase { public virtual async Coroutine<int> Get() { await Asyncio.Yield(); return 1; } }\nsealed class NAMEOver : NAMEBase { public override async Coroutine<int> Get() { Thread.Sleep(1); return await base.Get() + 1; } }"),
        new("operator", false, "Out((new NAMEBox(1) + new NAMEBox(2)).Value);", "readonly record struct NAMEBox(int Value) { public static NAMEBox operator +(NAMEBox a, NAMEBox b) { Thread.Sleep(1); return new(a.Value + b.Value); } }"),
        new("property that blocks", false, "Out(NAMESlow + VALUE);", "int NAMESlow { get { Thread.Sleep(1); return 2; } }"),
        new("constructor that blocks", false, "Out(new NAMEReader().Value);", "sealed class NAMEReader { public int Value { get; } public NAMEReader() { Thread.Sleep(1); Value = 2; } }"),
    ];
}
