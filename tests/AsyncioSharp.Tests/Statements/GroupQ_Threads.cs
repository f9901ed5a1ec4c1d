using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>Q: threads.</summary>
public sealed class GroupQ_Threads
{
    [Fact]
    [CPythonTest("test_threads::ToThreadTests.test_to_thread")]
    [CPythonTest("test_threads::ToThreadTests.test_to_thread_exception")]
    public void S276_ResultAndExceptionComeBackToTheLoopThread() => CheckReal(
        static t => Asyncio.Run(async () =>
        {
            int thread = Environment.CurrentManagedThreadId;
            t.Log(await Asyncio.ToThread(() => Environment.CurrentManagedThreadId == thread));
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            try
            {
                await Asyncio.ToThread(static () => throw new DivideByZeroException());
            }
            catch (DivideByZeroException)
            {
                t.Log("ZDE");
            }

            Assert.Equal(thread, Environment.CurrentManagedThreadId);
        }),
        "False", "ZDE");

    [Fact]
    public void S277_CancellingEndsTheAwaitAndNotTheFunction() => CheckReal(
        static t =>
        {
            using var release = new ManualResetEventSlim();
            Asyncio.Run(async () =>
            {
                EventLoop loop = Asyncio.RunningLoop;
                Future started = loop.CreateFuture();
                LoopTask task = Asyncio.CreateTask(Asyncio.ToThread(() =>
                {
                    loop.CallSoonThreadSafe(started.SetResult);
                    release.Wait();
                    t.Log("thread finished");
                }));
                await started;
                task.Cancel();
                await Asyncio.Wait([task]);
                t.Log("cancelled", task.IsCanceled);
                release.Set();
            });
            t.Log("run returned");
        },
        "cancelled True", "thread finished", "run returned");

    // There is no run_coroutine_threadsafe: the coroutine goes to the loop as a callback that makes a task of it.
    [Fact]
    public void S278_ThreadRunsACoroutineOnTheLoopAndWaitsForItsResult() => CheckReal(
        static t => Asyncio.Run(async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;

            string OnThread()
            {
                var result = new TaskCompletionSource<string>();
                loop.CallSoonThreadSafe(() =>
                {
                    LoopTask<string> task = Asyncio.CreateTask(Asyncio.Sleep(0, "r"));
                    task.AddDoneCallback(_ => result.SetResult(task.Result));
                });
                return result.Task.GetAwaiter().GetResult();
            }

            t.Log(await Asyncio.ToThread(OnThread));
        }),
        "r");

    // The clock tells the thread that the loop begins to wait. The timer is only there to end a loop that is not woken.
    [Fact]
    public void S279_CallFromAThreadWakesTheWaitingLoop() => CheckReal(
        static t =>
        {
            using var clock = new WatchedClock();
            Asyncio.Run(
                async () =>
                {
                    EventLoop loop = Asyncio.RunningLoop;
                    Future<bool> woken = loop.CreateFuture<bool>();
                    TimerHandle late = loop.CallLater(TimeSpan.FromSeconds(60), () => woken.TrySetResult(false));
                    var thread = new Thread(() =>
                    {
                        clock.Waiting.Wait();
                        loop.CallSoonThreadSafe(() => woken.SetResult(true));
                    });
                    thread.Start();
                    t.Log(await woken);
                    late.Cancel();
                    thread.Join();
                },
                new RunOptions { LoopFactory = () => new EventLoop(clock) });
        },
        "True");

    [Fact]
    public void S280_CallsOfOneThreadKeepTheirOrder() => CheckReal(
        static t => Asyncio.Run(async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            var seen = new List<int>();
            await Asyncio.ToThread(() =>
            {
                for (int i = 0; i < 100; i++)
                {
                    int number = i;
                    loop.CallSoonThreadSafe(() => seen.Add(number));
                }
            });
            await Asyncio.Sleep(0);
            t.Log(seen.SequenceEqual(Enumerable.Range(0, 100)));
        }),
        "True");

    private sealed class WatchedClock : LoopClock, IDisposable
    {
        private readonly SystemClock _clock = new();

        internal ManualResetEventSlim Waiting { get; } = new();

        internal override long Now => _clock.Now;

        public void Dispose() => Waiting.Dispose();

        internal override void Wait(long ticks)
        {
            Waiting.Set();
            _clock.Wait(ticks);
        }

        internal override void Wake() => _clock.Wake();
    }
}
