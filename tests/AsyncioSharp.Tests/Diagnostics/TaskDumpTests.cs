namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>Who awaits whom.</summary>
public sealed class TaskDumpTests
{
    [Fact]
    public void AwaitedBy_SeesThroughCombinators() => Survivor.Run(static async () =>
    {
        LoopTask leaf = Asyncio.CreateTask(Asyncio.Sleep(1), "leaf");
        LoopTask direct = Asyncio.CreateTask(Await(leaf), "direct");
        LoopTask gathered = Asyncio.CreateTask(AwaitGather(leaf), "gathered");
        LoopTask waiting = Asyncio.CreateTask(AwaitWait(leaf), "waiting");
        LoopTask shielded = Asyncio.CreateTask(AwaitShield(leaf), "shielded");
        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.Equal(["direct", "gathered", "waiting", "shielded"], leaf.AwaitedBy.Select(static task => task.Name));
        await Asyncio.Gather(direct, gathered, waiting, shielded);
        Assert.Empty(leaf.AwaitedBy);
    });

    [Fact]
    public void AwaitedBy_OfATaskInAGroup_IsTheGroupsTask() => Survivor.Run(static async () => await TaskGroup.Run(static async group =>
    {
        LoopTask child = group.CreateTask(Asyncio.Sleep(1));
        Assert.Equal([Asyncio.CurrentTask!], child.AwaitedBy);
        await Coroutine.Completed;
    }));

    [Fact]
    public void Dump_IsATree() => Survivor.Run(static async () =>
    {
        Asyncio.CurrentTask!.Name = "main";
        LoopTask leaf = Asyncio.CreateTask(Asyncio.Sleep(1), "leaf");
        LoopTask middle = Asyncio.CreateTask(Await(leaf), "middle");
        LoopTask root = Asyncio.CreateTask(Await(middle), "root");
        await Asyncio.Yield();
        string[] lines = Asyncio.DumpTasks().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        int at = Array.FindIndex(lines, static line => line.StartsWith("root", StringComparison.Ordinal));
        Assert.Equal(["root  TaskDumpTests.Await", "└── middle  TaskDumpTests.Await", "    └── leaf  Asyncio.Sleep"], lines.Skip(at).Take(3));
        await root;
    });

    [Fact]
    public void Dump_MarksACircle() => Survivor.Run(static async () =>
    {
        var tasks = new LoopTask[2];
        tasks[0] = Asyncio.CreateTask(AwaitAt(tasks, 1), "a");
        tasks[1] = Asyncio.CreateTask(AwaitAt(tasks, 0), "b");
        await Asyncio.Yield();
        string dump = Asyncio.DumpTasks();
        Assert.Contains("cycle:", dump, StringComparison.Ordinal);
        Assert.Contains("a (see above)", dump, StringComparison.Ordinal);
        tasks[0].Cancel();
        await Asyncio.GatherSettled(tasks);
    });

    private static async Coroutine Await(Future future) => await future;

    private static async Coroutine AwaitAt(LoopTask[] tasks, int index) => await tasks[index];

    private static async Coroutine AwaitGather(Future future) => await Asyncio.Gather(future);

    private static async Coroutine AwaitWait(Future future) => await Asyncio.Wait([future]);

    private static async Coroutine AwaitShield(Future future) => await Asyncio.Shield(future);
}
