using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Facade;

/// <summary>Everything that a task can be made of, alone and in a group.</summary>
public sealed class TaskFormsTests
{
    [Fact]
    public void CreateTask_OfEachKind() => TestLoop.Run(static async () =>
    {
        await Asyncio.CreateTask(Kinds.C());
        await Asyncio.CreateTask(Kinds.C);
        await Asyncio.CreateTask(Kinds.T());
        await Asyncio.CreateTask(Kinds.T);
        await Asyncio.CreateTask(Kinds.V());
        await Asyncio.CreateTask(Kinds.V);
        await Asyncio.CreateTask(async () => await Asyncio.Yield());
        Assert.Equal(6, await Asyncio.CreateTask(Kinds.C1()) + await Asyncio.CreateTask(Kinds.C1) + await Asyncio.CreateTask(Kinds.T1())
            + await Asyncio.CreateTask(Kinds.T1) + await Asyncio.CreateTask(Kinds.V1()) + await Asyncio.CreateTask(Kinds.V1));
        Assert.Equal(2, await Asyncio.CreateTask(static async () => 1 + await Kinds.C1(), name: "sum"));
    });

    [Fact]
    public void Group_TakesEachKind() => TestLoop.Run(static async () =>
    {
        int sum = 0;
        bool called = false;
        await TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(Kinds.C());
            _ = group.CreateTask(Kinds.C);
            _ = group.CreateTask(Kinds.T());
            _ = group.CreateTask(Kinds.T);
            _ = group.CreateTask(Kinds.V());
            _ = group.CreateTask(Kinds.V);
            _ = group.CreateTask(async () => { await Asyncio.Yield(); called = true; });
            LoopTask<int>[] tasks =
            [
                group.CreateTask(Kinds.C1()), group.CreateTask(Kinds.C1), group.CreateTask(Kinds.T1()), group.CreateTask(Kinds.T1),
                group.CreateTask(Kinds.V1()), group.CreateTask(Kinds.V1), group.CreateTask(static async () => 1),
            ];
            foreach (LoopTask<int> task in tasks)
            {
                int one = await task;
                sum += one;
            }
        });
        Assert.True(called);
        Assert.Equal(7, sum);
    });

    [Fact]
    public void Group_BodyOfEachKind() => TestLoop.Run(static async () =>
    {
        await TaskGroup.Run(static async _ => await Asyncio.Yield());
        await TaskGroup.Run(static _ => Kinds.T());
        await TaskGroup.Run(static _ => Kinds.V());
        Assert.Equal(3, await TaskGroup.Run(static async _ => 1) + await TaskGroup.Run(static _ => Kinds.T1()) + await TaskGroup.Run(static _ => Kinds.V1()));
    });

    // The function is called in the task's own first step, as the body of a coroutine would be.
    [Fact]
    public void Function_IsCalledInTheTasksFirstStep() => TestLoop.Run(static async () =>
    {
        LoopTask? inside = null;
        LoopTask<int> task = Asyncio.CreateTask(() =>
        {
            inside = Asyncio.CurrentTask;
            return Kinds.T1();
        });
        Assert.Null(inside);
        await task;
        Assert.Same(task, inside);
    });

    [Fact]
    public void FunctionThatThrows_FailsTheTask() => TestLoop.Run(static async () =>
    {
        LoopTask task = Asyncio.CreateTask((Func<Coroutine>)(static () => throw new NotSupportedException()));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await task);
    });

    [Fact]
    public void Function_NamesItsTask() => TestLoop.Run(static async () =>
    {
        LoopTask task = Asyncio.CreateTask(Kinds.C);
        Assert.Contains("coro=<Kinds.C>", task.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Kinds.C"], task.AwaitStack);
        await Asyncio.Yield();
        Assert.Contains("coro=<Kinds.C>", task.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Kinds.C"], task.AwaitStack);
        await task;
    });

    // A task that was started elsewhere is let alone; the wait for it ends at once.
    [Fact]
    public void CancelingTheTaskOfATask_EndsTheWaitOnly() => TestLoop.Run(static async () =>
    {
        var source = new TaskCompletionSource<int>();
        LoopTask<int> task = Asyncio.CreateTask(source.Task);
        await Asyncio.Yield();
        task.Cancel();
        await Assert.ThrowsAsync<LoopCanceledException>(async () => await task);
        Assert.False(source.Task.IsCompleted);
    });

    // A plain async method that the task called is part of it: the cancellation reaches its await.
    [Fact]
    public void CancelingTheTaskOfAFunction_ReachesThePlainMethod() => TestLoop.Run(static async () =>
    {
        bool canceled = false;
        LoopTask task = Asyncio.CreateTask((Func<Task>)Plain);
        await Asyncio.Yield();
        await Asyncio.Yield();
        task.Cancel();
        await Assert.ThrowsAsync<LoopCanceledException>(async () => await task);
        Assert.True(canceled);

        async Task Plain() => await Kinds.Endless(() => canceled = true);
    });

    [Fact]
    public void Group_CancelsTheWaitForATask() => TestLoop.Run(static async () =>
    {
        var source = new TaskCompletionSource();
        await Assert.ThrowsAsync<TaskGroupException>(async () => await TaskGroup.Run(async group =>
        {
            _ = group.CreateTask(source.Task);
            _ = group.CreateTask(static async Coroutine () => throw new NotSupportedException());
            await Asyncio.Yield();
        }));
    });
}
