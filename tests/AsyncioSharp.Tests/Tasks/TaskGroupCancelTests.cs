using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>TaskGroup.Cancel: the group ends early, and without an error.</summary>
public sealed partial class TaskGroupCancelTests
{
    [Fact]
    public void FromTheBodyEndsChildrenAndBody() => TestLoop.Run(async () =>
    {
        LoopTask child = null!;
        bool passed = false;
        await TaskGroup.Run(async group =>
        {
            child = group.CreateTask(Asyncio.Sleep(9));
            await Asyncio.Sleep(1);
            group.Cancel();
            await Asyncio.Sleep(9);
            passed = true;
        });
        Assert.False(passed);
        Assert.True(child.IsCanceled);
        AssertUndisturbed(TimeSpan.FromSeconds(1));
        await Asyncio.Sleep(0);
    });

    [Fact]
    public void FromTheBodyWithoutAnotherAwait() => TestLoop.Run(async () =>
    {
        await TaskGroup.Run(static group =>
        {
            group.Cancel();
            return Coroutine.Completed;
        });
        AssertUndisturbed(TimeSpan.Zero);
        await Asyncio.Sleep(0);
    });

    [Fact]
    public void FromAChildWhileTheParentWaits() => TestLoop.Run(async () =>
    {
        LoopTask sibling = null!;
        LoopTask canceller = null!;
        await TaskGroup.Run(group =>
        {
            sibling = group.CreateTask(Asyncio.Sleep(9));
            canceller = group.CreateTask(CancelAfter(1, group));
            return Coroutine.Completed;
        });
        Assert.True(sibling.IsCanceled);
        Assert.True(canceller.IsCanceled);
        AssertUndisturbed(TimeSpan.FromSeconds(1));
        await Asyncio.Sleep(0);
    });

    [Fact]
    public void FromAChildWhileTheBodyRuns() => TestLoop.Run(async () =>
    {
        bool passed = false;
        await TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(CancelAfter(1, group));
            await Asyncio.Sleep(9);
            passed = true;
        });
        Assert.False(passed);
        AssertUndisturbed(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void BeforeTheFirstSuspensionChildrenNeverRun() => TestLoop.Run(async () =>
    {
        bool ran = false;
        async Coroutine Child()
        {
            ran = true;
            await Asyncio.Sleep(1);
        }

        LoopTask child = null!;
        await TaskGroup.Run(async group =>
        {
            child = group.CreateTask(Child());
            group.Cancel();
            await Asyncio.Sleep(9);
        });
        Assert.False(ran);
        Assert.True(child.IsCanceled);
        AssertUndisturbed(TimeSpan.Zero);
    });

    [Fact]
    public void FromAChildsFirstStepLaterSiblingsNeverRun() => TestLoop.Run(async () =>
    {
        var ran = new List<string>();
        async Coroutine Child(TaskGroup group, string name)
        {
            ran.Add(name);
            if (name == "b")
            {
                group.Cancel();
            }

            await Asyncio.Sleep(9);
            ran.Add(name + " passed");
        }

        await TaskGroup.Run(group =>
        {
            group.CreateTask(Child(group, "a"));
            group.CreateTask(Child(group, "b"));
            group.CreateTask(Child(group, "c"));
            return Coroutine.Completed;
        });
        Assert.Equal(["a", "b"], ran);
        AssertUndisturbed(TimeSpan.Zero);
    });

    [Fact]
    public void TwiceIsOnce() => TestLoop.Run(async () =>
    {
        LoopTask child = null!;
        await TaskGroup.Run(async group =>
        {
            child = group.CreateTask(Asyncio.Sleep(9));
            await Asyncio.Sleep(0);
            group.Cancel();
            group.Cancel();
            try
            {
                await Asyncio.Sleep(9);
            }
            finally
            {
                group.Cancel();
                await Asyncio.Sleep(1);
            }
        });
        Assert.Equal(1, child.CancelRequests);
        AssertUndisturbed(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void AfterTheEndItDoesNothing() => TestLoop.Run(async () =>
    {
        TaskGroup group = null!;
        await TaskGroup.Run(g =>
        {
            group = g;
            g.CreateTask(Asyncio.Sleep(1));
            return Coroutine.Completed;
        });
        group.Cancel();
        await Asyncio.Sleep(0);
        AssertUndisturbed(TimeSpan.FromSeconds(1));
    });

    // The group ended at that time, and left no cancellation behind in the task that ran it.
    private static void AssertUndisturbed(TimeSpan time)
    {
        Assert.Equal(time, Asyncio.RunningLoop.Time);
        Assert.Equal(0, Asyncio.CurrentTask!.CancelRequests);
        Assert.False(Asyncio.CurrentToken.IsCancellationRequested);
        Assert.Equal([Asyncio.CurrentTask], Asyncio.AllTasks());
    }

    private static async Coroutine CancelAfter(double seconds, TaskGroup group)
    {
        await Asyncio.Sleep(seconds);
        group.Cancel();
        await Asyncio.Sleep(9);
    }
}
