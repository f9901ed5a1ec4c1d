using System.Runtime.CompilerServices;
using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>P: context variables, which are <see cref="AsyncLocal{T}"/> here.</summary>
public sealed class GroupP_Context
{
    [Fact]
    public void S271_TaskCopiesTheContextAtCreation() => Check(
        static async t =>
        {
            var variable = new AsyncLocal<int>();

            async Coroutine F()
            {
                await Coroutine.Completed;
                t.Log("t", variable.Value);
                variable.Value = 9;
            }

            variable.Value = 1;
            LoopTask task = Asyncio.CreateTask(F());
            variable.Value = 2;
            await task;
            t.Log("m", variable.Value);
        },
        "t 1@2", "m 2@3");

    // Unlike an async Task method: an awaited coroutine is a call in its caller's task, and the task has one context.
    [Fact]
    public void S272_AwaitedCoroutineSharesItsCallersContext() => Check(
        static async t =>
        {
            var variable = new AsyncLocal<int>();

            async Coroutine F()
            {
                await Coroutine.Completed;
                variable.Value = 5;
            }

            await F();
            t.Log(variable.Value);
        },
        "5@1");

    // The same across suspensions, with another task's steps in between.
    [Fact]
    public void SetBeforeAndAfterASuspensionIsSeenByTheCaller_AlsoS272() => Check(
        static async t =>
        {
            var variable = new AsyncLocal<int>();

            async Coroutine F()
            {
                variable.Value = 5;
                await Asyncio.Sleep(0);
                t.Log(variable.Value);
                variable.Value = 6;
            }

            async Coroutine Other()
            {
                await Coroutine.Completed;
                variable.Value = 7;
            }

            LoopTask other = Asyncio.CreateTask(Other());
            await F();
            t.Log(variable.Value);
            await Asyncio.Sleep(0);
            t.Log(variable.Value);
            await other;
        },
        "5@2", "6@2", "6@3");

    [Fact]
    public void S273_CallbacksCaptureTheContextAtRegistration() => Check(
        static async t =>
        {
            var variable = new AsyncLocal<int> { Value = 1 };
            Asyncio.RunningLoop.CallSoon(() => t.Log("cb", variable.Value));
            variable.Value = 2;
            await Asyncio.Sleep(0);
        },
        "cb 1@2");

    // The statement names three registrations; the recording has the first.
    [Fact]
    public void TimersAndDoneCallbacksCaptureTheContext_AlsoS273() => Check(
        static async t =>
        {
            var variable = new AsyncLocal<int> { Value = 1 };
            Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(1), () => t.Log("timer", variable.Value));
            variable.Value = 2;
            Future future = Asyncio.RunningLoop.CreateFuture();
            future.AddDoneCallback(_ => t.Log("done", variable.Value));
            variable.Value = 3;
            future.SetResult();
            await Asyncio.Sleep(2);
        },
        "done 2@2", "timer 1@3/1");

    // An ExecutionContext cannot change, so CreateTask has no context to write into. ExecutionContext.Run creates a task in a given context;
    // what the task shares with that context is the object that the variable holds there.
    [Fact]
    public void S274_TaskRunsInAGivenContext() => Check(
        static async t =>
        {
            var variable = new AsyncLocal<StrongBox<int>> { Value = new StrongBox<int>(0) };
            var inContext = new StrongBox<int>(0);
            StrongBox<int> own = variable.Value;
            variable.Value = inContext;
            ExecutionContext context = ExecutionContext.Capture()!;
            variable.Value = own;

            async Coroutine F()
            {
                await Coroutine.Completed;
                variable.Value!.Value = 7;
            }

            LoopTask? task = null;
            ExecutionContext.Run(context, _ => task = Asyncio.CreateTask(F()), null);
            await task!;
            t.Log(inContext.Value, variable.Value.Value);
        },
        "7 0@3");

    [Fact]
    [CPythonTest("test_threads::ToThreadTests.test_to_thread_contextvars")]
    public void S275_ToThreadRunsInACopyOfTheContext() => CheckReal(
        static t => Asyncio.Run(async () =>
        {
            var variable = new AsyncLocal<int> { Value = 3 };
            t.Log(await Asyncio.ToThread(() => variable.Value++));
            Assert.Equal(3, variable.Value);
        }),
        "3");
}
