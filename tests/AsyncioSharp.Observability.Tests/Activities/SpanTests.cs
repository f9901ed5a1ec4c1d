using System.Diagnostics;

namespace AsyncioSharp.Observability.Tests.Activities;

/// <summary>Spans of named tasks and of groups.</summary>
[Collection(nameof(SpanTests))]
public sealed class SpanTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ANamedTaskIsASpanUnderItsCreator(bool eagerly)
    {
        using var spans = new SpanReader();
        Asyncio.Run(async () =>
        {
            LoopTask outer = Asyncio.CreateTask(Outer(eagerly), "outer", eagerly);
            Assert.Same(spans.Root, Activity.Current);
            await outer;
            Assert.Same(spans.Root, Activity.Current);
        });
        Assert.Equal(["inner", "outer"], spans.Ended().Select(static span => span.DisplayName));
        Assert.Equal(spans.Root.SpanId, spans.Span("outer").ParentSpanId);
        Assert.Equal(spans.Span("outer").SpanId, spans.Span("inner").ParentSpanId);
        Assert.All(spans.Ended(), static span => Assert.Equal("succeeded", span.GetTagItem("asyncio.task.outcome")));
    }

    [Fact]
    public void TasksWithoutANameAreNone()
    {
        using var spans = new SpanReader();
        Asyncio.Run(static async () => await Asyncio.Gather(Asyncio.CreateTask(Asyncio.Sleep(0)), Asyncio.CreateTask(Asyncio.Sleep(0))));
        Assert.Empty(spans.Ended());
    }

    [Fact]
    public void FailuresAndCancellationsAreMarked()
    {
        using var spans = new SpanReader();
        Asyncio.Run(static async () =>
        {
            LoopTask failing = Asyncio.CreateTask(Fail(), "failing");
            LoopTask canceled = Asyncio.CreateTask(Asyncio.Sleep(100), "canceled");
            LoopTask neverRun = Asyncio.CreateTask(Asyncio.Sleep(100), "never run");
            neverRun.Cancel();
            await Asyncio.Yield();
            canceled.Cancel();
            await Asyncio.GatherSettled(failing, canceled, neverRun);
        });
        Activity failed = spans.Span("failing");
        Assert.Equal((ActivityStatusCode.Error, "no stock"), (failed.Status, failed.StatusDescription));
        Assert.Equal("exception", Assert.Single(failed.Events).Name);
        Assert.Equal("failed", failed.GetTagItem("asyncio.task.outcome"));
        Assert.Equal((ActivityStatusCode.Unset, "canceled"), (spans.Span("canceled").Status, spans.Span("canceled").GetTagItem("asyncio.task.outcome")));
        Assert.Equal("canceled", spans.Span("never run").GetTagItem("asyncio.task.outcome"));
    }

    [Fact]
    public void AGroupIsASpanAroundItsTasks()
    {
        using var spans = new SpanReader();
        Asyncio.Run(async () =>
        {
            await TaskGroup.Run(Fetch);
            Assert.Same(spans.Root, Activity.Current);
        });
        Activity group = spans.Span("TaskGroup SpanTests.Fetch");
        Assert.Equal(spans.Root.SpanId, group.ParentSpanId);
        Assert.Equal(group.SpanId, spans.Span("page").ParentSpanId);
        Assert.Equal(ActivityStatusCode.Unset, group.Status);
    }

    [Fact]
    public void AGroupThatFailsIsMarked()
    {
        using var spans = new SpanReader();
        Asyncio.Run(async () =>
        {
            await Assert.ThrowsAsync<TaskGroupException>(static async () => await TaskGroup.Run(static async group =>
            {
                _ = group.CreateTask(Fail());
                await Coroutine.Completed;
            }));
            Assert.Same(spans.Root, Activity.Current);
        });
        Activity group = Assert.Single(spans.Ended());
        Assert.Equal((ActivityStatusCode.Error, "no stock"), (group.Status, group.StatusDescription));
    }

    [Fact]
    public void ASpanThatTheTaskLeavesOpenDoesNotLeak()
    {
        using var spans = new SpanReader();
        Asyncio.Run(async () =>
        {
            await Asyncio.CreateTask(LeaveOpen(), "leaves one open");
            Assert.Same(spans.Root, Activity.Current);
            Asyncio.RunningLoop.CallSoon(() => Assert.Same(spans.Root, Activity.Current));
            await Asyncio.Yield();
        });
        Assert.Equal(spans.Root.SpanId, spans.Span("leaves one open").ParentSpanId);
    }

    private static async Coroutine Outer(bool eagerly)
    {
        Assert.Equal("outer", Activity.Current!.DisplayName);
        await Asyncio.CreateTask(Inner(), "inner", eagerly);
        Assert.Equal("outer", Activity.Current!.DisplayName);
    }

    private static async Coroutine Inner()
    {
        Assert.Equal("inner", Activity.Current!.DisplayName);
        await Asyncio.Yield();
        Assert.Equal("inner", Activity.Current!.DisplayName);
    }

    private static async Coroutine Fetch(TaskGroup group)
    {
        _ = group.CreateTask(Asyncio.Sleep(0), "page");
        await Coroutine.Completed;
    }

    private static async Coroutine Fail()
    {
        await Asyncio.Yield();
        throw new InvalidOperationException("no stock");
    }

    private static async Coroutine LeaveOpen()
    {
        await Asyncio.Yield();
        SpanReader.Start("open");
    }
}
