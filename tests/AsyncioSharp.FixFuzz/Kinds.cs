namespace AsyncioSharp.FixFuzz;

/// <summary>The material of the programs. A hazard is a kind that a fix once got wrong.</summary>
internal static class Kinds
{
    public static readonly Kind[] All = [.. Harmless(), .. Locks(), .. Updates(), .. References(), .. Handlers(), .. Others(), .. MoreKinds.All, .. Mistakes.All, .. Expressions.All];

    private static IEnumerable<Kind> Harmless() =>
    [
        new("statement", false, "WAIT;"),
        new("argument", false, "Out(Math.Max(VALUE, 0));"),
        new("operand", false, "Out(1 + VALUE * 2);"),
        new("local", false, "var NAME = VALUE; Out(NAME + VALUE);"),
        new("update of a local", false, "var NAME = 1; NAME += VALUE; NAME = NAME + VALUE; Out(NAME);"),
        new("late update", false, "{ var NAME = VALUE; Add(NAME); }"),
        new("list", false, "{ var NAME = new List<int>(); NAME.Add(VALUE); int[] more = [VALUE, .. NAME]; Out(more.Length); }"),
        new("choice", false, "Out(id >= 0 ? VALUE : 0);"),
        new("coalesce", false, "{ int? NAME = id < 0 ? 1 : null; Out(NAME ?? VALUE); }"),
        new("switch expression", false, "Out(id switch { < 0 => 0, _ => VALUE });"),
        new("loop", false, "for (var NAME = 0; NAME < 2; NAME++) { WAIT; Out(NAME); }"),
        new("foreach", false, "foreach (var NAME in new[] { 1, 2 }) { WAIT; Out(NAME + VALUE); }"),
        new("while", false, "{ var NAME = 2; while (NAME-- > VALUE - 1) { WAIT; } Out(NAME); }"),
        new("using", false, "using (var NAME = new MemoryStream()) { WAIT; NAME.WriteByte(1); Out((int)NAME.Length); }"),
        new("text", false, "Out($\"<{VALUE}>\".Length);"),
        new("finally", false, "try { Out(VALUE); } finally { WAIT; }"),
        new("catch", false, "try { throw new IOException(); } catch (IOException) { WAIT; Out(7); }"),
        new("rethrow", false, "try { try { Later(-1).GetAwaiter().GetResult(); } catch (InvalidOperationException) { throw new IOException(); } } catch (IOException) { Out(8); }"),
        new("pragma", false, "#pragma warning disable CS0168\nWAIT;\n#pragma warning restore CS0168\nOut(VALUE);"),
        new("region", false, "#region here\nWAIT;\n#endregion\nWAIT;"),
        new("nullable", false, "#nullable disable\nslow.Flush();\n#nullable restore\nOut(3);"),
        new("line", false, "#line 7 \"other.cs\"\nThread.Sleep(1);\n#line default\nOut(4);"),
        new("conditional access", false, "{ Slow? NAME = id < 0 ? null : slow; NAME?.Flush(); Out(NAME is null ? 0 : 1); }"),
        new("null-conditional assignment", false, "{ Box? NAME = id < -1 ? null : new Box(); NAME?.Value = VALUE; Out(NAME!.Value); }"),
        new("local function", false, "{ async Task<int> NAME(int n) { WAIT; return n + VALUE; } Out(await NAME(1)); }"),
        new("lambda", false, "{ Func<int, Task<int>> NAME = async n => { WAIT; return n + VALUE; }; Out(await NAME(2)); }"),
        new("semaphore", false, "await gate.WaitAsync(); try { total = total + VALUE; total--; } finally { gate.Release(); }"),
        new("async lock", false, "using (await mutex.AcquireAsync()) { lazy ??= VALUE; Out(lazy.Value); }"),
        new("field keyword", false, "Out(Doubled + VALUE);"),
        new("extension block", false, "Out(id.Zero + VALUE);"),
        new("tuple", false, "{ var (NAME, other) = (VALUE, 2); Out(NAME + other); }"),
        new("goto", false, "{ var NAME = 0; NAMEagain: WAIT; if (NAME++ < 1) goto NAMEagain; Out(NAME); }"),
    ];

    private static IEnumerable<Kind> Locks()
    {
        (string Name, string Enter, string Exit)[] locks =
        [
            ("Monitor", "Monitor.Enter(o); try {", "} finally { Monitor.Exit(o); }"),
            ("Monitor.TryEnter", "if (Monitor.TryEnter(o, 5000)) { try {", "} finally { Monitor.Exit(o); } }"),
            ("Monitor with ref", "{ var taken = false; try { Monitor.Enter(o, ref taken);", "} finally { if (taken) Monitor.Exit(o); } }"),
            ("Lock.Enter", "k.Enter(); try {", "} finally { k.Exit(); }"),
            ("Lock.TryEnter", "if (k.TryEnter(5000)) { try {", "} finally { k.Exit(); } }"),
            ("read lock", "rw.EnterReadLock(); try {", "} finally { rw.ExitReadLock(); }"),
            ("write lock", "rw.EnterWriteLock(); try {", "} finally { rw.ExitWriteLock(); }"),
            ("Mutex", "m.WaitOne(); try {", "} finally { m.ReleaseMutex(); }"),
            ("helper lock", "Take(); try {", "} finally { Give(); }"),
            ("guard", "using (new Guard(o)) {", "}"),
            ("TransactionScope", "using (var scope = new System.Transactions.TransactionScope()) {", "scope.Complete(); }"),
            ("SuppressFlow", "using (ExecutionContext.SuppressFlow()) {", "}"),
        ];
        foreach (var (name, enter, exit) in locks)
        {
            yield return new Kind(name, true, $"{enter} var before = total; WAIT; total = before + 1; {exit}");
        }

        yield return new Kind("lock", true, "lock (o) { WAIT; total++; }");
        yield return new Kind("EnterScope", true, "using (k.EnterScope()) { WAIT; total++; }");
        yield return new Kind("thread static", true, "{ depth++; WAIT; depth--; if (depth != 0) { lost++; depth = 0; } }");
    }

    private static IEnumerable<Kind> Updates() =>
    [
        new("compound", true, "total += VALUE;"),
        new("sum", true, "total = total + VALUE;"),
        new("copy", true, "{ var NAME = total; WAIT; total = NAME + 1; }"),
        new("coalesce assignment", true, "lazy ??= Loaded(VALUE);"),
        new("null test", true, "if (lazy is null) lazy = Loaded(VALUE);"),
        new("early return of a lambda", true, "{ async Coroutine NAME() { if (lazy != null) return; lazy = Loaded(VALUE); } await NAME(); }"),
        new("missing key", true, "if (!map.ContainsKey(1)) map.Add(1, VALUE);"),
        new("key to get", true, "{ if (!map.TryGetValue(2, out var NAME)) { NAME = VALUE; map.Add(2, NAME); } Out(NAME); }"),
        new("element", true, "array[0] = array[0] + VALUE;"),
        new("property", true, "Prop = Prop + VALUE;"),
        new("static", true, "other.total = other.total + VALUE;"),
        new("empty list", true, "if (list.Count == 0) list.Add(VALUE);"),
        new("flag", true, "if (!opened) { WAIT; opened = true; loads++; }"),
        new("helper that writes", true, "Bump();", Naive: "await Task.Run(() => Bump());"),
        new("helper that adds", true, "Append();", Naive: "await Task.Run(() => Append());"),
        new("helper of the thread", true, "Enter(); if (depth != 1) lost++; depth = 0;", Naive: "await Task.Run(() => Enter()); if (depth != 1) lost++; depth = 0;"),
    ];

    private static IEnumerable<Kind> References() =>
    [
        new("span in a for", true, "for (ReadOnlySpan<char> NAME = \"abc\"; NAME.Length > 0; NAME = NAME[1..]) { WAIT; }"),
        new("enumerator", true, "for (var NAME = \"abc\".AsSpan().GetEnumerator(); NAME.MoveNext();) { WAIT; }"),
        new("reference in a for", true, "for (ref var NAME = ref array[1]; NAME < 3; NAME++) { WAIT; }"),
        new("span and goto", true, "{ ReadOnlySpan<char> NAME = \"abcd\"; NAMEagain: if (NAME.Length > 2) { NAME = NAME[1..]; WAIT; goto NAMEagain; } }"),
        new("span and goto case", true, "{ ReadOnlySpan<char> NAME = \"abcd\"; switch (1) { case 2: Out(NAME.Length); break; case 1: WAIT; goto case 2; } }"),
        new("span and handler", true, "{ ReadOnlySpan<char> NAME = \"abcd\"; try { WAIT; } finally { Out(NAME.Length); } }"),
        new("span pattern", true, "if (\"abc\".AsSpan() is [_, .. var NAME]) { WAIT; Out(NAME.Length); }"),
        new("span loop", true, "foreach (var NAME in \"abc\".AsSpan()) { WAIT; Out(NAME); }"),
        new("span argument", true, "Out(Length(\"abc\".AsSpan(), VALUE));"),
        new("text for a handler", true, "Out(string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"<{VALUE}>\").Length);"),
        new("own handler", true, "Log.Info($\"{VALUE}\");"),
        new("dead span", false, "{ ReadOnlySpan<char> NAME = \"abc\"; Out(NAME.Length); WAIT; NAME = \"d\"; Out(NAME.Length); }"),
    ];

    private static IEnumerable<Kind> Handlers() =>
    [
        new("AggregateException", true, "try { Later(-1).Wait(); } catch (AggregateException e) { Out(e.InnerExceptions.Count); }", Naive: "try { await Later(-1); } catch (AggregateException e) { Out(e.InnerExceptions.Count); }"),
        new("inner exception", true, "try { Out(Later(-1).Result); } catch (Exception e) when (e.InnerException is InvalidOperationException) { Out(5); }", Naive: "try { Out(await Later(-1)); } catch (Exception e) when (e.InnerException is InvalidOperationException) { Out(5); }"),
        new("handler for one kind", true, "try { try { Later(-1).Wait(); } catch (InvalidOperationException) { Out(1); } } catch (Exception) { Out(2); }", Naive: "try { try { await Later(-1); } catch (InvalidOperationException) { Out(1); } } catch (Exception) { Out(2); }"),
    ];

    private static IEnumerable<Kind> Others() =>
    [
        new("synchronous branch", true, "Out(SyncFill(id));", Naive: "Out(SyncFill(id));",
            Members: "async Task<int> NAMEFill(bool async) { if (async) await slow.FlushAsync().ConfigureAwait(false); else slow.Flush(); Pure(1); return 1; }\nint SyncFill(int id) => NAMEFill(false).GetAwaiter().GetResult();")
        { NaiveMembers = "async Task<int> NAMEFill(bool async) { if (async) await slow.FlushAsync().ConfigureAwait(false); else slow.Flush(); await Task.Run(() => Pure(1)); return 1; }\nint SyncFill(int id) => NAMEFill(false).GetAwaiter().GetResult();" },
        new("synchronous switch", true, "Out(SyncTurn(id));", Naive: "Out(SyncTurn(id));",
            Members: "async Task<int> NAMETurn(bool async) => async switch { true => await slow.ReadAsync(new byte[1], 0, 1).ConfigureAwait(false), false => slow.Read(new byte[1], 0, 1) };\nint SyncTurn(int id) => NAMETurn(false).GetAwaiter().GetResult();")
        { NaiveMembers = "async Task<int> NAMETurn(bool async) => async switch { true => await slow.ReadAsync(new byte[1], 0, 1).ConfigureAwait(false), false => await slow.ReadAsync(new byte[1], 0, 1) };\nint SyncTurn(int id) => NAMETurn(false).GetAwaiter().GetResult();" },
        new("synchronous rest", true, "Out(SyncRest(id));", Naive: "Out(SyncRest(id));",
            Members: "async Task<int> NAMERest(bool useAsync) { if (useAsync) { await slow.FlushAsync().ConfigureAwait(false); return 1; } slow.Flush(); return 1; }\nint SyncRest(int id) => NAMERest(false).GetAwaiter().GetResult();")
        { NaiveMembers = "async Task<int> NAMERest(bool useAsync) { if (useAsync) { await slow.FlushAsync().ConfigureAwait(false); return 1; } await slow.FlushAsync(); return 1; }\nint SyncRest(int id) => NAMERest(false).GetAwaiter().GetResult();" },
        new("recursion", true, "await NAMEDoAsync(0);", Naive: "await NAMEDoAsync(0);",
            Members: "void NAMEDo(int n) { Thread.Sleep(1); }\nTask NAMEDoAsync(int n) => NAMECoreAsync(n);\nasync Task NAMECoreAsync(int n) { NAMEDo(n); await Task.Yield(); }")
        { NaiveMembers = "void NAMEDo(int n) { Thread.Sleep(1); }\nTask NAMEDoAsync(int n) => n > 500 ? throw new InsufficientExecutionStackException() : NAMECoreAsync(n + 1);\nasync Task NAMECoreAsync(int n) { await NAMEDoAsync(n); await Task.Yield(); }" },
        new("missing token", true, "await NAMEToken(null);", Naive: "await NAMEToken(null);",
            Members: "static async Task NAMEToken(CancellationToken? maybe) { await Api.A(\"x\"); }") { NaiveMembers = "static async Task NAMEToken(CancellationToken? maybe) { await Api.A(\"x\", maybe!.Value); }" },
        new("overload with another value", true, "Out(await NAMEOther(default));", Naive: "Out(await NAMEOther(default));",
            Members: "static async Task<int> NAMEOther(CancellationToken token) { int e = await Api.E(); return e; }") { NaiveMembers = "static async Task<int> NAMEOther(CancellationToken token) { int e = await Api.E(token); return e; }" },
        new("changed list", true, "{ var NAME = new List<int> { 1, 2, 3 }; NAME.ForEach(async n => { await Later(1); if (NAME.Count < 6) NAME.Add(n); }); await Asyncio.Sleep(TimeSpan.FromSeconds(1)); }",
            Naive: "{ var NAME = new List<int> { 1, 2, 3 }; foreach (var n in NAME) { await Later(1); if (NAME.Count < 6) NAME.Add(n); } await Asyncio.Sleep(TimeSpan.FromSeconds(1)); }"),
        new("changed field", true, "foreach (var NAME in list.Count < 3 ? list : []) { WAIT; } foreach (var NAME in list) { WAIT; } list.Add(1);"),
    ];
}
