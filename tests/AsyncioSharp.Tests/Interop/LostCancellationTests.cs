using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Interop;

/// <summary>
/// A request that is pending while a foreign await ends by a cancellation that is not the loop's. The body handles that one as its own, and
/// the request has to arrive all the same.
/// </summary>
public sealed class LostCancellationTests
{
    /// <summary>How the foreign await ends.</summary>
    public enum Ending
    {
        OwnToken,
        NoToken,
        TimeoutInside,
    }

    /// <summary>Who asks.</summary>
    public enum Request
    {
        Cancel,
        Timeout,
        GroupAbort,
    }

    /// <summary>Where the foreign await is.</summary>
    public enum Place
    {
        Coroutine,
        PlainMethod,
        PlainMethodThatRetries,
    }

    public static IEnumerable<object[]> Cases =>
        from ending in Enum.GetValues<Ending>()
        from request in Enum.GetValues<Request>()
        from place in Enum.GetValues<Place>()
        from tokenWasRead in new[] { false, true }
        select new object[] { ending, request, place, tokenWasRead };

    [Theory]
    [MemberData(nameof(Cases))]
    public void RequestArrivesAfterAForeignCancellation(Ending ending, Request request, Place place, bool tokenWasRead) => TestLoop.Run(async () =>
    {
        int rounds = 0;
        await Ask(request, Body);
        Assert.InRange(rounds, 1, 3);

        async Coroutine Body()
        {
            if (tokenWasRead)
            {
                _ = Asyncio.CurrentToken;
            }

            while (rounds < 20)
            {
                await (place == Place.Coroutine ? Round() : Plain());
                await Asyncio.Yield();
            }
        }

        async Coroutine Round()
        {
            rounds++;
            try
            {
                await EndLater(ending);
            }
            catch (OperationCanceledException e) when (IsOwn(e, ending))
            {
            }
        }

        async Coroutine Plain()
        {
            await PlainRound();

            async Task PlainRound()
            {
                for (int i = 0; i < (place == Place.PlainMethodThatRetries ? 2 : 1); i++)
                {
                    rounds++;
                    try
                    {
                        await EndLater(ending);
                    }
                    catch (OperationCanceledException e) when (IsOwn(e, ending))
                    {
                    }
                }
            }
        }
    });

    [Fact]
    public void RequestArrives_AtAnyMoment()
    {
        var random = new Random(17);
        for (int i = 0; i < 60; i++)
        {
            double moment = random.NextDouble();
            TestLoop.Run(async () =>
            {
                LoopTask task = Asyncio.CreateTask(Poll());
                await Asyncio.Sleep(moment);
                Assert.True(task.Cancel());
                await Asyncio.Sleep(1);
                Assert.True(task.IsCanceled, $"lost at {moment}");
            });
        }

        static async Coroutine Poll()
        {
            while (true)
            {
                using var own = new CancellationTokenSource(TimeSpan.FromSeconds(0.05), Asyncio.RunningLoop.TimeProvider);
                try
                {
                    await new TaskCompletionSource().Task.WaitAsync(own.Token);
                }
                catch (OperationCanceledException e) when (e.CancellationToken == own.Token)
                {
                }

                await Asyncio.Yield();
            }
        }
    }

    // What is linked to the task's token and ends while it is tripped is the delivery: a cleanup is not interrupted.
    [Fact]
    public void LinkedTokenIsADelivery() => TestLoop.Run(static async () =>
    {
        bool cleaned = false;
        LoopTask task = Asyncio.CreateTask(Work());
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.True(cleaned);

        async Coroutine Work()
        {
            using var own = new CancellationTokenSource();
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(Asyncio.CurrentToken, own.Token);
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(linked.Token);
            }
            finally
            {
                await Asyncio.Sleep(1);
                cleaned = true;
            }
        }
    });

    // A library that wraps the cancellation says by the inner exception whose it is.
    [Fact]
    public void TokenInAnInnerExceptionIsADelivery() => TestLoop.Run(static async () =>
    {
        bool cleaned = false;
        var later = new TaskCompletionSource();
        LoopTask task = Asyncio.CreateTask(Work());
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Sleep(1);
        later.SetResult();
        await Asyncio.Wait([task]);
        Assert.True(cleaned);

        async Coroutine Work()
        {
            CancellationToken token = Asyncio.CurrentToken;
            try
            {
                await Wrap(token);
            }
            finally
            {
                await Asyncio.Sleep(1);
                cleaned = true;
            }
        }

        async Task Wrap(CancellationToken token)
        {
            await later.Task.ConfigureAwait(false);
            throw new OperationCanceledException("wrapped", new OperationCanceledException(token), CancellationToken.None);
        }
    });

    private static async Coroutine Ask(Request request, Func<Coroutine> body)
    {
        switch (request)
        {
            case Request.Cancel:
                LoopTask task = Asyncio.CreateTask(body());
                await Asyncio.Sleep(0.5);
                Assert.True(task.Cancel());
                await Asyncio.Wait([task]);
                Assert.True(task.IsCanceled);
                break;
            case Request.Timeout:
                Assert.IsType<TimeoutException>(await Catch(Asyncio.Timeout(0.5, _ => body())));
                break;
            default:
                Assert.IsType<TaskGroupException>(await Catch(TaskGroup.Run(async group =>
                {
                    _ = group.CreateTask(body());
                    await Asyncio.Sleep(0.5);
                    throw new InvalidOperationException();
                })));
                break;
        }
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

    private static bool IsOwn(OperationCanceledException e, Ending ending) => ending switch
    {
        Ending.TimeoutInside => e.InnerException is TimeoutException,
        Ending.OwnToken => e.CancellationToken.CanBeCanceled,
        _ => e is TaskCanceledException && !e.CancellationToken.CanBeCanceled,
    };

    // After one second of virtual time, so the request comes first.
    private static Task EndLater(Ending ending)
    {
        var source = new TaskCompletionSource();
        Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(1), () =>
        {
            switch (ending)
            {
                case Ending.OwnToken:
                    source.SetCanceled(new CancellationToken(canceled: true));
                    break;
                case Ending.NoToken:
                    source.SetCanceled();
                    break;
                default:
                    source.SetException(new TaskCanceledException("timeout", new TimeoutException()));
                    break;
            }
        });
        return source.Task;
    }
}
