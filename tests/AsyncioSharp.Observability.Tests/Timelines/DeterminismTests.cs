using AsyncioSharp.Testing;

namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary>A timeline on virtual time is the same in every run; that of a failing seed is its picture.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(4711)]
    public void TheSameScheduleGivesTheSameBytes(int? seed)
    {
        byte[] first = Record(seed);
        Assert.Equal(first, Record(seed));
        Assert.Contains(seed is null ? "event loop 'default', virtual time" : "event loop 'default', seed 4711, virtual time", System.Text.Encoding.UTF8.GetString(first), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherSeedGivesAnotherPicture() =>
        Assert.True(Enumerable.Range(1, 5).Select(seed => Convert.ToHexString(Record(seed))).Distinct().Count() > 2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PermutedTasksKeepTheirWakers(int seed)
    {
        using var file = new TemporaryFile();
        TestLoop.Run(
            static async () =>
            {
                Asyncio.CurrentTask!.Name = "main";
                await Asyncio.Gather(Enumerable.Range(0, 6).Select(static i => (LoopTask)Asyncio.CreateTask(Relay(i), $"relay {i}")));
            },
            seed,
            file.Path);
        TraceFile trace = TraceFile.Read(file.Path);
        foreach (int i in Enumerable.Range(0, 6))
        {
            Assert.Contains($"relay {i} -> leaf {i}", trace.Wakes);
            Assert.Contains($"leaf {i} -> relay {i}", trace.Wakes);
            Assert.DoesNotContain(trace.Wakes, wake => wake.EndsWith($"-> leaf {i}", StringComparison.Ordinal) && !wake.Contains($"{i} ->", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ExploreDrawsTheScheduleThatFails()
    {
        using var file = new TemporaryFile();
        int runs = 0;
        ScheduleException failure = Assert.Throws<ScheduleException>(() => TestLoop.Explore(
            100,
            async () =>
            {
                runs++;
                var order = new List<string>();
                await Asyncio.Gather(Note(order, "first"), Note(order, "second"));
                Assert.Equal(["first", "second"], order);
            },
            file.Path));
        Assert.Equal(failure.Seed + 2, runs);
        TraceFile trace = TraceFile.Read(file.Path);
        Assert.Contains($"seed {failure.Seed},", trace.Events.Single(static e => e.Name == "process_name").Arguments["name"], StringComparison.Ordinal);
    }

    [Fact]
    public void ExploreWithoutAFailureDrawsNothing()
    {
        using var file = new TemporaryFile();
        TestLoop.Explore(3, static async () => await Asyncio.Yield(), file.Path);
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public void ExploreSaysTheFailureThoughThePictureCannotBeWritten() =>
        Assert.Throws<ScheduleException>(static () => TestLoop.Explore(1, static async () => { await Asyncio.Yield(); throw new InvalidOperationException(); }, "/no/such/folder/x.json"));

    private static async Coroutine Note(List<string> order, string name)
    {
        await Asyncio.Yield();
        order.Add(name);
    }

    private static async Coroutine Relay(int i) => await Asyncio.CreateTask(Asyncio.Sleep(0), $"leaf {i}");

    private static byte[] Record(int? seed)
    {
        using var file = new TemporaryFile();
        TestLoop.Run(
            static async () =>
            {
                var queue = new AsyncQueue<int>(1);
                await TaskGroup.Run(async group =>
                {
                    _ = group.CreateTask(Produce(queue));
                    _ = group.CreateTask(Produce(queue));
                    _ = group.CreateTask(Consume(queue), "consumer");
                    await Asyncio.WaitFor(Asyncio.Sleep(0.004), 1);
                });
            },
            seed,
            file.Path);
        return File.ReadAllBytes(file.Path);
    }

    private static async Coroutine Produce(AsyncQueue<int> queue)
    {
        for (int i = 0; i < 3; i++)
        {
            await queue.PutAsync(i);
            await Asyncio.Sleep(0.001);
        }
    }

    private static async Coroutine Consume(AsyncQueue<int> queue)
    {
        for (int i = 0; i < 6; i++)
        {
            await queue.GetAsync();
        }
    }
}
