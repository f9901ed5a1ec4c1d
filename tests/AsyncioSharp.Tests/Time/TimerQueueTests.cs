namespace AsyncioSharp.Tests.Time;

/// <summary>Timers fire in the order of their time, ties in the order of their creation, however many are due at once.</summary>
public sealed class TimerQueueTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void Due_AreMovedInOrder_AsASortedListSaysIt(int count)
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var queue = new TimerQueue();
        var expected = new List<Timer>();
        long now = 0;
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < count; i++)
            {
                var timer = new Timer(now + random.Next(count));
                queue.Add(timer.When, timer);
                expected.Add(timer);
            }

            foreach (Timer timer in expected.Where(_ => random.Next(4) == 0).ToList())
            {
                queue.Cancel(timer);
                expected.Remove(timer);
            }

            // Sometimes nearly nothing is due, sometimes everything.
            now += random.Next(2) == 0 ? random.Next(3) : random.Next(2 * count);
            Timer[] due = [.. expected.Where(t => t.When <= now).OrderBy(static t => t.When)];
            expected.RemoveAll(t => t.When <= now);
            if (random.Next(2) == 0)
            {
                queue.Purge();
            }

            var ready = new ReadyQueue();
            queue.MoveDue(now, ref ready);
            var moved = new List<WorkItem>();
            while (ready.Count > 0)
            {
                moved.Add(ready.Dequeue(out object? state));
                Assert.Same(TimerQueue.Fired, state);
            }

            Assert.True(due.SequenceEqual(moved), $"seed {seed}, round {round}: {due.Length} timers were due, {moved.Count} were moved, or in another order.");
        }
    }

    private sealed class Timer(long when) : WorkItem
    {
        internal long When { get; } = when;

        internal override void Run(EventLoop loop, object? state)
        {
        }
    }
}
