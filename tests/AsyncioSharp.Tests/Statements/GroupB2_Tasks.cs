using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>B, second half: what a task is, and what it refuses.</summary>
public sealed class GroupB2_Tasks
{
    [Fact]
    public void S038_CallbacksAndWaitersShareOneList() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0));
            task.AddDoneCallback(_ => t.Log("cb1"));
            async Coroutine Waiter()
            {
                await task;
                t.Log("waiter");
            }

            LoopTask waiter = Asyncio.CreateTask(Waiter());
            await Asyncio.Sleep(0);
            task.AddDoneCallback(_ => t.Log("cb2"));
            await waiter;
        },
        "cb1@4", "waiter@4", "cb2@4");

    [Fact]
    public void S039_EveryAwaitThrowsTheSameException() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", error: new ArgumentException("v")));
            var errors = new List<Exception>();
            for (int i = 0; i < 2; i++)
            {
                try
                {
                    await task;
                }
                catch (ArgumentException e)
                {
                    errors.Add(e);
                }
            }

            t.Log("same", ReferenceEquals(errors[0], errors[1]));
        },
        "t@2", "same True@3");

    [Fact]
    public void S040_FailedTaskStopsNobody() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t", error: new ArgumentException("v")));
            await Asyncio.Sleep(1);
            t.Log("alive", task.IsDone);
            _ = task.Exception;
        },
        "t@2", "alive True@4/1");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_task_awaits_on_itself")]
    public void S041_TaskCannotAwaitItself() => Check(
        static async t =>
        {
            async Coroutine Self()
            {
                t.Log("f");
                try
                {
                    await Asyncio.CurrentTask!;
                }
                catch (InvalidOperationException e)
                {
                    t.Log(e.Message[..27]);
                }
            }

            await Asyncio.CreateTask(Self());
        },
        "f@2", "Task cannot await on itself@3");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_other_loop_future")]
    public void S042_FutureOfAnotherLoopIsRefused() => Check(
        static async t =>
        {
            using EventLoop other = TestLoop.Create();
            Future future = other.CreateFuture();
            t.Log("a");
            try
            {
                await future;
            }
            catch (InvalidOperationException e)
            {
                t.Log(e.Message.Contains("attached to a different loop", StringComparison.Ordinal) ? "different loop" : e.Message);
            }
        },
        "a@1", "different loop@2");

    [Fact]
    public void S043_CurrentTask() => Check(
        static async t =>
        {
            Asyncio.RunningLoop.CallSoon(() => t.Log("cb", Asyncio.CurrentTask?.Name ?? "None"));
            t.Log(Asyncio.CurrentTask!.Name);
            await Asyncio.Sleep(0);
        },
        "main@1", "cb None@2");

    [Fact]
    public void S044_AllTasksAreThoseNotDone() => Check(
        static async t =>
        {
            _ = Asyncio.CreateTask(Asyncio.Sleep(1), "x");
            _ = Asyncio.CreateTask(Asyncio.Sleep(0), "d");
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            t.Log(Listing.Of(Asyncio.AllTasks().Select(static task => task.Name)));
        },
        "['main', 'x']@3");

    // The counter is the process's, and other tests make tasks meanwhile: so it is the smallest difference of many that counts.
    [Fact]
    public void S045_ExplicitNameConsumesNoNumber() => Check(
        static async t =>
        {
            static int Number(LoopTask task) => int.Parse(task.Name.AsSpan("Task-".Length), CultureInfo.InvariantCulture);
            string name = string.Empty;
            int smallest = int.MaxValue;
            for (int i = 0; i < 1000 && smallest > 1; i++)
            {
                LoopTask a = Asyncio.CreateTask(Coroutine.Completed);
                LoopTask b = Asyncio.CreateTask(Coroutine.Completed, "x");
                LoopTask c = Asyncio.CreateTask(Coroutine.Completed);
                name = b.Name;
                smallest = Math.Min(smallest, Number(c) - Number(a));
            }

            t.Log(name, smallest);
            await Asyncio.Sleep(1);
        },
        "x 1@1");

    // The compiler refuses anything but a coroutine: no overload takes it. What is left for run time is a coroutine that is used up.
    [Fact]
    public void S046_TaskIsMadeOfACoroutine() => Check(
        static async t =>
        {
            IEnumerable<Type> taken = typeof(Asyncio).GetMethods().Concat(typeof(EventLoop).GetMethods())
                .Where(static method => method.Name == nameof(Asyncio.CreateTask))
                .Select(static method => method.GetParameters()[0].ParameterType);
            string[] names = [.. taken.Select(static type => type.Name).Distinct().Order(StringComparer.Ordinal)];
            Assert.Equal(["Coroutine", "Coroutine`1", "Func`1", "Task", "Task`1", "ValueTask", "ValueTask`1"], names);

            Coroutine<object?> c = Say(t, "once");
            await c;
            t.Log(Words.Of(Assert.Throws<InvalidOperationException>(() => Asyncio.CreateTask(c))));
        },
        "once@1", "cannot reuse already awaited coroutine@1");

    // There is no ensure_future: overloads keep tasks as they are, CreateTask takes coroutines, and a coroutine around it makes one of any
    // other awaitable.
    [Fact]
    public void S047_TaskStaysItselfAndAwaitablesAreWrapped() => Check(
        static async t =>
        {
            LoopTask<int> task = Asyncio.CreateTask(Asyncio.Sleep(0, 0));
            t.Log(ReferenceEquals(((IFuture<int>)task).AsFuture(), task));
            async Coroutine<int> Wrap() => await new Foreign(t);
            t.Log(await Asyncio.CreateTask(Wrap()));
        },
        "True@1", "aw@2", "5@4");

    // The compiler refuses it on a LoopTask; a task that is seen as a future refuses at run time, under the names of our methods.
    [Fact]
    public void S048_OnlyItsCoroutineCompletesATask() => Check(
        static async t =>
        {
            foreach (string name in (string[])[nameof(Future.SetResult), nameof(Future.SetException), nameof(Future.TrySetResult), nameof(Future.TrySetException)])
            {
                MethodInfo method = typeof(LoopTask).GetMethods().Single(method => method.Name == name && method.DeclaringType == typeof(LoopTask));
                Assert.True(method.GetCustomAttribute<ObsoleteAttribute>()!.IsError);
            }

            Future task = Asyncio.CreateTask(Asyncio.Sleep(0));
            foreach (Action action in (Action[])[() => task.SetResult(), () => task.SetException(new ArgumentException("v"))])
            {
                t.Log(Assert.Throws<InvalidOperationException>(action).Message.Split(':')[0]);
            }

            Assert.False(task.IsDone);
            await task;
        },
        "Task does not support SetResult@1", "Task does not support SetException@1");

    [Fact]
    public void S049_FinallyRunsBeforeTheWaiterWakes() => Check(
        static async t =>
        {
            async Coroutine Fails()
            {
                try
                {
                    throw new ArgumentException("v");
                }
                finally
                {
                    await Asyncio.Sleep(0);
                    t.Log("fin");
                }
            }

            try
            {
                await Asyncio.CreateTask(Fails());
            }
            catch (ArgumentException)
            {
                t.Log("ve");
            }
        },
        "fin@3", "ve@4");

    /// <summary>An awaitable that the loop does not know: it suspends once and returns 5.</summary>
    private readonly struct Foreign(Trace trace) : INotifyCompletion
    {
        public bool IsCompleted => false;

        public Foreign GetAwaiter()
        {
            trace.Log("aw");
            return this;
        }

        public void OnCompleted(Action continuation) => continuation();

        public int GetResult() => 5;
    }
}
