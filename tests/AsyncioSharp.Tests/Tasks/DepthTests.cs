using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>Depth is bounded by memory, not by the stack. A failure here ends the process: the stack overflows.</summary>
public sealed class DepthTests
{
    private const int Depth = 100_000;

    [Fact]
    public void NestedAwaitsCompleteWithoutAnIteration() => TestLoop.Run(static async () =>
    {
        static async Coroutine<int> Nest(int depth) => depth == 0 ? 0 : await Nest(depth - 1) + 1;

        long before = Asyncio.RunningLoop.Iteration;
        Assert.Equal(Depth, await Nest(Depth));
        Assert.Equal(before, Asyncio.RunningLoop.Iteration);
    });

    [Fact]
    public void NestedAwaitsThatSuspendAtTheBottomComplete() => TestLoop.Run(static async () =>
    {
        Assert.Equal(Depth, await Nest(Depth));
        Assert.Equal(1, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void NestedAwaitsAreCancelledAtTheBottom() => TestLoop.Run(static async () =>
    {
        int unwound = 0;
        LoopTask task = Asyncio.CreateTask(NestAndCount(Depth, () => unwound++));
        await Asyncio.Yield();
        Assert.True(task.Cancel());
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.Equal(Depth + 1, unwound);
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);

        static async Coroutine NestAndCount(int depth, Action onEnd)
        {
            try
            {
                await (depth == 0 ? Asyncio.Sleep(1) : NestAndCount(depth - 1, onEnd));
            }
            finally
            {
                onEnd();
            }
        }
    });

    [Fact]
    public void NestedAwaitsInAPlainMethodComplete() => TestLoop.Run(static async () =>
    {
        static async Task<int> Plain() => await Nest(Depth);

        Assert.Equal(Depth, await Plain());
    });

    [Fact]
    public void TasksThatAwaitEachOtherComplete() => TestLoop.Run(static async () =>
    {
        LoopTask<int> last = Asyncio.CreateTask(Asyncio.Sleep(1, 0));
        for (int i = 0; i < Depth; i++)
        {
            last = Asyncio.CreateTask(Next(last));
        }

        Assert.Equal(Depth, await last);

        static async Coroutine<int> Next(LoopTask<int> inner) => await inner + 1;
    });

    [Fact]
    public void TasksThatAwaitEachOtherAreCancelled() => TestLoop.Run(static async () =>
        await CancelChain(Depth, static inner => Await(inner)));

    [Fact]
    public void TasksThatAwaitEachOtherInPlainMethodsAreCancelled() => TestLoop.Run(static async () =>
        await CancelChain(Depth, static inner => AwaitInPlainMethod(inner)));

    [Fact]
    public void TasksThatAwaitEachOtherInGathersAreCancelled() => TestLoop.Run(static async () =>
        await CancelChain(Depth, static inner => AwaitGather(inner)));

    [Fact]
    public void TasksThatAwaitEachOtherInTimeoutsAreCancelled() => TestLoop.Run(static async () =>
        await CancelChain(10_000, static inner => Asyncio.WaitFor(inner, 9)));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(Depth)]
    public void CircleOfAwaitsIsCancelled(int length) => TestLoop.Run(async () => await CancelCircle(length, static task => Await(task)));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void CircleOfAwaitsInPlainMethodsIsCancelled(int length) =>
        TestLoop.Run(async () => await CancelCircle(length, static task => AwaitInPlainMethod(task)));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void CircleOfAwaitsInGathersIsCancelled(int length) => TestLoop.Run(async () => await CancelCircle(length, static task => AwaitGather(task)));

    [Fact]
    public void CircleThatIsLeftBehindDoesNotHoldUpTheEndOfRun() => TestLoop.Run(static async () =>
    {
        var tasks = new LoopTask[2];
        tasks[0] = Asyncio.CreateTask(AwaitOf(() => tasks[1]));
        tasks[1] = Asyncio.CreateTask(AwaitOf(() => tasks[0]));
        await Asyncio.Yield();

        static async Coroutine AwaitOf(Func<LoopTask> other) => await other();
    });

    private static async Coroutine<int> Nest(int depth)
    {
        if (depth == 0)
        {
            await Asyncio.Sleep(1);
            return 0;
        }

        return await Nest(depth - 1) + 1;
    }

    private static async Coroutine Await(LoopTask inner) => await inner;

    private static async Coroutine AwaitInPlainMethod(LoopTask inner)
    {
        static async Task Plain(LoopTask inner) => await inner;

        await Plain(inner);
    }

    private static async Coroutine AwaitGather(LoopTask inner) => await Asyncio.Gather([inner]);

    private static async Coroutine CancelChain(int length, Func<LoopTask, Coroutine> wait)
    {
        var tasks = new List<LoopTask> { Asyncio.CreateTask(Asyncio.Sleep(1)) };
        while (tasks.Count < length)
        {
            tasks.Add(Asyncio.CreateTask(wait(tasks[^1])));
        }

        await Asyncio.Yield();
        Assert.True(tasks[^1].Cancel());
        await Asyncio.Wait(tasks);
        Assert.All(tasks, static task => Assert.True(task.IsCanceled));
        Assert.All(tasks, static task => Assert.Equal(1, task.CancelRequests));
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    }

    private static async Coroutine CancelCircle(int length, Func<LoopTask, Coroutine> wait)
    {
        var tasks = new LoopTask[length];
        for (int i = 0; i < length; i++)
        {
            tasks[i] = Asyncio.CreateTask(Link(i));
        }

        await Asyncio.Yield();
        Assert.True(tasks[0].Cancel());
        await Asyncio.Wait(tasks);
        Assert.All(tasks, static task => Assert.True(task.IsCanceled));

        async Coroutine Link(int index) => await wait(tasks[(index + 1) % length]);
    }
}
