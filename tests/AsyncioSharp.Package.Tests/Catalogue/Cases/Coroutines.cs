namespace Catalogue;

sealed class D04b : Case
{
    D04b? Next { get; set; }

    async Coroutine Go() => await F();

    static D04b? Find() => null;

    async Coroutine M(D04b? x)
    {
        x?.Go();
        Next?.Go();
        Find()?.Next?.Go();
        _ = x?.Go();
        await F();
    }
}

sealed class D16 : Case
{
    static async Coroutine N(int x, int y = 0, CancellationToken c = default) => await F();

    static async Coroutine P(params int[] values) => await F();

    static async Coroutine P(int[] values, CancellationToken c) => await F();

    async Coroutine M(CancellationToken ct, HttpClient http, Uri u)
    {
        await N(y: 2, x: 1);
        await P(1, 2, 3); // D17
        Use(await http.GetStringAsync(u));
    }
}

sealed class D22 : Case
{
    async Coroutine M(CancellationToken ct)
    {
        static Task L() { return Task.Delay(1); }
        await L();
    }
}

sealed class D24 : Case
{
    abstract class Base
    {
        public abstract void M(Task t);
    }

    sealed class Derived : Base
    {
        public override void M(Task t) { t.Wait(); }
    }

    interface IGo
    {
        void Go();
    }

    sealed class Goer : IGo
    {
        public async void Go() { await F(); }
    }
}

sealed class D37 : Case
{
    event Action? Changed;

    async void Handler() => await F();

    async void Clicked(object? sender, EventArgs e) => await F();

    void Wire() { Changed += Handler; Changed?.Invoke(); }

    async void Alone() { await F(); }

    async Coroutine M()
    {
        Alone();
        await F();
    }
}

sealed class D38 : Case
{
    async Coroutine M()
    {
        F();
        _ = F();
        var c = F();
        V();
        _ = V();
        var x = V();
        await F();
    }
}

sealed class D40 : Case
{
    Coroutine<int> M(Stream s)
    {
        using (s)
        {
            if (s.CanRead) { return V(); }
            return V();
        }
    }

    Coroutine N(Stream s)
    {
        using var t = s;
        return F();
    }
}

sealed class D41 : Case
{
    Coroutine M() { try { return F(); } catch (IOException) { return Coroutine.Completed; } }
}

sealed class D42 : Case
{
    Coroutine M(bool cond, Stream s) { using (s) { return cond ? F() : Coroutine.Completed; } }
}

sealed class D46 : Case
{
    async Coroutine M(List<int> list)
    {
        list.ForEach(x => F());
        list.ForEach(async x => await F());
        list.ForEach(async x =>
        {
            await F();
            Use(x);
        });
        await F();
    }
}

sealed class D47 : Case
{
    void Save() => File.WriteAllText("a", "b");

    async Coroutine SaveAsync() { Save(); await F(); }
}

sealed class D50 : Case
{
    async Coroutine M()
    {
        var a = await V();
        Use(a);
        var b = await V();
        var c = await V();
        Use(b, c);
    }
}

sealed class Tasks : Case
{
    async Coroutine Dropped()
    {
        Asyncio.CreateTask(F());
        var job = Asyncio.CreateTask(V());
        _ = Asyncio.CreateTask(F());
        await F();
    }

    async Coroutine<int> Result()
    {
        Asyncio.CreateTask(F()); // note
        return await V();
    }

    async Coroutine Group() => await TaskGroup.Run(async group =>
    {
        Asyncio.CreateTask(F());
        await F();
    });

    async Coroutine Loop(List<int> list)
    {
        foreach (var i in list)
        {
            Asyncio.CreateTask(F());
        }

        await F();
    }
}

sealed class Twice : Case
{
    async Coroutine<int> M()
    {
        var c = V();
        var a = await c;
        return a + await c;
    }
}

sealed class Values : Case
{
    async Coroutine M(Task? t)
    {
        Console.WriteLine(V());
        Console.WriteLine($"{V()} and " + V());
        object o = V();
        Use(V().ToString());
        await t?.WaitAsync(TimeSpan.FromSeconds(1))!;
        Use(o);
        await F();
    }
}

sealed class Waits : Case
{
    async Coroutine M(ManualResetEventSlim e, Thread th, Task t)
    {
        e.Wait();
        th.Join();
        Use(Console.ReadLine()!.Trim(), new[] { 1 }.AsParallel().Sum());
        await t.ConfigureAwait(false);
        await F();
    }

    async Task Plain(ManualResetEventSlim e, Task t)
    {
        e.Wait();
        Thread.Sleep(10);
        await t.ConfigureAwait(false);
    }
}

sealed class Cancelled : Case
{
    async Coroutine M()
    {
        try
        {
            await F();
        }
        catch (Exception e)
        {
            Use(e);
        }

        try { await F(); } catch { }

        try { await F(); }
        catch (OperationCanceledException) { }
    }
}

sealed class Synchronous : Case
{
    async Coroutine<int> Add(int x) { return x + 1; }

    async Coroutine Nothing() { }

    async Coroutine M()
    {
        Use(await Add(1));
        await Nothing();
        await F();
    }
}

sealed class Nested : Case
{
    async Coroutine<int> M() => Asyncio.Run(V()) + Asyncio.Run(V());

    async Coroutine N() { Asyncio.Run(F()); await F(); }
}
