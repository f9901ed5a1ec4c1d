using AsyncioSharp.Benchmarks.Micro;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>
/// The operations and who does them. A run takes a millisecond or two, less than a time slice: the median of many is then one that nothing
/// interrupted, on a busy machine too.
/// </summary>
internal static class Comparisons
{
    private const string Pool = "Task, pool";
    private const string OnPump = "Task, one thread";

    internal static IReadOnlyList<Comparison> All { get; } =
    [
        new("await", 100_000,
            Contestant.OnLoop(Awaits.Completed),
            Contestant.OnPool("ValueTask", TaskAwaits.CompletedValueTask),
            Contestant.OnPool("Task", TaskAwaits.CompletedTask)),
        new("await_result", 100_000,
            Contestant.OnLoop(LoopBodies.AwaitResult),
            Contestant.OnPool("ValueTask<int>", TaskAwaits.ResultValueTask),
            Contestant.OnPool("Task<int>", TaskAwaits.ResultTask)),
        new("await_deep10", 5_000,
            Contestant.OnLoop(Awaits.Deep10),
            Contestant.OnPool("ValueTask", TaskAwaits.Deep10ValueTask),
            Contestant.OnPool("Task", TaskAwaits.Deep10Task)),
        new("suspend_deep10", 2_000,
            Contestant.OnLoop(LoopBodies.SuspendDeep10),
            Contestant.OnPump("ValueTask, one thread", TaskAwaits.SuspendDeep10ValueTask),
            Contestant.OnPump(OnPump, TaskAwaits.SuspendDeep10Task),
            Contestant.OnPool("ValueTask, pool", TaskAwaits.SuspendDeep10ValueTask),
            Contestant.OnPool(Pool, TaskAwaits.SuspendDeep10Task)),
        new("switch_2tasks", 20_000,
            Contestant.OnLoop(LoopBodies.SwitchTwo),
            Contestant.OnPool(Pool, TaskSwitches.Two),
            Contestant.OnPump(OnPump, TaskSwitches.Two)),
        new("switch_1000tasks", 20_000,
            Contestant.OnLoop(LoopBodies.SwitchThousand),
            Contestant.OnPool(Pool, TaskSwitches.Thousand),
            Contestant.OnPump(OnPump, TaskSwitches.Thousand)),
        new("spawn_await", 10_000,
            Contestant.OnLoop(Tasks.CreateAwait),
            Contestant.OnPool("Task.Run", TaskSpawns.RunAwait),
            Contestant.OnPump(OnPump, TaskSpawns.YieldAwait)),
        new("spawn_10k", 10_000,
            Contestant.OnLoop(Tasks.CreateGather),
            Contestant.OnPool("Task.Run", TaskSpawns.RunAll),
            Contestant.OnPump(OnPump, TaskSpawns.YieldAll)),
        new("lock_uncontended", 50_000,
            Contestant.OnLoop(Locks.Uncontended),
            Contestant.OnPool("SemaphoreSlim", TaskLocks.Uncontended)),
        new("lock_100waiters", 5_000,
            Contestant.OnLoop(LoopBodies.LockContended),
            Contestant.OnPool("SemaphoreSlim, pool", TaskLocks.Contended),
            Contestant.OnPump("SemaphoreSlim, one thread", TaskLocks.Contended)),
        new("queue_buffered", 30_000,
            Contestant.OnLoop(Queues.Buffered),
            Contestant.OnPool("Channel, pool", TaskQueues.Buffered),
            Contestant.OnPump("Channel, one thread", TaskQueues.Buffered)),
        new("queue_pingpong", 5_000,
            Contestant.OnLoop(Queues.PingPong),
            Contestant.OnPool("Channel, pool", TaskQueues.PingPong),
            Contestant.OnPump("Channel, one thread", TaskQueues.PingPong)),
        new("sleep_10k", 10_000,
            Contestant.OnLoop(Timers.SleepingTasks),
            Contestant.OnPool("Task.Delay", TaskSpawns.DelayAll)),
        new("foreign_await", 500,
            Contestant.OnLoop(LoopBodies.ForeignAwait),
            new Contestant("a thread, SemaphoreSlim", TaskForeign.Blocking),
            Contestant.OnPump(OnPump, TaskForeign.One),
            Contestant.OnPool(Pool, TaskForeign.One)),
        new("foreign_100tasks", 2_000,
            Contestant.OnLoop(LoopBodies.ForeignHundred),
            Contestant.OnPump(OnPump, TaskForeign.Hundred),
            Contestant.OnPool(Pool, TaskForeign.Hundred)),
    ];
}
