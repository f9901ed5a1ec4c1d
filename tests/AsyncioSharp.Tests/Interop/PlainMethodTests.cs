using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>Plain async methods that a coroutine awaits run in its task: they see it, and its cancellation reaches them.</summary>
public sealed class PlainMethodTests
{
    public static IEnumerable<object[]> MethodsAndAwaits =>
        from method in Enum.GetValues<PlainMethod.Kind>() from what in Enum.GetValues<LoopAwait.Kind>() select new object[] { method, what };

    public static TheoryData<PlainMethod.Kind> Methods => PlainMethod.All;

    public static TheoryData<LoopAwait.Kind> Awaits => [.. Enum.GetValues<LoopAwait.Kind>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void CurrentTaskIsTheOneThatAwaitsTheMethod(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var wrong = new List<string>();

        async Task Body(LoopTask? self)
        {
            Look("start");
            await Asyncio.Yield();
            Look("Asyncio.Yield");
            await Asyncio.Sleep(0);
            Look("Sleep(0)");
            await Asyncio.Sleep(1);
            Look("Sleep(1)");
            await Task.Yield();
            Look("Task.Yield");
            await Task.Yield();
            await Asyncio.Sleep(1);
            Look("Sleep after Task.Yield");
            await Asyncio.CreateTask(Asyncio.Sleep(1));
            Look("a task");

            void Look(string place)
            {
                if (self is null || !ReferenceEquals(self, Asyncio.CurrentTask))
                {
                    wrong.Add(place);
                }
            }
        }

        async Coroutine Outer()
        {
            LoopTask self = Asyncio.CurrentTask!;
            await PlainMethod.Run(kind, () => Body(self));
            Assert.Same(self, Asyncio.CurrentTask);
        }

        // Two of them in step, so that each resumes right after the other.
        await Asyncio.Gather([Outer(), Outer()]);
        Assert.Empty(wrong);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void CurrentTaskIsRightAfterATimerOfTheRuntime(PlainMethod.Kind kind) => Asyncio.Run(async () =>
    {
        int seen = 0;
        async Task Body(LoopTask? self)
        {
            await Task.Delay(1);
            Assert.Same(self, Asyncio.CurrentTask);
            await Asyncio.Sleep(0);
            Assert.Same(self, Asyncio.CurrentTask);
            seen++;
        }

        async Coroutine Outer() => await PlainMethod.Run(kind, () => Body(Asyncio.CurrentTask));

        await Asyncio.Gather([Outer(), Outer()]);
        Assert.Equal(2, seen);
    });

    [Fact]
    public void MethodStartedByACallbackHasNoTask() => TestLoop.Run(async () =>
    {
        var seen = new List<LoopTask?>();
        async Task Body()
        {
            seen.Add(Asyncio.CurrentTask);
            await Asyncio.Sleep(1);
            seen.Add(Asyncio.CurrentTask);
            await Task.Yield();
            seen.Add(Asyncio.CurrentTask);
        }

        Asyncio.RunningLoop.CallSoon(() => _ = Body());
        await Asyncio.Sleep(2);
        Assert.Equal([null, null, null], seen);
    });

    [Theory]
    [MemberData(nameof(MethodsAndAwaits))]
    public void CancelReachesTheInnermostLoopAwait(PlainMethod.Kind kind, LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, () => LoopAwait.Logged(log, what)));
        await Asyncio.Yield();
        Assert.True(task.Cancel("why"));
        TimeSpan before = Asyncio.RunningLoop.Time;
        await Asyncio.Wait([task]);
        Assert.Equal(["LoopCanceledException why"], log);
        Assert.True(task.IsCanceled);
        Assert.Equal(before, Asyncio.RunningLoop.Time);
    });

    [Theory]
    [MemberData(nameof(MethodsAndAwaits))]
    public void CancelReachesALoopAwaitBehindTaskYield(PlainMethod.Kind kind, LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var waiting = new AsyncEvent();
        async Task Body()
        {
            await Task.Yield();
            waiting.Set();
            await LoopAwait.Logged(log, what);
        }

        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, Body));
        await waiting.WaitAsync();
        task.Cancel("why");
        await Asyncio.Wait([task]);

        Assert.Equal(["LoopCanceledException why"], log);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [MemberData(nameof(MethodsAndAwaits))]
    public void MethodThatCancelsItsOwnTaskIsStoppedAtItsNextAwait(PlainMethod.Kind kind, LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        async Task Body()
        {
            Asyncio.CurrentTask!.Cancel("mine");
            await LoopAwait.Logged(log, what);
        }

        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, Body));
        await Asyncio.Wait([task]);
        Assert.Equal(["LoopCanceledException mine"], log);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [MemberData(nameof(MethodsAndAwaits))]
    public void SwallowedCancellationIsNotThrownAgain(PlainMethod.Kind kind, LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        async Task Body()
        {
            try
            {
                await LoopAwait.Of(what);
            }
            catch (LoopCanceledException)
            {
                log.Add("swallowed");
            }

            await Asyncio.Sleep(0);
            await Asyncio.Sleep(1);
            await new AsyncLock().AcquireAsync();
            log.Add("went on");
        }

        async Coroutine Outer()
        {
            await PlainMethod.Run(kind, Body);
            await Asyncio.Sleep(1);
            log.Add("end");
        }

        LoopTask task = Asyncio.CreateTask(Outer());
        await Asyncio.Yield();
        task.Cancel();
        await task;
        Assert.Equal(["swallowed", "went on", "end"], log);
        Assert.False(task.IsCanceled);
        Assert.Equal(1, task.CancelRequests);
    });

    [Theory]
    [MemberData(nameof(MethodsAndAwaits))]
    public void CleanupInFinallyIsNotInterrupted(PlainMethod.Kind kind, LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        bool cleaned = false;
        async Task Body()
        {
            try
            {
                await LoopAwait.Of(what);
            }
            finally
            {
                await Asyncio.Sleep(0);
                await Asyncio.Sleep(1);
                cleaned = true;
            }
        }

        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, Body));
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(cleaned);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [MemberData(nameof(Awaits))]
    public void CancelReachesBothSidesOfWhenAll(LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        async Coroutine Outer()
        {
            LoopTask self = Asyncio.CurrentTask!;
            await Task.WhenAll(LoopAwait.Logged(log, LoopAwait.Kind.Sleep), LoopAwait.Logged(log, what));
            Assert.Same(self, Asyncio.CurrentTask);
        }

        LoopTask task = Asyncio.CreateTask(Outer());
        await Asyncio.Yield();
        task.Cancel("both");
        await Asyncio.Wait([task]);
        Assert.Equal(["LoopCanceledException both", "LoopCanceledException both"], log);
        Assert.True(task.IsCanceled);
    });

    [Fact]
    public void WhenAllOfTwoMethodsRunsThemConcurrently() => TestLoop.Run(async () =>
    {
        LoopTask self = Asyncio.CurrentTask!;
        async Task<int> Wait(double seconds, int result)
        {
            await Asyncio.Sleep(seconds);
            Assert.Same(self, Asyncio.CurrentTask);
            return result;
        }

        int[] results = await Task.WhenAll(Wait(3, 1), Wait(2, 2));
        Assert.Equal([1, 2], results);
        Assert.Equal(TimeSpan.FromSeconds(3), Asyncio.RunningLoop.Time);
        Assert.Same(self, Asyncio.CurrentTask);
    });
}
