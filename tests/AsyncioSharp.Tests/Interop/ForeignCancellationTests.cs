using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>
/// Cancellation of a task that awaits something foreign. The foreign side is completed on the loop's thread here, so that virtual time will do.
/// </summary>
public sealed class ForeignCancellationTests
{
    /// <summary>Where the coroutine is that awaits: at the root of the task, awaited by others, or by a plain method.</summary>
    public enum Place
    {
        Root,
        Deep,
        InPlainMethod,
    }

    public static TheoryData<Place> Places => [.. Enum.GetValues<Place>()];

    public static IEnumerable<object[]> PlacesAndAwaits =>
        from place in Enum.GetValues<Place>() from what in Enum.GetValues<LoopAwait.Kind>() select new object[] { place, what };

    [Theory]
    [MemberData(nameof(Places))]
    public void TokenEndsTheForeignAwaitAtOnce(Place place) => TestLoop.Run(async () =>
    {
        var never = new TaskCompletionSource();
        CancellationToken token = default;
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(PlacesAndAwaits))]
    public void ForeignAwaitThatIgnoresTheTokenDefersItToTheNextLoopAwait(Place place, LoopAwait.Kind what) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource<string>();
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(Places))]
    public void WithoutAnotherAwaitTheTaskStillEndsCancelled(Place place) => TestLoop.Run(async () =>
    {
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(In(place, async () => await foreign.Task));
        await Asyncio.Yield();
        task.Cancel();
        foreign.SetResult();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
    });

    [Theory]
    [MemberData(nameof(Places))]
    public void ForeignCancellationIsTheDeliverySoCleanupIsNotInterrupted(Place place) => TestLoop.Run(async () =>
    {
        bool cleaned = false;
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(Places))]
    public void SwallowedForeignCancellationIsNotThrownAgain(Place place) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(Places))]
    public void SecondRequestInterruptsTheCleanup(Place place) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(Places))]
    public void AnotherForeignErrorIsNoDelivery(Place place) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(Places))]
    public void CancellationOfTheBodysOwnIsNoDelivery(Place place) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(Places))]
    public void ForeignCancellationWithoutARequestIsAFailure(Place place) => TestLoop.Run(async () =>
    {
        LoopTask task = Asyncio.CreateTask(In(place, async () => await Task.FromCanceled(new CancellationToken(canceled: true))));
        await Asyncio.Wait([task]);
        Assert.False(task.IsCanceled);
        Assert.IsAssignableFrom<OperationCanceledException>(task.Exception);
    });

    [Theory]
    [MemberData(nameof(Places))]
    public void UncancelWithdrawsWhatWasNotDelivered(Place place) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        CancellationToken before = default;
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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
    [MemberData(nameof(Places))]
    public void UncancelOfOneOfTwoRequestsWithdrawsNothing(Place place) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        var foreign = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(In(place, async () =>
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

    private static Coroutine In(Place place, Func<Coroutine> body)
    {
        return place switch
        {
            Place.Root => body(),
            Place.Deep => Deep(body, 3),
            _ => PlainMethod.Run(PlainMethod.Kind.Task, () => Plain(body)),
        };

        static async Coroutine Deep(Func<Coroutine> body, int depth) => await (depth == 0 ? body() : Deep(body, depth - 1));

        static async Task Plain(Func<Coroutine> body) => await body();
    }
}
