using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>K, second part: Semaphore.</summary>
public sealed class GroupK2_Semaphore
{
    [Fact]
    public void S210_ReleaseHandsThePermitToTheFirstWaiter() => Check(
        static async t =>
        {
            var permits = new AsyncSemaphore(1);

            async Coroutine F(string label)
            {
                using (await permits.AcquireAsync())
                {
                    t.Log(label, permits.Value);
                    await Asyncio.Sleep(0);
                }
            }

            foreach (LoopTask task in Tasks(F, "a", "b", "c"))
            {
                await task;
            }
        },
        "a 0@2", "b 0@4", "c 0@6");

    [Fact]
    public void S211_NewcomerQueuesEvenIfAPermitIsFree() => Check(
        static async t =>
        {
            var permits = new AsyncSemaphore(0);
            LoopTask a = Asyncio.CreateTask(Acquire(t, permits, "a"));
            await Asyncio.Sleep(0);
            permits.Release();
            permits.Release();
            t.Log("locked", permits.IsLocked, permits.Value);
            LoopTask b = Asyncio.CreateTask(Acquire(t, permits, "b"));
            await Asyncio.Wait([a, b]);
            t.Log(permits.Value);
        },
        "locked True 1@2", "a@3", "b@3", "0@5");

    [Fact]
    public void S212_ReleasesInOneStepWakeInOneIteration() => Check(
        static async t =>
        {
            var permits = new AsyncSemaphore(0);
            LoopTask[] tasks = Tasks(label => Acquire(t, permits, label), "a", "b", "c");
            await Asyncio.Sleep(0);
            permits.Release();
            permits.Release();
            await Asyncio.Sleep(0);
            t.Log("m");
            permits.Release();
            await Asyncio.Wait(tasks);
        },
        "a@3", "b@3", "m@3", "c@4");

    [Fact]
    public void S213_PermitOfACancelledWaiterGoesToTheNext() => Check(
        static async t =>
        {
            var permits = new AsyncSemaphore(0);
            LoopTask[] tasks = Tasks(label => Acquire(t, permits, label), "a", "b");
            await Asyncio.Sleep(0);
            permits.Release();
            tasks[0].Cancel();
            await Asyncio.Wait(tasks);
            t.Log(permits.Value);
        },
        "b@4", "0@6");

    // Python has two classes; ours has a maximum.
    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_semaphore_value")]
    [CPythonTest("test_locks::SemaphoreTests.test_release_not_acquired")]
    public void S214_NegativeValueAndReleaseAboveTheMaximumThrow() => Check(
        static async t =>
        {
            await Coroutine.Completed;

            // .NET appends the name of the parameter.
            string negative = Assert.Throws<ArgumentOutOfRangeException>(static () => new AsyncSemaphore(-1)).Message;
            t.Log(negative.Replace(" (Parameter 'value')", string.Empty, StringComparison.Ordinal));
            t.Log(Assert.Throws<InvalidOperationException>(new AsyncSemaphore(1, max: 1).Release).Message);
        },
        "Semaphore initial value must be >= 0@1", "BoundedSemaphore released too many times@1");

    [Fact]
    public void S215_LockedWithoutAFreePermit() => Check(
        static async t =>
        {
            var permits = new AsyncSemaphore(1);
            t.Log(permits.IsLocked);
            await permits.AcquireAsync();
            t.Log(permits.IsLocked);
        },
        "False@1", "True@1");

    private static async Coroutine Acquire(Trace trace, AsyncSemaphore permits, string label)
    {
        await permits.AcquireAsync();
        trace.Log(label);
    }
}
