using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>I, third part: who else notices a cancellation.</summary>
public sealed class GroupI3_CancelAndOthers
{
    [Fact]
    public void S157_BodyThatThrowsACancellationItself() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                await Coroutine.Completed;
                throw new LoopCanceledException();
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            t.Log(task.IsCanceled, task.CancelRequests);
        },
        "True 0@2");

    [Fact]
    public void S160_WaiterOfACancelledTaskHasNoRequest() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(9));
            await Asyncio.Sleep(0);
            task.Cancel();
            try
            {
                await task;
            }
            catch (LoopCanceledException)
            {
                t.Log("CE", Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "CE 0@4");

    [Fact]
    public void S165_SharedTaskIsCancelledForEverybody() => Check(
        static async t =>
        {
            LoopTask shared = Asyncio.CreateTask(Asyncio.Sleep(9));
            async Coroutine Wait(string label)
            {
                try
                {
                    await shared;
                }
                catch (LoopCanceledException)
                {
                    t.Log(label, Asyncio.CurrentTask!.CancelRequests);
                }
            }

            LoopTask a = Asyncio.CreateTask(Wait("a"));
            LoopTask b = Asyncio.CreateTask(Wait("b"));
            await Asyncio.Sleep(0);
            a.Cancel();
            await Asyncio.Wait([a, b]);
        },
        "a 1@4", "b 0@4");

    [Fact]
    public void S166_CancelledBodyReleasesTheLock() => Check(
        static async t =>
        {
            var gate = new AsyncLock();
            async Coroutine F()
            {
                using (await gate.AcquireAsync())
                {
                    await Asyncio.Sleep(9);
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            t.Log(gate.IsLocked);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(gate.IsLocked);
        },
        "True@2", "False@5");

    [Fact]
    public void S168_CancelledTasksResumeInTheOrderOfTheirCancels() => Check(
        static async t =>
        {
            async Coroutine F(string label)
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    t.Log(label);
                }
            }

            LoopTask a = Asyncio.CreateTask(F("a"));
            LoopTask b = Asyncio.CreateTask(F("b"));
            await Asyncio.Sleep(0);
            b.Cancel();
            a.Cancel();
            await Asyncio.Wait([a, b]);
        },
        "b@3", "a@3");

    [Fact]
    public void S169_FirstAwaitThrowsTheSameObject() => Check(
        static async t =>
        {
            LoopCanceledException? kept = null;
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException e)
                {
                    kept = e;
                    throw;
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            try
            {
                await task;
            }
            catch (LoopCanceledException e)
            {
                t.Log(ReferenceEquals(e, kept));
            }
        },
        "True@4");
}
