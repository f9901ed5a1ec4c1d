using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Interop;

/// <summary>One failure that is awaited again and again: each await shows the same trace.</summary>
public sealed class SharedFailureTests
{
    /// <summary>What is awaited.</summary>
    public enum Way
    {
        Task,
        TaskOfT,
        Future,
        Result,
        Gather,
        Shield,
        WaitFor,
        AsTask,
        FromTask,
        Outcome,
        AsCompleted,
    }

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public void TraceDoesNotGrow(Way way) => TestLoop.Run(async () =>
    {
        Func<Coroutine> read = Reader(way);
        int first = 0;
        for (int i = 0; i < 20; i++)
        {
            Exception error = await Catch(read());
            int lines = error.StackTrace!.Count(static c => c == '\n');
            if (i == 1)
            {
                first = lines;
            }

            Assert.True(i < 2 || lines == first, $"{first} lines at first, {lines} at await {i}:{Environment.NewLine}{error.StackTrace}");
        }
    });

    [Fact]
    public void WaitersInThreeFramesSeeTheSameTrace() => TestLoop.Run(static async () =>
    {
        LoopTask init = Asyncio.CreateTask(Fail());
        var traces = new HashSet<string>();

        async Coroutine Outer() => await Middle();

        async Coroutine Middle() => await Inner();

        async Coroutine Inner() => await init;

        async Coroutine Waiter() => traces.Add((await Catch(Outer())).StackTrace!);

        await Asyncio.Gather(Enumerable.Range(0, 100).Select(_ => Waiter()));
        Assert.Single(traces);
    });

    private static Func<Coroutine> Reader(Way way)
    {
        LoopTask<int> task = Asyncio.CreateTask(FailWithInt());
        LoopTask plain = Asyncio.CreateTask(Fail());
        var future = new Future<int>();
        future.SetException(new InvalidOperationException("shared"));
        Task<int> foreign = Foreign();
        return way switch
        {
            Way.Task => async () => await plain,
            Way.TaskOfT => async () => await task,
            Way.Future => async () => await future,
            Way.Result => async () =>
            {
                await Asyncio.Wait([task]);
                _ = task.Result;
            }
            ,
            Way.Gather => async () => await Asyncio.Gather([task, future]),
            Way.Shield => async () => await Asyncio.Shield((Future)plain),
            Way.WaitFor => async () => await Asyncio.WaitFor(task, 1),
            Way.AsTask => async () => await task.AsTask(),
            Way.FromTask => async () => await Asyncio.FromTask(foreign),
            Way.AsCompleted => async () => await Asyncio.AsCompleted([task, future]).First(),
            _ => OutcomeReader(),
        };

        Func<Coroutine> OutcomeReader()
        {
            Future<Outcome<int>[]> all = Asyncio.GatherSettled([task, future]);
            return async () => _ = (await all)[0].Result;
        }
    }

    private static async Coroutine<Exception> Catch(Coroutine coroutine)
    {
        try
        {
            await coroutine;
        }
        catch (InvalidOperationException e)
        {
            return e;
        }

        throw new Xunit.Sdk.XunitException("nothing was thrown");
    }

    private static async Coroutine Fail()
    {
        await Asyncio.Yield();
        throw new InvalidOperationException("shared");
    }

    private static async Coroutine<int> FailWithInt()
    {
        await Asyncio.Yield();
        throw new InvalidOperationException("shared");
    }

    private static async Task<int> Foreign()
    {
        await Task.CompletedTask;
        throw new InvalidOperationException("shared");
    }
}
