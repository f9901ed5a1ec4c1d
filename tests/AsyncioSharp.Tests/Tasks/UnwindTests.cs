using System.Runtime.ExceptionServices;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>
/// A cancellation ends coroutines without a throw as long as none of them has a handler; whoever has one sees it as ever (runtime-findings D11).
/// </summary>
public sealed class UnwindTests
{
    private static readonly AsyncLock s_gate = new();

    [Theory]
    [InlineData("future")]
    [InlineData("sleep")]
    [InlineData("yield")]
    [InlineData("event")]
    [InlineData("task")]
    [InlineData("chain")]
    [InlineData("deep")]
    public void Nothing_is_thrown_where_nothing_handles_it(string wait)
    {
        int thrown = CountThrown(() => TestLoop.Run(async () =>
        {
            LoopTask[] tasks = [.. Enumerable.Range(0, 100).Select(_ => Asyncio.CreateTask(WaitOn(wait)))];
            await Asyncio.Yield();
            await Asyncio.Yield();
            Assert.All(tasks, static task => Assert.True(task.Cancel("enough")));
            await Asyncio.Wait(tasks);
            Assert.All(tasks, static task => Assert.True(task.IsCanceled));
        }));
        Assert.Equal(0, thrown);
    }

    [Fact]
    public void Nothing_is_thrown_for_the_tasks_that_the_end_of_a_run_cancels()
    {
        var tasks = new List<LoopTask>();
        int thrown = CountThrown(() => TestLoop.Run(async () =>
        {
            Future never = Asyncio.RunningLoop.CreateFuture();
            tasks.AddRange(Enumerable.Range(0, 100).Select(_ => Asyncio.CreateTask(Await(never))));
            await Asyncio.Yield();
        }));
        Assert.Equal(0, thrown);
        Assert.All(tasks, static task => Assert.True(task.IsCanceled));
    }

    [Fact]
    public void Nothing_is_thrown_when_the_future_is_canceled()
    {
        int thrown = CountThrown(() => TestLoop.Run(async () =>
        {
            Future shared = Asyncio.RunningLoop.CreateFuture();
            LoopTask[] tasks = [.. Enumerable.Range(0, 100).Select(_ => Asyncio.CreateTask(Await(shared)))];
            await Asyncio.Yield();
            shared.Cancel("gone");
            await Asyncio.Wait(tasks);
            Assert.All(tasks, static task => Assert.True(task.IsCanceled));
        }));
        Assert.Equal(0, thrown);
    }

    [Theory]
    [InlineData("catch")]
    [InlineData("filter")]
    [InlineData("finally")]
    [InlineData("using")]
    [InlineData("await using")]
    [InlineData("asynclock")]
    [InlineData("foreach")]
    [InlineData("await foreach")]
    public void A_handler_runs(string handler) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(Outer(handler, log));
        await Asyncio.Yield();
        await Asyncio.Yield();
        task.Cancel("why");
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.Equal(["handled"], log);
        Assert.False(s_gate.IsLocked);
    });

    [Fact]
    public void The_message_arrives_behind_frames_that_pass_it_on() => TestLoop.Run(async () =>
    {
        string? seen = null;
        LoopTask task = Asyncio.CreateTask(async () =>
        {
            try
            {
                await WaitOn("chain");
            }
            catch (LoopCanceledException e)
            {
                seen = e.CancelMessage;
            }
        });
        await Asyncio.Yield();
        await Asyncio.Yield();
        task.Cancel("why");
        await task;
        Assert.Equal("why", seen);
    });

    [Fact]
    public void The_exception_of_a_canceled_task_reaches_all_who_await_it() => TestLoop.Run(async () =>
    {
        LoopTask inner = Asyncio.CreateTask(WaitOn("sleep"));
        LoopTask outer = Asyncio.CreateTask(Await(inner));
        await Asyncio.Yield();
        await Asyncio.Yield();
        inner.Cancel("first");
        var e = await Assert.ThrowsAsync<LoopCanceledException>(async () => await outer);
        Assert.Equal("first", e.CancelMessage);
        e = await Assert.ThrowsAsync<LoopCanceledException>(async () => await inner);
        Assert.Equal("first", e.CancelMessage);
    });

    [Fact]
    public void A_frame_that_was_unwound_cannot_be_awaited_again() => TestLoop.Run(async () =>
    {
        Coroutine kept = default;
        LoopTask task = Asyncio.CreateTask(async () =>
        {
            kept = WaitOn("sleep");
            await kept;
        });
        await Asyncio.Yield();
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Wait([task]);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await kept);
    });

    private static async Coroutine Await(Future future) => await future;

    private static async Coroutine WaitOn(string wait)
    {
        switch (wait)
        {
            case "future":
                await Asyncio.RunningLoop.CreateFuture();
                break;
            case "sleep":
                await Asyncio.Sleep(10);
                break;
            case "yield":
                while (true)
                {
                    await Asyncio.Yield();
                }

            case "event":
                await new AsyncEvent().WaitAsync();
                break;
            case "task":
                await Asyncio.CreateTask(WaitOn("future"));
                break;
            case "chain":
                await WaitOn("sleep");
                break;
            default:
                await Nest(200);
                break;
        }
    }

    private static async Coroutine Nest(int depth)
    {
        if (depth > 0)
        {
            await Nest(depth - 1);
        }
        else
        {
            await Asyncio.Sleep(10);
        }
    }

    private static async Coroutine Outer(string handler, List<string> log) => await Handle(handler, log);

    private static async Coroutine Handle(string handler, List<string> log)
    {
        await (handler switch
        {
            "catch" => Catch(log),
            "filter" => Filter(log),
            "finally" => Finally(log),
            "using" => Using(log),
            "await using" => AwaitUsing(log),
            "asynclock" => Lock(log),
            "foreach" => Foreach(log),
            _ => AwaitForeach(log),
        });
    }

    private static async Coroutine Catch(List<string> log)
    {
        try
        {
            await WaitOn("chain");
        }
        catch (LoopCanceledException)
        {
            log.Add("handled");
            throw;
        }
    }

    private static async Coroutine Filter(List<string> log)
    {
        try
        {
            await WaitOn("chain");
        }
        catch (Exception) when (Note(log))
        {
        }
    }

    private static bool Note(List<string> log)
    {
        log.Add("handled");
        return false;
    }

    private static async Coroutine Finally(List<string> log)
    {
        try
        {
            await WaitOn("chain");
        }
        finally
        {
            log.Add("handled");
        }
    }

    private static async Coroutine Using(List<string> log)
    {
        using var resource = new Resource(log);
        await WaitOn("chain");
    }

    private static async Coroutine AwaitUsing(List<string> log)
    {
        await using var resource = new Resource(log);
        await WaitOn("chain");
    }

    private static async Coroutine Lock(List<string> log)
    {
        using (await s_gate.AcquireAsync())
        {
            log.Add("handled");
            await WaitOn("chain");
        }
    }

    private static async Coroutine Foreach(List<string> log)
    {
        foreach (int _ in Items(log))
        {
            await WaitOn("chain");
        }
    }

    private static IEnumerable<int> Items(List<string> log)
    {
        try
        {
            yield return 1;
        }
        finally
        {
            log.Add("handled");
        }
    }

    private static async Coroutine AwaitForeach(List<string> log)
    {
        await foreach (int _ in AsyncItems(log))
        {
            await WaitOn("chain");
        }
    }

    private static async IAsyncEnumerable<int> AsyncItems(List<string> log)
    {
        try
        {
            await Asyncio.Yield();
            yield return 1;
        }
        finally
        {
            log.Add("handled");
        }
    }

    // Only of this thread: other tests throw at the same time.
    private static int CountThrown(Action action)
    {
        int thread = Environment.CurrentManagedThreadId;
        int count = 0;
        EventHandler<FirstChanceExceptionEventArgs> counting = (_, _) => count += Environment.CurrentManagedThreadId == thread ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += counting;
        try
        {
            action();
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= counting;
        }

        return count;
    }

    private sealed class Resource(List<string> log) : IDisposable, IAsyncDisposable
    {
        public void Dispose() => log.Add("handled");

        public ValueTask DisposeAsync()
        {
            log.Add("handled");
            return default;
        }
    }
}
