using System.Runtime.CompilerServices;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary><c>await foreach</c> and <c>await using</c> in coroutines, over plain async iterators and disposables that await the loop.</summary>
public sealed class AsyncEnumerationTests
{
    [Fact]
    public void ItemsComeInOrderAndInTheTask() => TestLoop.Run(static async () =>
    {
        LoopTask self = Asyncio.CurrentTask!;
        var items = new List<int>();
        await foreach (int item in Count(3, []))
        {
            Assert.Same(self, Asyncio.CurrentTask);
            items.Add(item);
            await Asyncio.Sleep(1);
        }

        Assert.Equal([0, 1, 2], items);
        Assert.Equal(7, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void TwoLoopsInStepAreConcurrent() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        async Coroutine Consume(string name)
        {
            await foreach (int item in Count(2, []))
            {
                log.Add(name + item);
            }
        }

        await Asyncio.Gather([Consume("a"), Consume("b")]);
        Assert.Equal(["a0", "b0", "a1", "b1"], log);
        Assert.Equal(3, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void BreakRunsTheIteratorsCleanup() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        await foreach (int _ in Count(3, log))
        {
            break;
        }

        Assert.Equal(["finally", "cleaned"], log);
        Assert.Equal(2, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void ExceptionInTheBodyRunsTheIteratorsCleanup() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        try
        {
            await foreach (int _ in Count(3, log))
            {
                throw new IOException();
            }
        }
        catch (IOException)
        {
            log.Add("caught");
        }

        Assert.Equal(["finally", "cleaned", "caught"], log);
    });

    [Theory]
    [InlineData(0.5, true)] // in the iterator's sleep
    [InlineData(1.5, false)] // in the body's
    public void CancelReachesTheIteratorAndTheBody(double at, bool inIterator) => TestLoop.Run(async () =>
    {
        var log = new List<string>();
        async Coroutine Consume()
        {
            await foreach (int item in Count(3, log))
            {
                log.Add($"item {item}");
                await Asyncio.Sleep(1);
                log.Add("not here");
            }
        }

        LoopTask task = Asyncio.CreateTask(Consume());
        await Asyncio.Sleep(at);
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.Equal(inIterator ? ["cancelled", "finally", "cleaned"] : ["item 0", "finally", "cleaned"], log);
        Assert.Equal(at + 1, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void TimeoutEndsAnEndlessIterator() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        int count = 0;
        try
        {
            await Asyncio.Timeout(4.5, async _ =>
            {
                await foreach (int item in Count(int.MaxValue, log))
                {
                    count++;
                }
            });
        }
        catch (TimeoutException)
        {
            log.Add("timeout");
        }

        Assert.Equal(4, count);
        Assert.Equal(["cancelled", "finally", "cleaned", "timeout"], log);
    });

    [Fact]
    public void TokenGoesIntoTheIterator() => TestLoop.Run(static async () =>
    {
        static async IAsyncEnumerable<int> Foreign([EnumeratorCancellation] CancellationToken token = default)
        {
            yield return 1;
            await new TaskCompletionSource().Task.WaitAsync(token);
        }

        int count = 0;
        async Coroutine Consume()
        {
            await foreach (int item in Foreign().WithCancellation(Asyncio.CurrentToken))
            {
                count += item;
            }
        }

        LoopTask task = Asyncio.CreateTask(Consume());
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.Equal(1, count);
    });

    [Fact]
    public void DisposeIsAwaitedAtTheEndOfTheScope() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        {
            await using var resource = new Resource(log);
            await Asyncio.Sleep(1);
            log.Add("body");
        }

        Assert.Equal(["body", "disposing", "disposed"], log);
        Assert.Equal(3, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void DisposeIsNotInterruptedByTheCancellationThatCausedIt() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        async Coroutine Body()
        {
            await using var resource = new Resource(log);
            await Asyncio.Sleep(9);
        }

        LoopTask task = Asyncio.CreateTask(Body());
        await Asyncio.Sleep(1);
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.Equal(["disposing", "disposed"], log);
        Assert.Equal(3, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void SecondCancelInterruptsDispose() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        async Coroutine Body()
        {
            await using var resource = new Resource(log);
            await Asyncio.Sleep(9);
        }

        LoopTask task = Asyncio.CreateTask(Body());
        await Asyncio.Sleep(1);
        task.Cancel();
        await Asyncio.Sleep(1);
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
        Assert.Equal(["disposing"], log);
        Assert.Equal(2, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void ResourcesAreDisposedInReverseOrderInTheTask() => TestLoop.Run(static async () =>
    {
        var log = new List<string>();
        LoopTask self = Asyncio.CurrentTask!;
        {
            await using var a = new Resource(log, "a ");
            await using var b = new Resource(log, "b ");
        }

        Assert.Same(self, Asyncio.CurrentTask);
        Assert.Equal(["b disposing", "b disposed", "a disposing", "a disposed"], log);
    });

    // One item a second. The cleanup takes a second too.
    private static async IAsyncEnumerable<int> Count(int count, List<string> log)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                await Tick();
                yield return i;
            }
        }
        finally
        {
            log.Add("finally");
            await Asyncio.Sleep(1);
            log.Add("cleaned");
        }

        async Task Tick()
        {
            try
            {
                await Asyncio.Sleep(1);
            }
            catch (LoopCanceledException)
            {
                log.Add("cancelled");
                throw;
            }
        }
    }

    private sealed class Resource(List<string> log, string name = "") : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            log.Add(name + "disposing");
            await Asyncio.Sleep(2);
            log.Add(name + "disposed");
        }
    }
}
