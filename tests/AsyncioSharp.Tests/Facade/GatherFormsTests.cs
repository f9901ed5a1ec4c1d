using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Facade;

/// <summary>Everything that gather, shield, wait and as_completed take. All pairs and triples of kinds are compiled by FacadeMatrixTests.</summary>
public sealed class GatherFormsTests
{
    private static readonly int[] s_ones = [1, 1];
    private static readonly int[] s_five = [1, 1, 1, 1, 1];
    private static readonly int[] s_numbers = [0, 1, 2];

    [Fact]
    public void Gather_PairsOfKinds() => TestLoop.Run(static async () =>
    {
        (int, string) both = await Asyncio.Gather(Kinds.C1(), Task.FromResult("x"));
        Assert.Equal((1, "x"), both);
        Assert.Equal(("x", 1), await Asyncio.Gather(Task.FromResult("x"), Kinds.F(1)));
        Assert.Equal((1, 1), await Asyncio.Gather(Kinds.V1(), Asyncio.CreateTask(Kinds.C1())));
        Assert.Equal((1, "x", 2.0), await Asyncio.Gather(Kinds.C1(), new ValueTask<string>("x"), Task.FromResult(2.0)));
        Assert.Equal((1, 1), await Asyncio.Gather(static async () => 1, Kinds.C1));
        Assert.Equal((1, 1, 1, 1, 1, 1), await Asyncio.Gather(Kinds.T1(), Kinds.T1(), Kinds.T1(), Kinds.T1(), Kinds.T1(), Kinds.T1()));
    });

    [Fact]
    public void Gather_WithoutResults() => TestLoop.Run(static async () =>
    {
        await Asyncio.Gather(Kinds.C1(), Kinds.C());
        await Asyncio.Gather(Kinds.T(), Kinds.C());
        await Asyncio.Gather(Kinds.T(), Kinds.T1());
        await Asyncio.Gather(Kinds.V(), Asyncio.CreateTask(Kinds.C()), Kinds.T1(), Kinds.C1());
        await Asyncio.Gather(Kinds.C, Kinds.C);
        await Asyncio.Gather([Kinds.C(), Kinds.T(), Kinds.V(), Kinds.F(1)]);
    });

    [Fact]
    public void Gather_Collections() => TestLoop.Run(static async () =>
    {
        Assert.Equal(s_ones, await Asyncio.Gather([Kinds.T1(), Kinds.T1()]));
        Assert.Equal(s_ones, await Asyncio.Gather([Kinds.V1(), Kinds.V1()]));
        Assert.Equal(s_ones, await Asyncio.Gather(new List<Task<int>> { Kinds.T1(), Kinds.T1() }));
        Assert.Equal(s_numbers, await Asyncio.Gather(Enumerable.Range(0, 3).Select(static async i => { await Task.Yield(); return i; })));
        Awaitable<int>[] mixed = [Kinds.C1(), Kinds.T1(), Kinds.V1(), Asyncio.CreateTask(Kinds.C1()), Kinds.F(1)];
        Assert.Equal(s_five, await Asyncio.Gather(mixed));
        Assert.Equal(s_ones, await Asyncio.Gather<int>([Kinds.C1(), Kinds.T1()]));
        Func<Coroutine<int>>[] functions = [Kinds.C1, Kinds.C1];
        Assert.Equal(s_ones, await Asyncio.Gather(functions));
    });

    [Fact]
    public void GatherSettled_EachKind() => TestLoop.Run(static async () =>
    {
        Outcome<int>[] tasks = await Asyncio.GatherSettled(Kinds.T1(), Task.FromException<int>(new NotSupportedException()));
        Assert.Equal(1, tasks[0].Result);
        Assert.IsType<NotSupportedException>(tasks[1].Exception);
        Assert.True((await Asyncio.GatherSettled(Kinds.V1()))[0].IsSuccess);
        Assert.True((await Asyncio.GatherSettled(Kinds.T(), Kinds.C())).All(static outcome => outcome.IsSuccess));
        Awaitable<int>[] mixed = [Kinds.C1(), Task.FromCanceled<int>(new CancellationToken(true))];
        Assert.True((await Asyncio.GatherSettled(mixed))[1].IsCanceled);
    });

    // One argument after the other, as asyncio does it: the gather watches the future before the coroutine's eager step watches it too.
    [Fact]
    public void MixedGather_WatchesOneArgumentBeforeItStartsTheNext()
    {
        var log = new List<string>();
        EventLoop loop = TestLoop.Create();
        loop.EagerTasks = true;
        Asyncio.Run(
            async () =>
            {
                var future = new Future<int>();
                Future gather = Asyncio.Gather(future, Second(future));
                gather.AddDoneCallback(_ => log.Add("outer"));
                future.SetException(new NotSupportedException());
                await Assert.ThrowsAsync<NotSupportedException>(async () => await gather);
                await Asyncio.Yield();
            },
            new RunOptions { LoopFactory = () => loop, HandleInterrupt = false });
        Assert.Equal(["outer", "inner"], log);

        async Coroutine<int> Second(Future<int> future)
        {
            Future<int[]> inner = Asyncio.Gather(future);
            inner.AddDoneCallback(_ => log.Add("inner"));
            await Assert.ThrowsAsync<NotSupportedException>(async () => await inner);
            return 0;
        }
    }

    [Fact]
    public void CancelingTheGather_LeavesTasksAlone() => TestLoop.Run(static async () =>
    {
        var source = new TaskCompletionSource<int>();
        bool canceled = false;
        Future<(int, int)> gather = Asyncio.Gather(source.Task, Kinds.Endless(() => canceled = true));
        await Asyncio.Yield();
        gather.Cancel();
        await Assert.ThrowsAsync<LoopCanceledException>(async () => await gather);
        await Asyncio.Yield();
        Assert.True(canceled);
        Assert.False(source.Task.IsCompleted);
    });

    [Fact]
    public void Shield_EachKind() => TestLoop.Run(static async () =>
    {
        await Asyncio.Shield(Kinds.C());
        await Asyncio.Shield(Kinds.T());
        await Asyncio.Shield(Kinds.V());
        await Asyncio.Shield(Kinds.C);
        await Asyncio.Shield(Kinds.T);
        Assert.Equal(6, await Asyncio.Shield(Kinds.C1()) + await Asyncio.Shield(Kinds.T1()) + await Asyncio.Shield(Kinds.V1())
            + await Asyncio.Shield(Kinds.C1) + await Asyncio.Shield(Kinds.T1) + await Asyncio.Shield(Kinds.F(1)));
    });

    [Fact]
    public void Wait_EachKind() => TestLoop.Run(static async () =>
    {
        var (coroutines, none) = await Asyncio.Wait([Kinds.C1(), Kinds.C1()]);
        Assert.Equal(2, coroutines.Sum(static task => task.Result));
        Assert.Empty(none);
        Assert.Equal(2, (await Asyncio.Wait([Kinds.C(), Kinds.C()])).Done.Count);
        var pending = new TaskCompletionSource<int>();
        Task<int> done = Kinds.T1();
        WaitResult<Task<int>> tasks = await Asyncio.Wait([done, pending.Task], WaitMode.FirstCompleted, timeout: 5);
        Assert.Equal([done], tasks.Done);
        Assert.Equal([pending.Task], tasks.Pending);
        _ = Assert.Single((await Asyncio.Wait([Kinds.T()])).Done);
        Assert.Equal(3, (await Asyncio.Wait([Kinds.C(), Kinds.T(), Kinds.F(1)])).Done.Count);
        Assert.Empty((await Asyncio.Wait([pending.Task], timeout: 1)).Done);
    });

    [Fact]
    public void AsCompleted_EachKind() => TestLoop.Run(static async () =>
    {
        int sum = 0;
        foreach (Coroutine<int> next in Asyncio.AsCompleted([Kinds.T1(), Kinds.T1()]))
        {
            sum += await next;
        }

        foreach (Coroutine<int> next in Asyncio.AsCompleted([Kinds.V1(), Kinds.V1()]))
        {
            sum += await next;
        }

        Awaitable<int>[] mixed = [Kinds.C1(), Kinds.T1(), Kinds.F(1)];
        foreach (Coroutine<int> next in Asyncio.AsCompleted(mixed, timeout: 1))
        {
            sum += await next;
        }

        Assert.Equal(7, sum);
        foreach (Coroutine<int> next in Asyncio.AsCompleted([new TaskCompletionSource<int>().Task], 1))
        {
            TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(async () => await next);
            Assert.Equal("A task did not end within 1 second.", error.Message);
        }
    });

    [Fact]
    public void Awaitable_CanBeAwaited() => TestLoop.Run(static async () =>
    {
        Awaitable<int>[] mixed = [Kinds.C1(), Kinds.T1(), Kinds.V1(), Kinds.F(1), default];
        int sum = 0;
        foreach (Awaitable<int> item in mixed)
        {
            sum += await item;
        }

        Assert.Equal(4, sum);
        Awaitable[] untyped = [Kinds.C(), Kinds.C1(), Kinds.T(), Kinds.V(), Kinds.F(1), (Awaitable<int>)Kinds.T1(), default, Asyncio.Sleep(0)];
        foreach (Awaitable item in untyped)
        {
            await item;
        }
    });
}
