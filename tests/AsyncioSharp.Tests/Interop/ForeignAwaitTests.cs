using System.Runtime.CompilerServices;

namespace AsyncioSharp.Tests;

/// <summary>Foreign awaits on a real loop, completed by other threads: the coroutine resumes on the loop's thread, in its task.</summary>
public sealed class ForeignAwaitTests
{
    /// <summary>How the other thread is awaited.</summary>
    public enum Kind
    {
        Task,
        TaskOfT,
        ConfigureAwaitFalse,
        ForceYielding,
        ValueTask,
        ValueTaskConfigureAwaitFalse,
        Iterator,
        AwaiterOfItsOwn,
        WhenAny,
    }

    public static TheoryData<Kind> Kinds => [.. Enum.GetValues<Kind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void CoroutineResumesOnTheLoopsThreadInItsTask(Kind kind) => Asyncio.Run(async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        LoopTask self = Asyncio.CurrentTask!;
        SynchronizationContext? context = SynchronizationContext.Current;
        var signal = new Signal();
        signal.SetFromAnotherThread();
        await Await(kind, signal);
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Same(self, Asyncio.CurrentTask);
        Assert.Same(context, SynchronizationContext.Current);
        await Asyncio.Yield();
        Assert.Same(self, Asyncio.CurrentTask);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LoopGoesOnMeanwhile(Kind kind) => Asyncio.Run(async () =>
    {
        // The other thread waits for this loop's second task: were the loop blocked, neither would ever end.
        var signal = new Signal();
        var reached = new TaskCompletionSource();
        _ = Task.Run(async () =>
        {
            await reached.Task;
            signal.Set();
        });
        LoopTask waiter = Asyncio.CreateTask(Await(kind, signal));
        for (int i = 0; i < 10; i++)
        {
            await Asyncio.Yield();
        }

        Assert.False(waiter.IsDone);
        reached.SetResult();
        await waiter;
    });

    [Fact]
    public void PlainMethodResumesOnTheLoopsThreadInItsTask() => Asyncio.Run(async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        async Task Plain(LoopTask? self)
        {
            var signal = new Signal();
            signal.SetFromAnotherThread();
            await signal.Task;
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Assert.Same(self, Asyncio.CurrentTask);
            await Asyncio.Sleep(0);
            Assert.Same(self, Asyncio.CurrentTask);
        }

        await Plain(Asyncio.CurrentTask);
        await Task.WhenAll(Plain(Asyncio.CurrentTask), Plain(Asyncio.CurrentTask));
    });

    // It asked to leave the loop, so there it is not on the loop; the coroutine that awaits it is.
    [Fact]
    public void PlainMethodLeavesTheLoopByConfigureAwaitFalse() => Asyncio.Run(async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        LoopTask self = Asyncio.CurrentTask!;
        async Task<Exception?> Plain()
        {
            var signal = new Signal();
            signal.SetFromAnotherThread();
            await signal.Task.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            Assert.False(Asyncio.TryGetRunningLoop(out _));
            Assert.Equal(CancellationToken.None, Asyncio.CurrentToken);
            return await Record.ExceptionAsync(static async () => await Asyncio.Sleep(0));
        }

        var error = Assert.IsType<InvalidOperationException>(await Plain());
        Assert.Equal("no running event loop", Words.Of(error));
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Same(self, Asyncio.CurrentTask);
    });

    // The method waits for another thread and so leaves the loop; a cancelled token brings it back.
    [Fact]
    public void TokenEndsAMethodThatHasLeftTheLoop() => Asyncio.Run(async () =>
    {
        var left = new TaskCompletionSource();
        async Task Plain(CancellationToken token)
        {
            await left.Task.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await new TaskCompletionSource().Task.WaitAsync(token).ConfigureAwait(false);
        }

        async Coroutine Outer() => await Plain(Asyncio.CurrentToken);

        LoopTask task = Asyncio.CreateTask(Outer());
        await Asyncio.Yield();
        left.SetResult();
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
    });

    // Ended by the loop, such an await continues on the thread pool, and comes back from there.
    [Fact]
    public void ConfigureAwaitFalseOnAMethodThatEndsOnTheLoop() => Asyncio.Run(async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        LoopTask self = Asyncio.CurrentTask!;
        static async Task Plain() => await Asyncio.Yield();

        await Plain().ConfigureAwait(false);
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Same(self, Asyncio.CurrentTask);
        {
            await using ConfiguredAsyncDisposable resource = new Yielding().ConfigureAwait(false);
        }

        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Same(self, Asyncio.CurrentTask);
    });

    [Fact]
    public void ExceptionOfAnotherThreadIsThrownAtTheAwait() => Asyncio.Run(async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        var error = new IOException();
        try
        {
            await Task.Run(() => throw error);
            Assert.Fail("not thrown");
        }
        catch (IOException e)
        {
            Assert.Same(error, e);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
        }
    });

    [Fact]
    public void CancelFromTheLoopEndsAWaitForAnotherThread() => Asyncio.Run(async () =>
    {
        var never = new Signal();
        async Coroutine Wait() => await never.Task.WaitAsync(Asyncio.CurrentToken);

        LoopTask task = Asyncio.CreateTask(Wait());
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
    });

    [Fact]
    public void CancellationDuringAWaitThatIgnoresItIsThrownAtTheNextLoopAwait() => Asyncio.Run(async () =>
    {
        var log = new List<string>();
        var signal = new Signal();
        async Coroutine Wait()
        {
            await signal.Task;
            log.Add("foreign");
            await LoopAwait.Logged(log, LoopAwait.Kind.Yield);
        }

        LoopTask task = Asyncio.CreateTask(Wait());
        await Asyncio.Yield();
        task.Cancel("late");
        signal.SetFromAnotherThread();
        await Asyncio.Wait([task]);
        Assert.Equal(["foreign", "LoopCanceledException late"], log);
        Assert.True(task.IsCanceled);
    });

    private static async Coroutine Await(Kind kind, Signal signal)
    {
        switch (kind)
        {
            case Kind.Task:
                await (Task)signal.Task;
                break;
            case Kind.TaskOfT:
                Assert.Equal(1, await signal.Task);
                break;
            case Kind.ConfigureAwaitFalse:
                await signal.Task.ConfigureAwait(false);
                break;
            case Kind.ForceYielding:
                await signal.Task.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                break;
            case Kind.ValueTask:
                await new ValueTask<int>(signal.Task);
                break;
            case Kind.ValueTaskConfigureAwaitFalse:
                await new ValueTask<int>(signal.Task).ConfigureAwait(false);
                break;
            case Kind.Iterator:
                await foreach (int _ in Items(signal).ConfigureAwait(false))
                {
                }

                break;
            case Kind.AwaiterOfItsOwn:
                await signal;
                break;
            default:
                await Task.WhenAny(signal.Task, new TaskCompletionSource().Task);
                break;
        }
    }

    private static async IAsyncEnumerable<int> Items(Signal signal)
    {
        yield return await signal.Task.ConfigureAwait(false);
    }

    private sealed class Yielding : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Asyncio.Yield();
    }

    // Something that another thread sets. As an awaitable it calls the continuation on that thread, with no regard for any context.
    private sealed class Signal : INotifyCompletion
    {
        private readonly TaskCompletionSource<int> _source = new();

        public Task<int> Task => _source.Task;

        public bool IsCompleted => Task.IsCompleted;

        public void Set() => _source.SetResult(1);

        public void SetFromAnotherThread() => _ = System.Threading.Tasks.Task.Run(Set);

        public Signal GetAwaiter() => this;

        public void GetResult() => Assert.True(IsCompleted);

        public void OnCompleted(Action continuation) =>
            Task.ContinueWith(_ => continuation(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
