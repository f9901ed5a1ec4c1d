using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Results in completion order, by <c>foreach</c> and by <c>await foreach</c>.</summary>
public sealed class AsCompletedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed")]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_coroutine_use_running_loop")]
    public void ResultsComeAsTheyFinish(bool asynchronously) => TestLoop.Run(async () =>
    {
        Coroutine<string>[] coroutines = [Asyncio.Sleep(0.01, "b"), Asyncio.Sleep(0.15, "c"), Asyncio.Sleep(0.01, "a")];
        Assert.Equal(["b", "a", "c"], await Collect(Asyncio.AsCompleted(coroutines), asynchronously));
        Assert.Equal(TimeSpan.FromSeconds(0.15), Asyncio.RunningLoop.Time);
    });

    // Coroutines cannot be awaited again, so tasks come out for them; here the overload for coroutines and the one for futures are two calls.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_same_tasks_in_as_out")]
    public void TasksComeOutAsTheyWentIn() => TestLoop.Run(static async () =>
    {
        var made = new List<IFuture<int>>();
        await foreach (IFuture<int> future in Asyncio.AsCompleted([Asyncio.Sleep(0, 0), Asyncio.Sleep(0, 1)]))
        {
            Assert.True(future is LoopTask<int>);
            made.Add(future);
        }

        Assert.Equal(2, made.Distinct().Count());

        LoopTask<int>[] given = [Asyncio.CreateTask(Asyncio.Sleep(0, 2)), Asyncio.CreateTask(Asyncio.Sleep(0, 3))];
        var found = new List<IFuture<int>>();
        await foreach (IFuture<int> future in Asyncio.AsCompleted(given))
        {
            found.Add(future);
        }

        Assert.Equal(given, found);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_with_timeout")]
    public void TimeoutIsThrownForWhatIsLeft(bool asynchronously) => TestLoop.Run(async () =>
    {
        LoopTask<string>[] tasks = [Asyncio.CreateTask(Asyncio.Sleep(0.1, "a")), Asyncio.CreateTask(Asyncio.Sleep(0.15, "b"))];
        var values = new List<string>();
        CompletionSequence<string> sequence = Asyncio.AsCompleted(tasks, TimeSpan.FromSeconds(0.12));
        await Thrown.By<TimeoutException>(async () => await Collect(sequence, asynchronously, values));
        Assert.Equal(["a"], values);
        Assert.Equal(TimeSpan.FromSeconds(0.12), Asyncio.RunningLoop.Time);
        Assert.False(tasks[1].IsDone);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_with_unused_timeout")]
    public void TimeoutThatIsNotNeededLeavesNothingBehind(bool asynchronously) => TestLoop.Run(async () =>
    {
        CompletionSequence<string> sequence = Asyncio.AsCompleted([Asyncio.Sleep(0.01, "a")], TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], await Collect(sequence, asynchronously));
        Assert.Equal(TimeSpan.FromSeconds(0.01), Asyncio.RunningLoop.Time);
        Assert.Equal(0, Asyncio.RunningLoop.Timers.Count);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_resume_iterator")]
    public void SecondEnumerationGoesOn(bool asynchronously) => TestLoop.Run(async () =>
    {
        CompletionSequence<int> sequence = Asyncio.AsCompleted(Enumerable.Range(0, 4).Select(static i => Asyncio.Sleep(0, i)));
        List<int> first = await Collect(sequence, asynchronously, limit: 2);
        Assert.Equal(2, first.Count);
        List<int> rest = await Collect(sequence, asynchronously);
        Assert.Equal([0, 1, 2, 3], first.Concat(rest).Order());
    });

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_reverse_wait")]
    public void FirstAwaitGetsTheFirstResultWhicheverItemItIs() => TestLoop.Run(static async () =>
    {
        Coroutine<string>[] items = [.. Asyncio.AsCompleted([Asyncio.Sleep(0.05, "a"), Asyncio.Sleep(0.1, "b")]).AsEnumerable<Coroutine<string>>()];
        Assert.Equal(2, items.Length);
        Assert.Equal("a", await items[1]);
        Assert.Equal(TimeSpan.FromSeconds(0.05), Asyncio.RunningLoop.Time);
        Assert.Equal("b", await items[0]);
        Assert.Equal(TimeSpan.FromSeconds(0.1), Asyncio.RunningLoop.Time);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_concurrent")]
    public void ItemsAreAwaitedSideBySide(bool asynchronously) => TestLoop.Run(async () =>
    {
        CompletionSequence<string> sequence = Asyncio.AsCompleted([Asyncio.Sleep(0.05, "a"), Asyncio.Sleep(0.05, "b")]);
        var items = new List<IFuture<string>>();
        if (asynchronously)
        {
            await foreach (IFuture<string> item in sequence)
            {
                items.Add(item);
            }
        }
        else
        {
            items.AddRange(sequence.AsEnumerable<Coroutine<string>>().Select(static item => Asyncio.CreateTask(item)));
        }

        Assert.Equal(["a", "b"], await Asyncio.Gather(items));
        Assert.Equal(TimeSpan.FromSeconds(0.05), Asyncio.RunningLoop.Time);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_duplicate_coroutines")]
    public void CoroutineGivenTwiceComesOnce(bool asynchronously) => TestLoop.Run(async () =>
    {
        Coroutine<string> ham = Asyncio.Sleep(0, "ham");
        CompletionSequence<string> sequence = Asyncio.AsCompleted([ham, ham, Asyncio.Sleep(0, "spam")]);
        Assert.Equal(["ham", "spam"], await Collect(sequence, asynchronously));
    });

    // A future that is no list of futures does not compile; what is left is no list at all, and a list with a hole.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_as_completed_invalid_args")]
    public void WhatIsNoListOfFuturesIsRefused() => TestLoop.Run(static async () =>
    {
        Assert.Throws<ArgumentNullException>(static () => Asyncio.AsCompleted((IEnumerable<IFuture<int>>)null!));
        Assert.Throws<ArgumentNullException>(static () => Asyncio.AsCompleted((IEnumerable<Coroutine<int>>)null!));
        Assert.Throws<ArgumentException>(static () => Asyncio.AsCompleted([new Future<int>(), null!]));
        await Coroutine.Completed;
    });

    private static async Coroutine<List<T>> Collect<T>(
        CompletionSequence<T> sequence, bool asynchronously, List<T>? values = null, int limit = int.MaxValue)
    {
        values ??= [];
        if (asynchronously)
        {
            await foreach (IFuture<T> future in sequence)
            {
                values.Add(future.Result);
                if (values.Count == limit)
                {
                    break;
                }
            }

            return values;
        }

        foreach (Coroutine<T> next in sequence)
        {
            values.Add(await next);
            if (values.Count == limit)
            {
                break;
            }
        }

        return values;
    }
}
