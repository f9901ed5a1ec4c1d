using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>Timeouts around foreign awaits: with the token they end at once, without it at the next await of the loop.</summary>
public sealed class ForeignTimeoutTests
{
    public static TheoryData<PlainMethod.Kind> Methods => PlainMethod.All;

    [Fact]
    public void TokenEndsTheForeignAwaitOfACoroutine() => TestLoop.Run(static async () =>
    {
        Exception? error = await Catch(Asyncio.Timeout(2, static async _ => await Never()));
        AssertTimeout(error, seconds: 2);
        await Asyncio.Yield();
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void TokenEndsTheForeignAwaitOfAPlainMethod(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        Exception? error = await Catch(Asyncio.Timeout(2, _ => PlainMethod.Run(kind, static () => Never())));
        AssertTimeout(error, seconds: 2);
        await Asyncio.Yield();
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void LoopAwaitOfAPlainMethodIsEnded(PlainMethod.Kind kind) => TestLoop.Run(async () =>
    {
        Exception? error = await Catch(Asyncio.Timeout(2, _ => PlainMethod.Run(kind, static () => LoopAwait.Of(LoopAwait.Kind.Sleep))));
        AssertTimeout(error, seconds: 2);
        await Asyncio.Yield();
    });

    [Fact]
    public void CleanupAfterTheForeignAwaitIsNotInterrupted() => TestLoop.Run(static async () =>
    {
        bool cleaned = false;
        Exception? error = await Catch(Asyncio.Timeout(2, async _ =>
        {
            try
            {
                await Never();
            }
            finally
            {
                await Asyncio.Sleep(3);
                cleaned = true;
            }
        }));
        Assert.True(cleaned);
        AssertTimeout(error, seconds: 5);
    });

    [Fact]
    public void ForeignAwaitThatIgnoresTheTokenDelaysTheTimeout() => TestLoop.Run(static async () =>
    {
        bool passed = false;
        Exception? error = await Catch(Asyncio.Timeout(2, async _ =>
        {
            await DoneAfter(3);
            await Asyncio.Yield();
            passed = true;
        }));
        Assert.False(passed);
        AssertTimeout(error, seconds: 3);
    });

    [Fact]
    public void BodyThatEndsByAForeignAwaitAfterTheDeadlineIsNoTimeout() => TestLoop.Run(static async () =>
    {
        TimeoutScope scope = null!;
        await Asyncio.Timeout(2, async s =>
        {
            scope = s;
            await DoneAfter(3);
        });
        Assert.True(scope.IsExpired);
        AssertUndisturbed(seconds: 3);
        await Asyncio.Yield();
    });

    [Fact]
    public void OnlyTheOuterOfTwoScopesExpires() => TestLoop.Run(static async () =>
    {
        Exception? inner = null;
        Exception? error = await Catch(Asyncio.Timeout(2, async _ =>
        {
            inner = await Catch(Asyncio.Timeout(5, static async _ => await Never()));
            throw inner!;
        }));
        Assert.IsAssignableFrom<OperationCanceledException>(inner);
        AssertTimeout(error, seconds: 2);
    });

    [Fact]
    public void OuterScopeGoesOnAfterTheInnerExpired() => TestLoop.Run(static async () =>
    {
        await Asyncio.Timeout(5, static async _ =>
        {
            AssertTimeout(await Catch(Asyncio.Timeout(2, static async _ => await Never())), seconds: 2);
            AssertTimeout(await Catch(Asyncio.Timeout(2, static async _ => await Never())), seconds: 4);
        });
        AssertUndisturbed(seconds: 4);
    });

    [Fact]
    public void CancellationFromOutsideIsNoTimeout() => TestLoop.Run(static async () =>
    {
        static async Coroutine Wait() => await Asyncio.Timeout(5, static async _ => await Never());

        LoopTask task = Asyncio.CreateTask(Wait());
        await Asyncio.Sleep(1);
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        AssertUndisturbed(seconds: 1);
    });

    [Fact]
    public void WaitForEndsACoroutineThatAwaitsAForeignTask() => TestLoop.Run(static async () =>
    {
        static async Coroutine<int> Wait()
        {
            await Never();
            return 1;
        }

        static async Coroutine WaitFor() => await Asyncio.WaitFor(Wait(), 2);

        AssertTimeout(await Catch(WaitFor()), seconds: 2);
        await Asyncio.Yield();
    });

    // A future of a foreign task is cancelled by itself: nothing has to observe a token.
    [Fact]
    public void WaitForOfAFutureFromATaskEndsAtOnce() => TestLoop.Run(static async () =>
    {
        var never = new TaskCompletionSource();
        AssertTimeout(await Catch(Asyncio.WaitFor(Asyncio.FromTask(never.Task), 2)), seconds: 2);
        Assert.False(never.Task.IsCompleted);
    });

    [Fact]
    public void ForeignAwaitInTimeIsLeftAlone() => TestLoop.Run(static async () =>
    {
        CancellationToken token = default;
        await Asyncio.Timeout(2, async _ =>
        {
            token = Asyncio.CurrentToken;
            await DoneAfter(1).WaitAsync(token);
        });
        await Asyncio.Sleep(3);
        Assert.False(token.IsCancellationRequested);
        AssertUndisturbed(seconds: 4);
    });

    private static Task Never() => new TaskCompletionSource().Task.WaitAsync(Asyncio.CurrentToken);

    // A foreign task as far as the loop can tell, set by a timer of virtual time.
    private static Task DoneAfter(double seconds)
    {
        var source = new TaskCompletionSource();
        Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(seconds), source.SetResult);
        return source.Task;
    }

    private static void AssertTimeout(Exception? error, double seconds)
    {
        Assert.IsType<TimeoutException>(error);
        AssertUndisturbed(seconds);
    }

    private static void AssertUndisturbed(double seconds)
    {
        Assert.Equal(seconds, Asyncio.RunningLoop.Time.TotalSeconds);
        Assert.Equal(0, Asyncio.CurrentTask!.CancelRequests);
        Assert.False(Asyncio.CurrentToken.IsCancellationRequested);
    }

    private static async Coroutine<Exception?> Catch(Coroutine coroutine)
    {
        try
        {
            await coroutine;
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
