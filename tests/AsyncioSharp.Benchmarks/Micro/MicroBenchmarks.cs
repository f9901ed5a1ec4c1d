namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>The benchmarks, in the order of <c>python/micro.py</c>. What one operation is, stands at each body.</summary>
internal static class MicroBenchmarks
{
    internal static IReadOnlyList<MicroBenchmark> All { get; } =
    [
        new("await_completed", 300_000, Awaits.Completed),
        new("await_deep10", 40_000, Awaits.Deep10),
        new("await_done_future", 300_000, Awaits.DoneFuture),
        new("sleep0", 100_000, Switches.Sleep0),
        new("switch_2tasks", 200_000, Switches.TwoTasks),
        new("switch_1000tasks", 300_000, Switches.ThousandTasks),
        new("create_await", 50_000, Tasks.CreateAwait),
        new("create_gather10k", 10_000, Tasks.CreateGather),
        new("tg_10k", 10_000, Tasks.Group),
        new("future_wake", 50_000, Wakes.FutureWake),
        new("queue_pingpong", 50_000, Queues.PingPong),
        new("queue_buffered", 100_000, Queues.Buffered),
        new("timers_100k", 100_000, Timers.Fire),
        new("timers_cancel", 100_000, Timers.CancelPair),
        new("sleep_tasks_10k", 10_000, Timers.SleepingTasks),
        new("timeout_nofire", 50_000, Timeouts.TimeoutNoFire),
        new("wait_for_nofire", 50_000, Timeouts.WaitForNoFire),
        new("lock_uncontended", 200_000, Locks.Uncontended),
        new("lock_contended", 50_000, Locks.Contended),
        new("semaphore_10", 50_000, Locks.Semaphore10),
        new("event_broadcast", 50_000, Wakes.EventBroadcast),
        new("call_soon", 200_000, Switches.CallSoon),
        new("cancel_task", 20_000, Tasks.Cancel),
        new("threadsafe_wake", 3_000, Threads.WakeRoundTrip),
        new("threadsafe_burst", 100_000, Threads.Burst),
        new("to_thread", 3_000, Threads.ToThread),
    ];
}
