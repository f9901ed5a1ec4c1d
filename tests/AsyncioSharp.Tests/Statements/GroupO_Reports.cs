using System.Runtime.CompilerServices;
using AsyncioSharp.Tests.Diagnostics;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>O: reports and debug mode.</summary>
public sealed class GroupO_Reports
{
    // CPython reports inside of the collection, in iteration 4; here finalizers have their own thread, and the loop's next iteration reports.
    [Fact]
    public void S260_AnExceptionNeverRetrievedIsReported() => Check(
        static async t =>
        {
            Forget(t);
            await Asyncio.Sleep(1);
            Forgotten.Collect();
            await Asyncio.Yield();
            t.Log("end");

            [MethodImpl(MethodImplOptions.NoInlining)]
            static void Forget(Trace t) => _ = Asyncio.CreateTask(Say(t, "t", error: new ArgumentException()));
        },
        "t@2", "EXH Task exception was never retrieved ArgumentException@5/1", "end@5/1");

    [Fact]
    public void S261_RetrievedOnesAndCancellationsAreNot() => Check(
        static async t =>
        {
            await Use(t);
            Forgotten.Collect();
            t.Log("end");

            static async Coroutine Use(Trace t)
            {
                LoopTask<object?> failed = Asyncio.CreateTask(Say(t, "t", error: new ArgumentException()));
                await Asyncio.Sleep(1);
                _ = failed.Exception;
                LoopTask canceled = Asyncio.CreateTask(Asyncio.Sleep(9));
                await Asyncio.Sleep(0);
                canceled.Cancel();
                await Asyncio.Sleep(1);
            }
        },
        "t@2", "end@8/2");

    // As S260: one iteration later than CPython.
    [Fact]
    public void S262_AFutureExceptionNeverRetrievedIsReported() => Check(
        static async t =>
        {
            Forgotten.FailFuture(new ArgumentException());
            Forgotten.Collect();
            await Asyncio.Yield();
            t.Log("end");
        },
        "EXH Future exception was never retrieved ArgumentException@2", "end@2");

    // WE: the loop holds it, so it is still there.
    [Fact]
    public void S263_ATaskThatNobodyHoldsGoesOn() => Check(
        static async t =>
        {
            Start();
            await Asyncio.Sleep(0);
            Forgotten.Collect();
            t.Log("end", Asyncio.AllTasks().Count);

            [MethodImpl(MethodImplOptions.NoInlining)]
            static void Start() => _ = Asyncio.CreateTask(WaitForNothing());

            static async Coroutine WaitForNothing() => await new Future();
        },
        "end 2@2");

    [Fact]
    public void S264_ACoroutineNeverAwaitedIsReported()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static async () =>
        {
            Forgotten.Call(Forgotten.NeverAwaited);
            Forgotten.Collect();
            await Asyncio.Yield();
        });
        Assert.StartsWith("coroutine 'Forgotten.NeverAwaited' was never awaited", Assert.Single(reports).Message, StringComparison.Ordinal);
    }

    // No clock decides: the threshold is zero, so every step is slow.
    [Fact]
    public void S265_ASlowStepIsReported()
    {
        var messages = new List<string>();
        Asyncio.Run(
            static async () =>
            {
                Asyncio.RunningLoop.SlowCallbackThreshold = TimeSpan.Zero;
                await Asyncio.Yield();
            },
            new RunOptions { Debug = true, HandleInterrupt = false, ExceptionHandler = (_, context) => messages.Add(context.Message) });
        Assert.Contains(messages, static message => message.StartsWith("Executing <Task", StringComparison.Ordinal) && message.Contains(" took ", StringComparison.Ordinal));
    }

    // Always on, not in debug mode only.
    [Fact]
    public void S266_CallSoonFromAnotherThreadThrows() => Survivor.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        Exception? error = Survivor.Elsewhere(() => loop.CallSoon(static () => { }));
        Assert.StartsWith("Non-thread-safe operation invoked", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
        await Coroutine.Completed;
    });

    // A coroutine method is no callback for the compiler: it is no Action. A lambda that drops one is AIO201's.
    [Fact]
    public void S267_CallSoonTakesNoCoroutine() => Assert.DoesNotContain(
        typeof(EventLoop).GetMethods().Where(static method => method.Name.StartsWith("Call", StringComparison.Ordinal)).SelectMany(static method => method.GetParameters()),
        static parameter => parameter.ParameterType == typeof(Func<Coroutine>) || parameter.ParameterType == typeof(Coroutine));

    [Fact]
    public void S268_AHandlerThatThrowsDoesNotEndTheLoop() => CheckReal(
        static t =>
        {
            using var log = new StringWriter();
            Asyncio.Run(
                async () =>
                {
                    EventLoop loop = Asyncio.RunningLoop;
                    loop.ExceptionHandler = static (_, _) => throw new DivideByZeroException();
                    loop.CallSoon(static () => throw new KeyNotFoundException());
                    await Asyncio.Yield();
                    await Asyncio.Yield();
                    t.Log("alive");
                },
                new RunOptions { HandleInterrupt = false, Logger = new TextLogger(log) });
            t.Log(log.ToString().Split(Environment.NewLine)[0]);
        },
        "alive", "Error: Unhandled error in exception handler DivideByZeroException");

    [Fact]
    public void S269_ATaskDescribesItself() => Check(
        static async t =>
        {
            static async Coroutine Waits() => await new Future();

            LoopTask task = Asyncio.CreateTask(Waits(), "nm");
            await Asyncio.Sleep(0);
            string text = task.ToString();
            t.Log(string.Join(", ", new[] { "pending", "name='nm'", "coro=<", "wait_for=<Future pending" }.Where(part => text.Contains(part, StringComparison.Ordinal))));
        },
        "pending, name='nm', coro=<, wait_for=<Future pending@2");

    // WE: every level, outermost first. CPython gives one.
    [Fact]
    public void S270_TheAwaitStackHasAllLevels() => Check(
        static async t =>
        {
            static async Coroutine Inner() => await Asyncio.Sleep(9);
            static async Coroutine Outer() => await Inner();

            LoopTask task = Asyncio.CreateTask(Outer());
            await Asyncio.Sleep(0);
            t.Log(string.Join(" > ", task.AwaitStack));
        },
        "GroupO_Reports.Outer > GroupO_Reports.Inner > Asyncio.Sleep@2");
}
