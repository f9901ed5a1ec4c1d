using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Synchronization;

/// <summary>
/// A member that is called on the wrong thread throws before it changes anything; afterwards all goes on as if it had not been called.
/// </summary>
public sealed class WrongThreadTests
{
    private static readonly Dictionary<string, Func<Misuse>> s_misuses = new()
    {
        ["AsyncEvent.Set"] = static () =>
        {
            var flag = new AsyncEvent();
            return new Misuse(flag.WaitAsync, flag.Set, () => Assert.False(flag.IsSet), flag.Set);
        },
        ["AsyncEvent.Clear"] = static () =>
        {
            var flag = new AsyncEvent();
            return new Misuse(flag.WaitAsync, flag.Clear, flag.Set, () => { });
        },
        ["AsyncLock.Release"] = static () =>
        {
            var gate = new AsyncLock();
            return new Misuse(Twice, gate.Release, () => Assert.True(gate.IsLocked), gate.Release);

            async Coroutine Twice()
            {
                await gate.AcquireAsync();
                await gate.AcquireAsync();
            }
        },
        ["AsyncSemaphore.Release"] = static () =>
        {
            var permits = new AsyncSemaphore(0);
            return new Misuse(async () => await permits.AcquireAsync(), permits.Release, () => Assert.Equal(0, permits.Value), permits.Release);
        },
        ["AsyncCondition.Notify"] = static () =>
        {
            var changed = new AsyncCondition();
            return new Misuse(Wait, changed.NotifyAll, () => { }, () => _ = Asyncio.CreateTask(Notify()));

            async Coroutine Wait()
            {
                using (await changed.AcquireAsync())
                {
                    await changed.WaitAsync();
                }
            }

            async Coroutine Notify()
            {
                using (await changed.AcquireAsync())
                {
                    changed.NotifyAll();
                }
            }
        },
        ["AsyncQueue.TryPut"] = static () =>
        {
            var queue = new AsyncQueue<int>();
            return new Misuse(async () => await queue.GetAsync(), () => queue.TryPut(1), () => Assert.True(queue.IsEmpty), () => queue.TryPut(2));
        },
        ["AsyncQueue.TryGet"] = static () =>
        {
            var queue = new AsyncQueue<int>(1);
            return new Misuse(Fill, () => queue.TryGet(out _), () => Assert.True(queue.IsFull), () => queue.TryGet(out _));

            async Coroutine Fill()
            {
                await queue.PutAsync(1);
                await queue.PutAsync(2);
            }
        },
        ["AsyncQueue.TaskDone"] = static () =>
        {
            var queue = new AsyncQueue<int>();
            queue.TryPut(1);
            return new Misuse(queue.JoinAsync, queue.TaskDone, () => { }, queue.TaskDone);
        },
        ["AsyncQueue.Shutdown"] = static () =>
        {
            var queue = new AsyncQueue<int>();
            return new Misuse(async () => await queue.GetAsync(), () => queue.Shutdown(), () => Assert.False(queue.IsShutDown), () => queue.TryPut(1));
        },
        ["Future.SetResult"] = static () =>
        {
            var future = new Future<int>();
            return new Misuse(async () => await future, () => future.SetResult(1), () => Assert.False(future.IsDone), () => future.SetResult(1));
        },
        ["Future.SetException"] = static () =>
        {
            var future = new Future();
            return new Misuse(
                async () => await future, () => future.SetException(new IOException()), () => Assert.False(future.IsDone), future.SetResult);
        },
        ["Future.Cancel"] = static () =>
        {
            var future = new Future();
            return new Misuse(async () => await future, () => future.Cancel(), () => Assert.False(future.IsDone), future.SetResult);
        },
        ["Future.AsTask"] = static () =>
        {
            var future = new Future();
            return new Misuse(async () => await future, () => future.AsTask(), () => { }, future.SetResult);
        },
        ["LoopTask.Cancel"] = static () => OnTask(static task => task.Cancel(), static task => Assert.Equal(0, task.CancelRequests)),
        ["LoopTask.Uncancel"] = static () => OnTask(static task => task.Uncancel(), static _ => { }),
        ["LoopTask.Token"] = static () => OnTask(static task => _ = task.Token, static _ => { }),
        ["EventLoop.CreateFuture"] = static () => OnLoop(static loop => loop.CreateFuture()),
        ["EventLoop.CreateFuture<T>"] = static () => OnLoop(static loop => loop.CreateFuture<int>()),
        ["EventLoop.CallSoon"] = static () => OnLoop(static loop => loop.CallSoon(static () => { })),
        ["EventLoop.CallLater"] = static () => OnLoop(static loop => loop.CallLater(TimeSpan.Zero, static () => { })),
        ["EventLoop.CreateTask"] = static () => OnLoop(static loop => loop.CreateTask(Asyncio.Sleep(0))),
        ["EventLoop.Stop"] = static () => OnLoop(static loop => loop.Stop()),
        ["EventLoop.RunInExecutor"] = static () => OnLoop(static loop => loop.RunInExecutor(static () => 1)),
        ["EventLoop.AllTasks"] = static () => OnLoop(static loop => loop.AllTasks()),
    };

    public static TheoryData<string> Misuses => [.. s_misuses.Keys];

    [Theory]
    [MemberData(nameof(Misuses))]
    public void ThrowsBeforeItChangesAnything(string member) => Asyncio.Run(async () =>
    {
        Misuse misuse = s_misuses[member]();
        LoopTask waiter = Asyncio.CreateTask(misuse.Wait());
        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.False(waiter.IsDone);
        Assert.IsType<InvalidOperationException>(Survivor.Elsewhere(misuse.Do));
        misuse.AssertUnchanged();
        misuse.DoRight();
        await waiter;
    });

    // No one waits yet: the loop is known from the first use.
    [Fact]
    public void PrimitiveThatTheLoopHasUsed_RefusesOtherThreads() => Asyncio.Run(static async () =>
    {
        var flag = new AsyncEvent();
        var gate = new AsyncLock();
        var permits = new AsyncSemaphore(5);
        var queue = new AsyncQueue<int>();
        flag.Set();
        (await gate.AcquireAsync()).Dispose();
        (await permits.AcquireAsync()).Dispose();
        queue.TryPut(1);
        Assert.All(
            (Action[])[flag.Clear, flag.Set, gate.Release, permits.Release, () => queue.TryPut(2), () => queue.TryGet(out _), queue.TaskDone],
            static action => Assert.IsType<InvalidOperationException>(Survivor.Elsewhere(action)));
        Assert.True(flag.IsSet);
        Assert.Equal(5, permits.Value);
        Assert.Equal(1, queue.Count);
    });

    // asyncio binds at the first wait. A primitive that never had a waiter serves one loop after the other, and threads while none runs.
    [Fact]
    public void PrimitiveServesOneLoopAfterTheOther()
    {
        var gate = new AsyncLock();
        var queue = new AsyncQueue<int>();
        for (int i = 0; i < 2; i++)
        {
            TestLoop.Run(async () =>
            {
                using (await gate.AcquireAsync())
                {
                    queue.TryPut(i);
                }
            });
            Assert.Null(Survivor.Elsewhere(() => Assert.True(queue.TryGet(out _))));
        }
    }

    private static Misuse OnTask(Action<LoopTask> action, Action<LoopTask> assert)
    {
        var future = new Future();

        async Coroutine Wait() => await future;

        LoopTask task = Asyncio.CreateTask(Wait());
        return new Misuse(async () => await task, () => action(task), () => assert(task), future.SetResult);
    }

    private static Misuse OnLoop(Action<EventLoop> action)
    {
        EventLoop loop = Asyncio.RunningLoop;
        var future = new Future();
        return new Misuse(async () => await future, () => action(loop), () => { }, future.SetResult);
    }

    private sealed record Misuse(Func<Coroutine> Wait, Action Do, Action AssertUnchanged, Action DoRight);
}
