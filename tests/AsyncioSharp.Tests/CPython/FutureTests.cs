using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>A promise by itself: its states, its text, its callbacks.</summary>
public sealed class FutureTests
{
    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_initial_state")]
    public void NewFutureIsPending()
    {
        using EventLoop loop = TestLoop.Create();
        Future<int> future = loop.CreateFuture<int>();
        Assert.False(future.IsCanceled);
        Assert.False(future.IsDone);
        future.Cancel();
        Assert.True(future.IsCanceled);
    }

    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_constructor_use_running_loop")]
    public void FutureIsOnTheRunningLoop()
    {
        using EventLoop loop = TestLoop.Create();
        Future made = null!;
        loop.RunUntilComplete(Make());
        Assert.Same(loop, made.Loop);

        async Coroutine Make()
        {
            made = new Future();
            await Coroutine.Completed;
        }
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("result")]
    [InlineData("exception")]
    [CPythonTest("test_futures::BaseFutureTests.test_cancel")]
    [CPythonTest("test_futures::BaseFutureTests.test_result")]
    [CPythonTest("test_futures::BaseFutureTests.test_exception")]
    public void DoneFutureStaysAsItIs(string end)
    {
        using EventLoop loop = TestLoop.Create();
        Future<int> future = loop.CreateFuture<int>();
        var error = new KeyNotFoundException();
        Assert.Throws<InvalidStateException>(() => future.Result);
        Assert.Throws<InvalidStateException>(() => future.Exception);
        switch (end)
        {
            case "cancelled":
                Assert.True(future.Cancel());
                break;
            case "result":
                future.SetResult(42);
                break;
            default:
                future.SetException(error);
                break;
        }

        Assert.Equal(end == "cancelled", future.IsCanceled);
        Assert.True(future.IsDone);
        switch (end)
        {
            case "cancelled":
                Assert.Throws<LoopCanceledException>(() => future.Result);
                Assert.Throws<LoopCanceledException>(() => future.Exception);
                break;
            case "result":
                Assert.Equal(42, future.Result);
                Assert.Null(future.Exception);
                break;
            default:
                Assert.Same(error, Assert.Throws<KeyNotFoundException>(() => future.Result));
                Assert.Same(error, future.Exception);
                break;
        }

        Assert.Throws<InvalidStateException>(() => future.SetResult(0));
        Assert.Throws<InvalidStateException>(() => future.SetException(new ArgumentException("x")));
        Assert.False(future.Cancel());
    }

    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_set_result_unless_cancelled")]
    public void TrySetResultLeavesACancelledFutureAlone()
    {
        using EventLoop loop = TestLoop.Create();
        Future<int> future = loop.CreateFuture<int>();
        future.Cancel();
        Assert.False(future.TrySetResult(2));
        Assert.True(future.IsCanceled);
    }

    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_yield_from_twice")]
    public void SecondAwaitDoesNotSuspend()
    {
        using var test = new TestLoop();
        Future<int> future = test.Loop.CreateFuture<int>();
        var log = new List<string>();
        test.Loop.CreateTask(Body());
        test.RunUntilIdle();
        Assert.Equal(["A"], log);
        future.SetResult(42);
        test.RunUntilIdle();
        Assert.Equal(["A", "B 42", "C 42"], log);

        async Coroutine Body()
        {
            log.Add("A");
            log.Add($"B {await future}");
            long iteration = Asyncio.RunningLoop.Iteration;
            log.Add($"C {await future}");
            Assert.Equal(iteration, Asyncio.RunningLoop.Iteration);
        }
    }

    // Neither callbacks nor the place of creation are in the text: those are in the debugger.
    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_future_repr")]
    public void TextTellsTheState()
    {
        using EventLoop loop = TestLoop.Create();
        Future<int> future = loop.CreateFuture<int>();
        Assert.Equal("<Future pending>", future.ToString());
        future.Cancel();
        Assert.Equal("<Future cancelled>", future.ToString());
        future = loop.CreateFuture<int>();
        future.SetResult(4);
        Assert.Equal("<Future finished result=4>", future.ToString());
        future = loop.CreateFuture<int>();
        future.SetException(new InvalidOperationException());
        Assert.Equal("<Future failed with InvalidOperationException>", future.ToString());
        Assert.IsType<InvalidOperationException>(future.Exception);
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData("abc", "'abc'")]
    [InlineData(true, "true")]
    [InlineData(1.5, "<Double>")]
    public void TextOfAResultIsShort(object? result, string expected)
    {
        using EventLoop loop = TestLoop.Create();
        Future<object?> future = loop.CreateFuture<object?>();
        future.SetResult(result);
        Assert.Equal($"<Future finished result={expected}>", future.ToString());
    }

    [Theory]
    [InlineData("", "42 17 100")]
    [InlineData("0 0", "17 100")]
    [InlineData("0 1 0", "100")]
    [InlineData("2 2", "42 17")]
    [CPythonTest("test_futures::BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_result")]
    [CPythonTest("test_futures::BaseFutureDoneCallbackTests.test_callbacks_remove_first_callback")]
    [CPythonTest("test_futures::BaseFutureDoneCallbackTests.test_callbacks_remove_first_and_second_callback")]
    [CPythonTest("test_futures::BaseFutureDoneCallbackTests.test_callbacks_remove_third_callback")]
    public void CallbacksRunInOrderButThoseRemoved(string removed, string called)
    {
        using var test = new TestLoop();
        var bag = new List<int>();
        Future<string> future = test.Loop.CreateFuture<string>();
        Action<Future>[] callbacks = [_ => bag.Add(42), _ => bag.Add(17), _ => bag.Add(100)];
        Array.ForEach(callbacks, future.AddDoneCallback);
        foreach (char index in removed.Where(char.IsDigit))
        {
            future.RemoveDoneCallback(callbacks[index - '0']);
        }

        Assert.Empty(bag);
        future.SetResult("foo");
        Assert.Empty(bag);
        test.RunUntilIdle();
        Assert.Equal(called, string.Join(' ', bag));
        Assert.Equal("foo", future.Result);
    }

    [Fact]
    [CPythonTest("test_futures::BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_exception")]
    public void CallbacksRunAfterAnExceptionToo()
    {
        using var test = new TestLoop();
        var bag = new List<int>();
        Future<string> future = test.Loop.CreateFuture<string>();
        future.AddDoneCallback(_ => bag.Add(100));
        var error = new InvalidOperationException();
        future.SetException(error);
        Assert.Empty(bag);
        test.RunUntilIdle();
        Assert.Equal([100], bag);
        Assert.Same(error, future.Exception);
    }

    [Fact]
    [CPythonTest("test_futures::BaseFutureDoneCallbackTests.test_remove_done_callback")]
    public void RemoveTellsHowManyRegistrationsThereWere()
    {
        using var test = new TestLoop();
        var bag = new List<int>();
        Future<string> future = test.Loop.CreateFuture<string>();
        Action<Future> one = _ => bag.Add(1);
        Action<Future> two = _ => bag.Add(2);
        Action<Future> three = _ => bag.Add(3);
        Array.ForEach([one, one, two, three], future.AddDoneCallback);
        Assert.Equal(1, future.RemoveDoneCallback(three));
        Assert.Equal(0, future.RemoveDoneCallback(three));
        Assert.Equal(2, future.RemoveDoneCallback(one));
        Assert.Equal(0, future.RemoveDoneCallback(one));
        future.SetResult("foo");
        test.RunUntilIdle();
        Assert.Equal([2], bag);
        Assert.Equal("foo", future.Result);
    }

    [Fact]
    [CPythonTest("test_futures2::FutureTests.test_handle_exc_handler_correct_context")]
    public void ErrorOfACallbackIsReportedInTheCallbacksContext() => TestLoop.Run(static async () =>
    {
        var name = new AsyncLocal<string?> { Value = "foo" };
        string? seen = null;
        Asyncio.RunningLoop.ExceptionHandler = (_, _) => seen = name.Value;
        Asyncio.RunningLoop.CallSoon(() =>
        {
            name.Value = "bar";
            throw new DivideByZeroException();
        });
        await Asyncio.Sleep(0);
        Assert.Equal("bar", seen);
        Assert.Equal("foo", name.Value);
    });
}
