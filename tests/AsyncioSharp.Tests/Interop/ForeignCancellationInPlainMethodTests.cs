using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>
/// Cancellation of a task that awaits something foreign in a plain method, as <see cref="ForeignCancellationTests"/> does it in coroutines.
/// </summary>
public sealed class ForeignCancellationInPlainMethodTests
{
    public static TheoryData<PlainMethod.Kind> Methods => PlainMethod.All;

    public static IEnumerable<object[]> MethodsAndAwaits =>
        from method in Enum.GetValues<PlainMethod.Kind>() from what in Enum.GetValues<LoopAwait.Kind>() select new object[] { method, what };

    [Theory]
    [MemberData(nameof(Methods))]
    public void TokenEndsTheForeignAwaitAtOnce(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var never = new TaskCompletionSource();
        CancellationToken token = default;
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            token = Asyncio.CurrentToken;
            await never.Task.WaitAsync(token);
        }));
        await Asyncio.Yield();
        Assert.True(token.CanBeCanceled);
        Assert.False(token.IsCancellationRequested);
        task.Cancel();
        Assert.True(token.IsCancellationRequested);
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
        Assert.False(never.Task.IsCompleted);
    });

    [Theory]
    [MemberData(nameof(MethodsAndAwaits))]
    public void ForeignAwaitThatIgnoresTheTokenDefersItToTheNextLoopAwait(PlainMethod.Kind kind, LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource<string>();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            log.Add(await foreign.Task);
            await LoopAwait.Logged(log, what);
        }));
        await Asyncio.Yield();
        task.Cancel("late");
        await Asyncio.Sleep(1);
        Assert.False(task.IsDone);
        foreign.SetResult("result");
        await Asyncio.Wait([task]);
        Assert.Equal(["result", "LoopCanceledException late"], log);
        Assert.True(task.IsCanceled);
        Assert.Equal(TimeSpan.FromSeconds(1), Asyncio.RunningLoop.Time);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void WithoutAnotherAwaitTheTaskStillEndsCancelled(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () => await foreign.Task));
        await Asyncio.Yield();
        task.Cancel();
        foreign.SetResult();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void ForeignCancellationIsTheDeliverySoCleanupIsNotInterrupted(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        bool cleaned = false;
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(Asyncio.CurrentToken);
            }
            finally
            {
                await Asyncio.Yield();
                await Asyncio.Sleep(0);
                await Asyncio.Sleep(1);
                cleaned = true;
            }
        }));
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(cleaned);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void SwallowedForeignCancellationIsNotThrownAgain(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(Asyncio.CurrentToken);
            }
            catch (OperationCanceledException)
            {
                log.Add("swallowed");
            }

            // Delivered is delivered: what comes next gets a token that is not tripped.
            log.Add(Asyncio.CurrentToken.IsCancellationRequested ? "tripped" : "fresh");
            await Asyncio.Yield();
            await Asyncio.Sleep(1);
            log.Add("end");
        }));
        await Asyncio.Yield();
        task.Cancel();
        await task;
        Assert.Equal(["swallowed", "fresh", "end"], log);
        Assert.Equal(1, task.CancelRequests);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void SecondRequestInterruptsTheCleanup(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(Asyncio.CurrentToken);
            }
            finally
            {
                await LoopAwait.Logged(log, LoopAwait.Kind.Sleep);
            }
        }));
        await Asyncio.Yield();
        task.Cancel("one");
        await Asyncio.Sleep(1);
        task.Cancel("two");
        await Asyncio.Wait([task]);
        Assert.Equal(["LoopCanceledException two"], log);
        Assert.Equal(2, task.CancelRequests);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void AnotherForeignErrorIsNoDelivery(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            try
            {
                await foreign.Task;
            }
            catch (IOException)
            {
                log.Add("broken");
            }

            await LoopAwait.Logged(log, LoopAwait.Kind.SleepZero);
        }));
        await Asyncio.Yield();
        task.Cancel("why");
        foreign.SetException(new IOException());
        await Asyncio.Wait([task]);
        Assert.Equal(["broken", "LoopCanceledException why"], log);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void CancellationOfTheBodysOwnIsNoDelivery(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            await foreign.Task;
            try
            {
                new CancellationToken(canceled: true).ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException)
            {
                log.Add("own");
            }

            await LoopAwait.Logged(log, LoopAwait.Kind.Sleep);
        }));
        await Asyncio.Yield();
        task.Cancel("why");
        foreign.SetResult();
        await Asyncio.Wait([task]);
        Assert.Equal(["own", "LoopCanceledException why"], log);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void ForeignCancellationWithoutARequestIsAFailure(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () => await Task.FromCanceled(new CancellationToken(canceled: true))));
        await Asyncio.Wait([task]);
        Assert.False(task.IsCanceled);
        Assert.IsAssignableFrom<OperationCanceledException>(task.Exception);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void UncancelWithdrawsWhatWasNotDelivered(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        CancellationToken before = default;
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            before = Asyncio.CurrentToken;
            await foreign.Task;
            log.Add(Asyncio.CurrentToken.IsCancellationRequested ? "tripped" : "fresh");
            await LoopAwait.Logged(log, LoopAwait.Kind.Yield);
            await LoopAwait.Logged(log, LoopAwait.Kind.SleepZero);
        }));
        await Asyncio.Yield();
        task.Cancel();
        Assert.Equal(0, task.Uncancel());
        foreign.SetResult();
        await task;
        Assert.Equal(["fresh", "passed", "passed"], log);
        Assert.True(before.IsCancellationRequested);
        Assert.False(task.IsCanceled);
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void UncancelOfOneOfTwoRequestsWithdrawsNothing(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(PlainMethod.Run(kind, async () =>
        {
            await foreign.Task;
            await LoopAwait.Logged(log, LoopAwait.Kind.Yield);
        }));
        await Asyncio.Yield();
        task.Cancel("one");
        task.Cancel("two");
        Assert.Equal(1, task.Uncancel());
        foreign.SetResult();
        await Asyncio.Wait([task]);
        Assert.Equal(["LoopCanceledException two"], log);
        Assert.Equal(1, task.CancelRequests);
        Assert.True(task.IsCanceled);
    });
}
