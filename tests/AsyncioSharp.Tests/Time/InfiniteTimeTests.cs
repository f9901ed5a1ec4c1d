using AsyncioSharp.Testing;
using static System.Threading.Timeout;

namespace AsyncioSharp.Tests.Time;

/// <summary><see cref="InfiniteTimeSpan"/> means never, whichever member gets it.</summary>
public sealed class InfiniteTimeTests
{
    /// <summary>Members that take a time, each with what it does a day long and is not ended by the time.</summary>
    public static TheoryData<string> Members => [.. s_members.Keys];

    private static readonly Dictionary<string, Func<Coroutine>> s_members = new()
    {
        ["Sleep"] = static () => Asyncio.Sleep(InfiniteTimeSpan),
        ["Sleep<T>"] = static async () => await Asyncio.Sleep(InfiniteTimeSpan, 1),
        ["Timeout"] = static () => Asyncio.Timeout(InfiniteTimeSpan, static _ => Day()),
        ["Timeout<T>"] = static async () => await Asyncio.Timeout(InfiniteTimeSpan, static _ => DayWithInt()),
        ["TimeoutAt"] = static () => Asyncio.TimeoutAt(InfiniteTimeSpan, static _ => Day()),
        ["TimeoutAt<T>"] = static async () => await Asyncio.TimeoutAt(InfiniteTimeSpan, static _ => DayWithInt()),
        ["Reschedule"] = static () => Asyncio.Timeout(1, static async scope =>
        {
            scope.Reschedule(InfiniteTimeSpan);
            Assert.Null(scope.When);
            await Day();
        }),
        ["WaitFor(Coroutine)"] = static () => Asyncio.WaitFor(Day(), InfiniteTimeSpan),
        ["WaitFor(Coroutine<T>)"] = static async () => await Asyncio.WaitFor(DayWithInt(), InfiniteTimeSpan),
        ["WaitFor(Future)"] = static () => Asyncio.WaitFor((Future)Asyncio.CreateTask(Day()), InfiniteTimeSpan),
        ["WaitFor(IFuture<T>)"] = static async () => await Asyncio.WaitFor(Asyncio.CreateTask(DayWithInt()), InfiniteTimeSpan),
        ["Wait"] = static async () => Assert.Empty((await Asyncio.Wait([Asyncio.CreateTask(Day())], timeout: InfiniteTimeSpan)).Pending),
        ["AsCompleted(coroutines)"] = static async () => await Asyncio.AsCompleted([DayWithInt()], InfiniteTimeSpan).Single(),
        ["AsCompleted(tasks)"] = static async () => await Asyncio.AsCompleted([Asyncio.CreateTask(DayWithInt())], InfiniteTimeSpan).Single(),
        ["StaggeredRace"] = static async () => Assert.Equal(
            0, (await Asyncio.StaggeredRace([static () => DayWithInt(), static () => DayWithInt()], InfiniteTimeSpan)).WinnerIndex),
        ["CallLater"] = static () => Never(static action => Asyncio.RunningLoop.CallLater(InfiniteTimeSpan, action)),
        ["CallAt"] = static () => Never(static action => Asyncio.RunningLoop.CallAt(InfiniteTimeSpan, action)),
        ["TimeProvider"] = static () => Never(static action =>
        {
            Asyncio.RunningLoop.TimeProvider.CreateTimer(_ => action(), null, InfiniteTimeSpan, InfiniteTimeSpan);
            return default;
        }),
        ["ShutdownExecutorAsync"] = static () => Asyncio.RunningLoop.ShutdownExecutorAsync(InfiniteTimeSpan),
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void MeansNever(string member) => TestLoop.Run(async () =>
    {
        LoopTask task = Asyncio.CreateTask(s_members[member]());
        await Asyncio.Sleep(TimeSpan.FromHours(1));
        bool waits = member is not "ShutdownExecutorAsync";
        Assert.Equal(waits, !task.IsDone);
        await Asyncio.Sleep(TimeSpan.FromHours(24));
        if (task.IsDone)
        {
            await task;
        }
        else
        {
            Assert.Contains(member, (string[])["Sleep", "Sleep<T>"]);
            task.Cancel();
        }
    });

    [Fact]
    public void SleepForEverIsADeadlock_NotATimer() =>
        Assert.Throws<DeadlockException>(static () => TestLoop.Run(static () => Asyncio.Sleep(InfiniteTimeSpan)));

    [Fact]
    public void SlowCallbackThreshold_ReportsNothing()
    {
        var reports = new List<LoopErrorContext>();
        var loop = new EventLoop { Debug = true, SlowCallbackThreshold = InfiniteTimeSpan, ExceptionHandler = (_, context) => reports.Add(context) };
        loop.CallSoon(loop.Stop);
        loop.RunForever();
        loop.Close();
        Assert.Empty(reports);
    }

    // Seconds are asyncio's: less than nothing is nothing.
    [Fact]
    public void NegativeSecondsAreNoTime() => TestLoop.Run(static async () =>
    {
        await Asyncio.Sleep(-0.001);
        await Asyncio.Sleep(TimeSpan.FromMilliseconds(-2));
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    private static Coroutine Day() => Asyncio.Sleep(TimeSpan.FromHours(24));

    private static async Coroutine<int> DayWithInt()
    {
        await Day();
        return 1;
    }

    private static async Coroutine Never(Func<Action, TimerHandle> register)
    {
        bool called = false;
        register(() => called = true).ToString();
        await Day();
        Assert.False(called);
    }
}
