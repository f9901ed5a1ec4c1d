namespace AsyncioSharp.FixFuzz;

/// <summary>Mistakes that a fix repairs: the fixed program does what was intended, and not what the written one does.</summary>
internal static class Mistakes
{
    private const string Get = "static async Coroutine<int> NAMEGet(int n) { await Asyncio.Yield(); return n + 1; }";

    private const string Set = "int NAMEn; async Coroutine NAMESet(int n) { await Asyncio.Yield(); NAMEn = n; }";

    public static readonly Kind[] All = [.. Coroutines(), .. Tasks(), .. Loops(), .. Cancellations(), .. State()];

    private static IEnumerable<Kind> Coroutines() =>
    [
        Of("never awaited", "NAMESet(VALUE); Out(NAMEn);", "await NAMESet(1); Out(NAMEn);", Set),
        Of("awaited twice", "{ var NAME = NAMEGet(VALUE); Out(await NAME); Out(await NAME); }", "{ var NAME = Asyncio.CreateTask(NAMEGet(1)); Out(await NAME); Out(await NAME); }", Get),
        Of("kept in a field", "NAMEkept ??= NAMEGet(3); Out(await NAMEkept.Value);", "NAMEkept ??= Asyncio.CreateTask(NAMEGet(3)); Out(await NAMEkept);",
            Get + "\nCoroutine<int>? NAMEkept;", Get + "\nLoopTask<int>? NAMEkept;"),
        Of("printed", "Out($\"<{NAMEGet(1)}>\".Length);", "Out($\"<{await NAMEGet(1)}>\".Length);", Get),
        Of("of a value that may be missing", "{ NAMEDoor? NAME = id < 0 ? new NAMEDoor() : null; await NAME?.Open()!; Out(VALUE); }", "{ NAMEDoor? NAME = id < 0 ? new NAMEDoor() : null; if (NAME is not null) await NAME.Open(); Out(1); }",
            "sealed class NAMEDoor { public async Task Open() { await Asyncio.Yield(); } }"),
        Of("lambda without a task", "new List<int> { 1, 2 }.ForEach(async n => { await Later(1); Out(n); });", "foreach (var n in new List<int> { 1, 2 }) { await Later(1); Out(n); }"),
        Of("returned out of a using", "Out(await NAMEOpen());", "Out(await NAMEOpen());",
            "static async Coroutine<int> NAMERead(Stream stream) { await Asyncio.Yield(); return stream.CanRead ? 1 : 2; }\nCoroutine<int> NAMEOpen() { using var stream = new MemoryStream(); return NAMERead(stream); }",
            "static async Coroutine<int> NAMERead(Stream stream) { await Asyncio.Yield(); return stream.CanRead ? 1 : 2; }\nasync Coroutine<int> NAMEOpen() { using var stream = new MemoryStream(); return await NAMERead(stream); }"),
        Of("returned out of a try", "Out(await NAMETry());", "Out(await NAMETry());",
            Get + "\nstatic async Coroutine<int> NAMEFail() { await Asyncio.Yield(); throw new IOException(); }\nCoroutine<int> NAMETry() { try { return NAMEFail(); } catch (IOException) { return NAMEGet(1); } }",
            Get + "\nstatic async Coroutine<int> NAMEFail() { await Asyncio.Yield(); throw new IOException(); }\nasync Coroutine<int> NAMETry() { try { return await NAMEFail(); } catch (IOException) { return await NAMEGet(1); } }"),
        Of("async void", "NAMEGo(1); Out(NAMEn);", "await NAMEGo(1); Out(NAMEn);",
            "int NAMEn; async void NAMEGo(int n) { await Asyncio.Yield(); NAMEn = n; }", "int NAMEn; async Coroutine NAMEGo(int n) { await Asyncio.Yield(); NAMEn = n; }"),
        new("nothing to await", false, "Out(await NAMEOne(VALUE) + VALUE);", "static async Coroutine<int> NAMEOne(int n) { return n + 1; }"),
    ];

    private static IEnumerable<Kind> Tasks() =>
    [
        Of("dropped task", "{ Asyncio.CreateTask(NAMESet(1)); Out(VALUE); } Out(NAMEn);", "{ var NAME = Asyncio.CreateTask(NAMESet(1)); Out(1); await NAME; } Out(NAMEn);", Set),
        Of("task that outlives its stream",
            "{ LoopTask NAME; using (var stream = new MemoryStream()) { NAME = Asyncio.CreateTask(NAMERead(stream, Out)); WAIT; } await NAME; }",
            "{ LoopTask NAME; using (var stream = new MemoryStream()) { NAME = Asyncio.CreateTask(NAMERead(stream, Out)); await NAME; } await NAME; }",
            "static async Coroutine NAMERead(Stream stream, Action<int> Out) { await Asyncio.Yield(); await Asyncio.Yield(); Out(stream.CanRead ? 1 : 2); }"),
        new("independent awaits", false, "{ var NAMEa = await NAMEPrice(1); var NAMEb = await NAMEPrice(2); Out(NAMEa + NAMEb); }", "static async Coroutine<int> NAMEPrice(int n) { await Asyncio.Sleep(0.1); return n; }"),
        new("independent rounds", false, "{ var NAME = new List<int>(); foreach (var n in new List<int> { 1, 2 }) { NAME.Add(await NAMEPrice(n)); } Out(NAME[1]); }", "static async Coroutine<int> NAMEPrice(int n) { await Asyncio.Sleep(0.1); return n; }"),
    ];

    private static IEnumerable<Kind> Loops() =>
    [
        Of("nested run", "Out(Asyncio.Run(NAMEGet(1)));", "Out(await NAMEGet(1));", Get) with { IsOfTheLoop = true },
        Of("helper that runs", "Out(NAMETotal());", "Out(await NAMETotal());", Get + "\nint NAMETotal() => Asyncio.Run(NAMEGet(1));", Get + "\nasync Coroutine<int> NAMETotal() => await NAMEGet(1);") with { IsOfTheLoop = true },
        Of("queue of another thread", "{ var NAME = new AsyncQueue<int>(); await Asyncio.ToThread(() => { NAME.TryPut(4); }); Out(await NAME.GetAsync()); }",
            "{ var NAME = new AsyncQueue<int>(); var loop = Asyncio.RunningLoop; await Asyncio.ToThread(() => { loop.CallSoonThreadSafe(() => NAME.TryPut(4)); }); Out(await NAME.GetAsync()); }") with { IsOfTheLoop = true },
        Of("off the loop", "Out(await NAMELoad());", "Out(await NAMELoad());",
            "static async Coroutine<int> NAMELoad() { var n = await Later(1).ConfigureAwait(false); await Asyncio.Yield(); return n; }", "static async Coroutine<int> NAMELoad() { var n = await Later(1); await Asyncio.Yield(); return n; }"),
        new("wait for a thread", false, "{ var NAME = new ManualResetEventSlim(); var other = new Thread(() => { Thread.Sleep(1); NAME.Set(); }); other.Start(); NAME.Wait(); other.Join(); Out(VALUE); }"),
        new("wait for an item", false, "{ var NAME = new System.Collections.Concurrent.BlockingCollection<int>(); new Thread(() => NAME.Add(5)).Start(); Out(NAME.Take()); }"),
        new("no counterpart", false, "GC.WaitForPendingFinalizers(); Out(VALUE);"),
        new("undrained loop", false, "Out(await NAMETalk(false));", Network(disposal: "await using var connection")),
        Of("undisposed connection", "Out(await NAMETalk(true));", "Out(await NAMETalk(true));", Network(disposal: "var connection"), Network(disposal: "await using var connection")),
    ];

    private static IEnumerable<Kind> Cancellations() =>
    [
        Of("swallowed cancellation", Ended("NAMEPoll(Out)"), Ended("NAMEPoll(Out)"), Polling(""), Polling(" when (e is not OperationCanceledException)")),
        Of("endless loop", Ended("NAMESpin()"), Ended("NAMESpin()"), "int NAMEn; async Coroutine NAMESpin() { while (true) { NAMEn++; } }", "int NAMEn; async Coroutine NAMESpin() { while (true) { NAMEn++; await Asyncio.Yield(); } }"),
        new("delay as a timeout", false, "Out(await NAMEAsk(static () => Later(1)));",
            "static async Coroutine<int> NAMEAsk(Func<Task<int>> ask)\n{\n    var answer = ask();\n    if (await Task.WhenAny(answer, Task.Delay(60000)) != answer)\n    {\n        throw new TimeoutException();\n    }\n\n    return await answer;\n}"),
        new("call without a token", false, "Out(await NAMEWait() + VALUE);", "static async Coroutine<int> NAMEWait() { await Task.Delay(1); return 1; }"),
        new("token not passed on", false, "await NAMECopy(Out, default);", "async Coroutine NAMECopy(Action<int> Out, CancellationToken token) { await slow.FlushAsync(); await Task.Delay(1); Out(VALUE); }"),
    ];

    private static IEnumerable<Kind> State() =>
    [
        new("lock without finally", false, "await NAMESave(Out);", "async Coroutine NAMESave(Action<int> Out) { await gate.WaitAsync(Asyncio.CurrentToken); await Asyncio.Yield(); Out(1); gate.Release(); }"),
        new("polled event", false, "{ var NAME = Asyncio.CreateTask(NAMEStart(Out)); await Asyncio.Sleep(0.2); NAMEready.Set(); await NAME; }",
            "readonly AsyncEvent NAMEready = new(); async Coroutine NAMEStart(Action<int> Out) { while (!NAMEready.IsSet) { await Asyncio.Sleep(0.05); } Out(1); }"),
        Of("state of the thread", "await NAMEVisit(Out);", "await NAMEVisit(Out);",
            "static readonly ThreadLocal<int> NAMEdepth = new(); async Coroutine NAMEVisit(Action<int> Out) { NAMEdepth.Value++; await Asyncio.Yield(); Out(NAMEdepth.Value); NAMEdepth.Value--; }",
            "static readonly AsyncLocal<int> NAMEdepth = new(); async Coroutine NAMEVisit(Action<int> Out) { NAMEdepth.Value++; await Asyncio.Yield(); Out(NAMEdepth.Value); NAMEdepth.Value--; }"),
        Of("lost update", "total += await NAMEGet(VALUE);", "{ var NAME = await NAMEGet(1); total += NAME; }", Get),
    ];

    private static Kind Of(string name, string lines, string intended, string members = "", string? intendedMembers = null) =>
        new(name, false, lines, members) { Intended = new FuzzText(intended, intendedMembers ?? members) };

    // Canceled after two iterations of the loop.
    private static string Ended(string coroutine) =>
        $"{{ var NAME = Asyncio.CreateTask({coroutine}); await Asyncio.Yield(); await Asyncio.Yield(); NAME.Cancel(); try {{ await NAME; }} catch (OperationCanceledException) {{ Out(5); }} }}";

    private static string Polling(string filter) =>
        $"static async Coroutine NAMEPoll(Action<int> Out) {{ while (true) {{ try {{ await Asyncio.Sleep(1); Out(1); }} catch (Exception e){filter} {{ Out(e.Message.Length); }} }} }}";

    // A server on the network of the test loop, and a client.
    private static string Network(string disposal) =>
        $$"""
        static async Coroutine NAMEEcho(Connection connection)
        {
            var buffer = new byte[16];
            while (await connection.ReadAsync(buffer) is var count and > 0)
            {
                connection.Write(buffer.AsMemory(0, count).ToArray());
            }
        }
        static async Coroutine<int> NAMETalk(bool twice)
        {
            await using var server = await Asyncio.StartServer(NAMEEcho, "localhost", 0);
            {{disposal}} = await Asyncio.OpenConnection("localhost", ((System.Net.IPEndPoint)server.LocalEndPoint).Port);
            await connection.WriteAsync(new byte[twice ? 40 : 20]);
            connection.WriteEof();
            return (await connection.ReadToEndAsync()).Length;
        }
        """;
}
