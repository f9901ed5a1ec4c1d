using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>J, third part: a group is used where and when it cannot be.</summary>
public sealed class GroupJ3_TaskGroupMisuse
{
    // "Before entering" has no form here: there is a group only while its body runs, and afterwards for who kept it.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_no_create_task_after_failure")]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_finished")]
    public void S183_CreateTaskAfterTheEndAndDuringTheAbort() => Check(
        static async t =>
        {
            TaskGroup group = null!;
            await TaskGroup.Run(g =>
            {
                group = g;
                return Coroutine.Completed;
            });
            TryIt();

            async Coroutine Late()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    TryIt();
                    throw;
                }
            }

            try
            {
                await TaskGroup.Run(g =>
                {
                    group = g;
                    g.CreateTask(Late());
                    g.CreateTask(Say(t, "x", error: new ArgumentException("v")));
                    return Coroutine.Completed;
                });
            }
            catch (TaskGroupException)
            {
            }

            void TryIt()
            {
                try
                {
                    group.CreateTask(Asyncio.Sleep(0));
                }
                catch (InvalidOperationException e)
                {
                    t.Log(e.Message.Replace("TaskGroup ", string.Empty));
                }
            }
        },
        "is finished@1", "x@2", "is shutting down@4");

    // The other half of S183: a coroutine that the group refuses is closed, so that nobody reports it as never awaited.
    [Fact]
    public void RefusedCoroutineIsClosed_AlsoS183() => Check(
        static async t =>
        {
            TaskGroup group = null!;
            await TaskGroup.Run(g =>
            {
                group = g;
                return Coroutine.Completed;
            });
            Coroutine<object?> refused = Say(t, "never");
            Assert.Throws<InvalidOperationException>(() => group.CreateTask(refused));
            try
            {
                await refused;
            }
            catch (InvalidOperationException e)
            {
                t.Log(Words.Of(e));
            }
        },
        "cannot reuse already awaited coroutine@1");

    // The nearest to entering a group twice is to await its run twice: it is a coroutine.
    [Fact]
    [CPythonTest("test_taskgroups::TestTaskGroup.test_taskgroup_double_enter")]
    public void S185_RunIsAwaitedOnce() => Check(
        static async t =>
        {
            Coroutine run = TaskGroup.Run(static _ => Coroutine.Completed);
            await run;
            try
            {
                await run;
            }
            catch (InvalidOperationException e)
            {
                t.Log(e.Message.Contains("already"));
            }
        },
        "True@1");
}
