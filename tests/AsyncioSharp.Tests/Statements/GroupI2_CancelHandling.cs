using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>I, second part: what a body makes of its cancellation.</summary>
public sealed class GroupI2_CancelHandling
{
    [Fact]
    public void S151_TwoRequestsAreOneDelivery() => Check(
        static async t =>
        {
            int deliveries = 0;
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    deliveries++;
                    await Asyncio.Sleep(0);
                    t.Log("n", deliveries, Asyncio.CurrentTask!.CancelRequests);
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            t.Log(task.Cancel(), task.Cancel());
            await task;
        },
        "True True@2", "n 1 2@4");

    [Fact]
    public void S152_SecondCancelInterruptsTheCleanup() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                finally
                {
                    try
                    {
                        await Asyncio.Sleep(5);
                    }
                    catch (LoopCanceledException)
                    {
                        t.Log("cleanup interrupted");
                    }
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            await Asyncio.Sleep(1);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled);
        },
        "cleanup interrupted@6/1", "True@8/1");

    [Fact]
    public void S153_SwallowedCancellation() => Check(
        static async t =>
        {
            async Coroutine<string> F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                }

                await Asyncio.Sleep(1);
                return "r";
            }

            LoopTask<string> task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            t.Log(await task, task.IsCanceled, task.CancelRequests);
        },
        "r False 1@6/1");

    [Fact]
    public void S154_UncancelCountsDownToZero() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    LoopTask self = Asyncio.CurrentTask!;
                    t.Log(self.Uncancel(), self.Uncancel(), self.CancelRequests);
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            await task;
        },
        "0 0 0@3");

    [Fact]
    public void S155_UncancelBeforeDeliveryWithdraws() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                Asyncio.CurrentTask!.Cancel();
                t.Log(Asyncio.CurrentTask.Uncancel());
                await Asyncio.Sleep(0);
                t.Log("not cancelled");
            }

            await Asyncio.CreateTask(F());
        },
        "0@2", "not cancelled@3");

    [Fact]
    public void S156_UncancelAfterTheFutureWasCancelledIsTooLate() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE", Asyncio.CurrentTask!.CancelRequests);
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            task.Uncancel();
            await task;
        },
        "CE 0@3");

    // WE keep: a cancellation that leaves the body cancels the task. A catch (Exception) would catch it here, so the filter that does what
    // Python's "except Exception" does stands in for it.
    [Fact]
    public void S158_FilteredCatchLetsTheCancellationPass() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    t.Log("never");
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled);
        },
        "True@5");

    [Fact]
    public void S159_AnotherExceptionInsteadFailsTheTask() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    throw new KeyNotFoundException("x");
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled, $"{task.Exception!.GetType().Name}('{task.Exception.Message}')");
        },
        "False KeyNotFoundException('x')@5");

    [Fact]
    public void S161_MessageTravelsInTheException() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException e)
                {
                    t.Log($"('{e.CancelMessage}',)");
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            task.Cancel("bye");
            await task;
        },
        "('bye',)@3");
}
