using System.Runtime.CompilerServices;
using AsyncioSharp.Tests.Diagnostics;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Which forgotten futures and tasks are reported, and which are not.</summary>
public sealed class FutureReportTests
{
    [Theory]
    [InlineData("abandoned")]
    [InlineData("result")]
    [InlineData("result read")]
    [InlineData("exception read")]
    [InlineData("exception thrown")]
    [InlineData("exception cancelled")]
    [CPythonTest("test_futures::BaseFutureTests.test_tb_logger_abandoned")]
    [CPythonTest("test_futures::BaseFutureTests.test_tb_logger_result_unretrieved")]
    [CPythonTest("test_futures::BaseFutureTests.test_tb_logger_result_retrieved")]
    [CPythonTest("test_futures::BaseFutureTests.test_tb_logger_exception_retrieved")]
    [CPythonTest("test_futures::BaseFutureTests.test_tb_logger_exception_result_retrieved")]
    [CPythonTest("test_futures::BaseFutureTests.test_tb_logger_not_called_after_cancel")]
    public void NothingToTellOfThese(string what) => Assert.Empty(Reports(() => Forget(what)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_futures::BaseFutureTests.test_future_exception_never_retrieved_debug")]
    public void ExceptionIsReportedInDebugModeToo(bool debug)
    {
        // In debug mode the wait for the finalizers is reported too.
        LoopErrorContext report = Assert.Single(Reports(static () => Forget("exception"), debug), static report => report.Exception is not null);
        Assert.Equal("Future exception was never retrieved", report.Message);
        Assert.IsType<DivideByZeroException>(report.Exception);
    }

    // Who cancels a task wants to hear no more of it.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_tb_logger_not_called_after_cancel")]
    public void FailedTaskThatWasCancelledIsNotReported() => Assert.Empty(Reports(static () =>
    {
        LoopTask task = Asyncio.CreateTask(Forgotten.Fail(new DivideByZeroException()));
        Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(0.05), () => Assert.False(task.Cancel()));
    }));

    // In a method of its own, so that no stack slot keeps the future alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(string what)
    {
        Future<int> future = Asyncio.RunningLoop.CreateFuture<int>();
        switch (what.Split(' ')[0])
        {
            case "abandoned":
                break;
            case "result":
                future.SetResult(42);
                break;
            default:
                future.SetException(new DivideByZeroException());
                break;
        }

        switch (what)
        {
            case "result read":
                Assert.Equal(42, future.Result);
                break;
            case "exception read":
                Assert.NotNull(future.Exception);
                break;
            case "exception thrown":
                Assert.Throws<DivideByZeroException>(() => future.Result);
                break;
            case "exception cancelled":
                Assert.False(future.Cancel());
                break;
        }
    }

    private static List<LoopErrorContext> Reports(Action forget, bool debug = false)
    {
        var reports = new List<LoopErrorContext>();
        Asyncio.Run(
            async () =>
            {
                forget();
                await Asyncio.Sleep(1);
                Forgotten.Collect();
                await Asyncio.Yield();
            },
            Survivor.Options(reports.Add) with { Debug = debug });
        return reports;
    }
}
