namespace Catalogue;

sealed class D01 : Case
{
    async Coroutine<int> Length(Task<string> t)
    {
        await F();
        var n = t.Result.Length;
        return n;
    }

    async Coroutine<char> First(StreamReader r)
    {
        await F();
        return r.ReadToEnd()[0];
    }
}

sealed class D02 : Case
{
    async Coroutine<int> Nested(Task<Task<int>> t)
    {
        await F();
        return t.Result.Result;
    }
}

sealed class D03 : Case
{
    async Coroutine<int> Sum(StreamReader r)
    {
        await F();
        return int.Parse(r.ReadToEnd().Trim()) + r.ReadToEnd().Length;
    }

    async Coroutine Copy() => File.WriteAllText("a", File.ReadAllText("b") + Console.ReadLine());
}

sealed class D04 : Case
{
    static StreamReader? Open() => null;

    async Coroutine M(Task? t, Stream? s)
    {
        t?.Wait();
        Open()?.ReadLine();
        if (t is not null)
            s?.Flush();
        else
            Use();
        await F();
    }
}

sealed class D05 : Case
{
    async Coroutine M(StreamReader? r, Task<int>? t)
    {
        var s = r?.ReadLine();
        var x = t?.Result;
        Use(s, x);
        await F();
    }
}

sealed class D06 : Case
{
    Coroutine M(Stream s) { s.Flush(); return Coroutine.Completed; }

    Task N(Stream s) { s.Flush(); return Task.CompletedTask; }

    Coroutine O(Stream s)
    {
        s.Flush();
        return default;
    }
}

sealed class D07 : Case
{
    Coroutine<int> M(Task<int> t) { if (t.Result > 0) { return V(); } return t.Result > 1 ? V() : default; }
}

sealed class D08 : Case
{
    Coroutine<int> M(Task<int> t, out int x)
    {
        x = t.Result;
        return V();
    }
}

sealed class D09 : Case
{
    async Coroutine M(Task t)
    {
        lock (Gate)
        {
            t.Wait();
            Thread.Sleep(1);
        }

        await F();
    }
}

sealed class D10 : Case
{
    async Coroutine M(Task t, Thread th)
    {
        if (!t.Wait(1000)) throw new TimeoutException();
        if (t.Wait(10)) { Use(1); }
        t.Wait(5);
        if (!th.Join(100)) { Use(2); }
        await F();
    }
}

sealed class D11 : Case
{
    async Coroutine M(Task a, Task b)
    {
        Task.WaitAny(a, b);
        Task.WaitAll(a, b);
        int i = Task.WaitAny(a, b);
        Task.WaitAll([a, b], 100);
        Use(i);
        await F();
    }
}

sealed class D12 : Case
{
    async Coroutine M(Stream s) => Use(System.Text.Json.JsonSerializer.Deserialize<int>(s));
}

sealed class D14 : Case
{
    async Coroutine M(Task t, Task<int> n)
    {
        // leading
        /* before */ t.Wait(/* inside */) /* after */; // trailing
        Use(n /* of */ .Result /* done */, 1); // both
        Thread.Sleep(/* a while */ 5); // rest
        await F();
    }
}

sealed class D15 : Case
{
    async Coroutine M()
    {
        Thread.Sleep(millisecondsTimeout: 5);
        Thread.Sleep(timeout: TimeSpan.FromSeconds(1));
        Thread.Sleep(0);
        await F();
    }
}

sealed class D18 : Case
{
    async Coroutine M(Task<int> t)
    {
        try
        {
            await F();
        }
        catch (InvalidOperationException) when (t.Result > 0)
        {
        }
    }
}

sealed class D19 : Case
{
    async Coroutine M(Task<int> t)
    {
        await F();
        unsafe
        {
            int* p = null;
            Use(p is null, t.Result);
        }
    }
}

sealed class D20 : Case
{
    async Coroutine M(Task<int> t)
    {
        await F();
        Span<int> s = stackalloc int[2];
        s[0] = t.Result;
        s[1] = s[0];
    }
}

sealed class D21 : Case
{
    async Coroutine M(List<Task<int>> list)
    {
        await F();
        var q = from x in list where x.Result > 0 select x;
        Use(q.ToList());
    }
}

sealed class D23 : Case
{
    private void M(Task t) { t.Wait(); }

    async Coroutine Caller(Task x) { M(x); await F(); }
}

sealed class D25 : Case
{
    public D25(Task t) => t.Wait();

    int P { get { Thread.Sleep(1); return 1; } }

    public static D25 operator +(D25 a, D25 b) { Thread.Sleep(1); return a; }
}

sealed class D26 : Case
{
    async Coroutine M(Task t)
    {
        Action a = () => t.Wait();
        a();
        Func<Coroutine> f = () => { t.Wait(); return F(); };
        await f();
    }
}

sealed class D27 : Case
{
    async Coroutine M(Task<int> t)
    {
        Func<int> f = () => t.Result;
        Use(f());
        await F();
    }
}

sealed class D28 : Case
{
    IEnumerable<int> It(Task<int> t) { yield return t.Result; }

    async IAsyncEnumerable<int> Items(Task<int> t) { yield return t.Result; await F(); }
}

sealed class D29 : Case
{
    Coroutine<int> M(Coroutine<int> t) => t;

    async Coroutine<int> N(Task<int> t) => t.Result + 1;
}

sealed class D30 : Case
{
    async Coroutine M(StreamReader r)
    {
        string? Local() => r.ReadLine();
        async Coroutine<string?> Other() { await F(); return r.ReadLine(); }
        Use(Local(), await Other());
    }
}

sealed class D32 : Case
{
    async Coroutine M(TextWriter w, object o)
    {
        Console.Error.WriteLine(o);
        w.WriteLine(1);
        w.WriteLine("a");
        await F();
    }
}

sealed class D33 : Case
{
    async Coroutine M(string p)
    {
        using (var fs = new FileStream(p, FileMode.Create)) using (var b = new StreamWriter(fs)) { b.Write("a"); }
        await F();
    }
}

sealed class D34 : Case
{
    async Coroutine M(Stream s, byte[] b)
    {
        Use(s.Read(b.AsSpan(0, 4)));
        Use(s.Read(stackalloc byte[4]));
        s.Write(b);
        await F();
    }
}

sealed class D35 : Case
{
    readonly Func<Task<int>, Coroutine<int>> _f = async t => t.Result;
}

sealed class D36 : Case
{
    Coroutine M(Stream s) { try { s.Flush(); return Coroutine.Completed; } catch (IOException) { return F(); } }
}

sealed class D39 : Case
{
    async Coroutine M(string p)
    {
        using (FileStream f = new FileStream(p, FileMode.Open))
        {
            Use(f.Length);
        }

        using FileStream g = new(p, FileMode.Open);
        await F();
    }

    async Task Plain(string p)
    {
        using (FileStream f = new FileStream(p, FileMode.Open)) { Use(f.Length); }
        await Task.Yield();
    }
}

sealed class D43 : Case
{
    async Coroutine M(string p, IAsyncEnumerable<int> items)
    {
        foreach (var l in File.ReadLines(p)) { Use(l); }
        foreach (var i in items.ToBlockingEnumerable())
        {
            Use(i);
        }

        await F();
    }
}

sealed class D44 : Case
{
    async Coroutine M(StreamReader r)
    {
        while (!r.EndOfStream)
        {
            var line = r.ReadLine();
            Use(line, r.ReadLine());
        }

        while (!r.EndOfStream) { Use(r.ReadLine()); }
        await F();
    }
}

sealed class D45 : Case
{
    async Coroutine<int> M(TextReader r, Process p)
    {
        await F();
        p.WaitForExit();
        return r.ReadToEnd().Trim().Split(r.ReadToEnd()).Where(x => x.Length > 0).First().Length;
    }
}

sealed class D48 : Case
{
    async Coroutine M(Task<int> t, IAsyncEnumerable<int> items, CancellationToken ct)
    {
        Debug.Assert(t.Result > 0, "asserted");
        await foreach (var i in items.WithCancellation(ct)) { Use(i); }
        Use("before"); Thread.Sleep(1); Use("after");
    }
}

sealed class D51 : Case
{
    async Coroutine M(Task t)
    {
        t.Wait(
#if DEBUG
            1000
#else
            2000
#endif
        );
#pragma warning disable CS0219
        t.Wait();
#pragma warning restore CS0219
        await F();
    }
}

partial class D52 : Case
{
    public static partial Coroutine M();

    public static partial Coroutine M() { Thread.Sleep(1); return default; }

    public unsafe Coroutine N() { Thread.Sleep(1); return default; }
}

sealed class D53 : Case
{
    async Coroutine<string> M(StreamReader? r)
    {
        await F();
        string line = r?.ReadLine() ?? "";
        return line;
    }
}

sealed class D54 : Case
{
    static void G(string? s, out int x) => x = s?.Length ?? 0;

    async Coroutine M(StreamReader r, Task<int> t, int[] a)
    {
        var i = 0;
        G(r.ReadLine(), out var x);
        a[i++] = t.Result;
        a[i++] += t.Result;
        Shared += t.Result;
        Use(x);
        await F();
    }
}

sealed class D55 : Case
{
    Coroutine M(Coroutine c) { Thread.Sleep(1); return c; }
}

sealed class Plain : Case
{
    async Task<int> M(Task t, StreamReader r, CancellationToken ct)
    {
        Thread.Sleep(1);
        if (!t.Wait(1000)) throw new TimeoutException();
        while (!r.EndOfStream)
        {
            var line = r.ReadLine();
            Use(line);
        }

        try
        {
            t.Wait(ct);
        }
        catch (Exception e)
        {
            Use(e);
        }

        return File.ReadAllText("a").Length;
    }

    async Task Quiet(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested) { Thread.Sleep(5); }
        await Task.Yield();
    }
}
