namespace AsyncioSharp.Samples.Guides;

/// <summary>A program of the guides, under the name of its file.</summary>
/// <param name="Name">The name.</param>
/// <param name="Run">Runs it; the options are for the programs that leave the loop to their caller.</param>
public sealed record GuideProgram(string Name, Action<RunOptions?> Run)
{
    /// <summary>All of them, in reading order.</summary>
    public static IReadOnlyList<GuideProgram> All { get; } =
    [
        Of(nameof(HelloWorld), HelloWorld.Run),
        Of(nameof(RunOnce), RunOnce.Run),
        Of(nameof(RunForResult), RunForResult.Run),
        Of(nameof(OwnLoop), OwnLoop.Run),
        Of(nameof(Greet), Greet.Run),
        Of(nameof(ColdCoroutine), ColdCoroutine.Run),
        Of(nameof(FetchData), FetchData.Run),
        Of(nameof(AwaitForData), AwaitForData.Run),
        Of(nameof(SequentialHellos), SequentialHellos.Run),
        Of(nameof(SleepWithoutBlocking), SleepWithoutBlocking.Run),
        Of(nameof(AwaitTheCall), AwaitTheCall.Run),
        Of(nameof(AwaitInsteadOfRun), AwaitInsteadOfRun.Run),
        Of(nameof(CustomSleep), CustomSleep.Run),

        Of(nameof(ParallelHellos), ParallelHellos.Run),
        Of(nameof(SayInOrder), SayInOrder.Run),
        Of(nameof(ScheduledTasks), ScheduledTasks.Run),
        Of(nameof(TwoResults), TwoResults.Run),
        Of(nameof(Breakfast), Breakfast.Run),
        Of(nameof(AwaitOrTask), AwaitOrTask.Run),
        Of(nameof(FetchUsers), FetchUsers.Run),
        Of(nameof(FetchContents), FetchContents.Run),
        Of(nameof(TimedGather), TimedGather.Run),
        Of(nameof(BackgroundJob), BackgroundJob.Run),
        Of(nameof(SynchronousFetches), SynchronousFetches.Run),
        Of(nameof(ConcurrentFetches), ConcurrentFetches.Run),
        Of(nameof(TwoBackgroundFetches), TwoBackgroundFetches.Run),
        Of(nameof(CompletionOrder), CompletionOrder.Run),
        Of(nameof(GatherInsteadOfSequence), GatherInsteadOfSequence.Run),
        Of(nameof(FirstOfThree), FirstOfThree.Run),

        Of(nameof(CancelTask), CancelTask.Run),
        Of(nameof(TimeoutAfterOneSecond), TimeoutAfterOneSecond.Run),
        Of(nameof(OperationTimeout), OperationTimeout.Run),
        Of(nameof(BlockingWorkInThreads), BlockingWorkInThreads.Run),
        Of(nameof(LockWorkers), LockWorkers.Run),

        Of(nameof(QueueWithSentinel), QueueWithSentinel.Run),
        Of(nameof(RandomPace), RandomPace.Run),
        Of(nameof(BoundedQueue), BoundedQueue.Run),
        Of(nameof(TwoConsumers), TwoConsumers.Run),

        Of(nameof(CatchError), CatchError.Run),
        Of(nameof(SettledResults), SettledResults.Run),
        Of(nameof(RiskyTasks), RiskyTasks.Run),
        Of(nameof(DatabaseSession), DatabaseSession.Run),
        Of(nameof(AsyncRange), AsyncRange.Run),

        Of(nameof(FetchStatuses), FetchStatuses.Run),
        Of(nameof(PageLengths), PageLengths.Run),
        Of(nameof(UserPages), UserPages.Run),
        Of(nameof(FetchLengths), FetchLengths.Run),
        Of(nameof(LimitedFetches), LimitedFetches.Run),

        Of(nameof(DebugMode), DebugMode.Run),
        Of(nameof(MonitorTasks), MonitorTasks.Run),
    ];

    private static GuideProgram Of(string name, Func<Coroutine> main) => new(name, options => Asyncio.Run(main, options));

    private static GuideProgram Of(string name, Action run) => new(name, _ => run());
}
