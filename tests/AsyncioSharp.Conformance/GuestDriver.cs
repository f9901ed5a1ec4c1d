using AsyncioSharp.Testing;
using AsyncioSharp.Tests.Hosting;

namespace AsyncioSharp.Conformance;

/// <summary>
/// A guest loop: each iteration is a turn that a task scheduler gets, and turns change threads. The time is a <see cref="TimeProvider"/>'s,
/// which jumps to the next timer when the host has no turn to give.
/// </summary>
internal sealed class GuestDriver : LoopDriver
{
    private readonly ManualScheduler _scheduler;
    private readonly ManualTime _time;
    private readonly GuestLoopHost _host;
    private readonly ThreadPair _threads;

    internal GuestDriver(ThreadPair threads)
        : this(threads, new ManualScheduler(), new ManualTime())
    {
    }

    private GuestDriver(ThreadPair threads, ManualScheduler scheduler, ManualTime time)
        : this(threads, scheduler, time, LoopHost.On(scheduler, new LoopHostOptions { TimeProvider = time, Quantum = TimeSpan.Zero }))
    {
    }

    private GuestDriver(ThreadPair threads, ManualScheduler scheduler, ManualTime time, LoopHost host)
        : base(host.Loop)
    {
        _threads = threads;
        _scheduler = scheduler;
        _time = time;
        _host = (GuestLoopHost)host;

        // Between runs the program may be set up from outside, as any loop may.
        Loop.EndHosting();
    }

    internal override void RunUntilComplete(Future future)
    {
        bool isDone = false;
        future.AddDoneCallback(_ => isDone = true);
        Loop.BeginHosting();
        _host.Wake();
        while (!isDone && TryRunTurn())
        {
        }

        Loop.EndHosting();
        if (!isDone)
        {
            ThrowDeadlock();
        }

        future.GetResult();
    }

    private bool TryRunTurn()
    {
        if (_scheduler.Count == 0)
        {
            if (Loop.NextTimer is not { } due)
            {
                return false;
            }

            _time.Advance(new TimeSpan(due) - Loop.Time);
        }

        _threads.Run(_scheduler.RunTurn);
        return true;
    }

    // A loop with a thread begins an iteration to wait in vain; a guest does not. It is made up for, so that later iterations have the same numbers.
    private void ThrowDeadlock()
    {
        Loop.Stop();
        Loop.RunForever();
        throw new DeadlockException();
    }
}
