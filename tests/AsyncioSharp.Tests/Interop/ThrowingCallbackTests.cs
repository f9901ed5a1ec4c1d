namespace AsyncioSharp.Tests.Interop;

/// <summary>Whatever of the user's throws inside of the loop is reported, and the loop goes on.</summary>
public sealed class ThrowingCallbackTests
{
    [Fact]
    public void TokenCallbackOfAFunctionOnAThread()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static async () =>
        {
            using var registered = new ManualResetEventSlim();
            using var released = new ManualResetEventSlim();
            Future<int> future = Asyncio.RunningLoop.RunInExecutor(token =>
            {
                token.Register(static () => throw new InvalidOperationException("token callback"));
                registered.Set();
                released.Wait();
                return 1;
            });
#pragma warning disable AIO104, AIO155 // The test has nothing else to do meanwhile.
            registered.Wait();
#pragma warning restore AIO104, AIO155
            future.Cancel();
            await Asyncio.Yield();
            await Asyncio.Yield();
            released.Set();
        });
        Assert.Contains("token callback", Assert.Single(reports).Exception!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ContinuationThatWasPassedByHand()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static async () =>
        {
            var future = new Future();
            future.GetAwaiter().OnCompleted(static () => throw new InvalidOperationException("continuation"));
            Asyncio.Yield().GetAwaiter().OnCompleted(static () => throw new InvalidOperationException("continuation"));
            future.SetResult();
            await Asyncio.Sleep(1);
        });
        Assert.Equal(["continuation", "continuation"], reports.Select(static report => report.Exception!.Message));
    }

    [Fact]
    public void OverriddenCancel()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static async () =>
        {
            var future = new BrokenFuture();

            async Coroutine Wait() => await future;

            LoopTask task = Asyncio.CreateTask(Asyncio.WaitFor(Wait(), 1));
            await Asyncio.Sleep(2);
            future.SetResult(1);
            await Asyncio.Wait([task]);
        });
        Assert.Contains(reports, static report => report.Exception?.Message == "cancel");
    }

    [Fact]
    public void ErrorTextAndStderrThatThrow()
    {
        TextWriter stderr = Console.Error;
        try
        {
            Console.SetError(new BrokenWriter());
            bool wentOn = false;
            Asyncio.Run(async () =>
            {
                Asyncio.RunningLoop.CallSoon(static () => throw new BrokenException());
                await Asyncio.Sleep(0);
                await Asyncio.Sleep(0);
                wentOn = true;
            });
            Assert.True(wentOn);
        }
        finally
        {
            Console.SetError(stderr);
        }
    }

    // An awaiter that is broken: its second call must not wake what the first has resumed.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AwaiterThatCallsItsContinuationTwice(bool fromAnotherThread) => Assert.Empty(Survivor.Run(async () =>
    {
        Assert.Equal(1, await Twice());
        for (int i = 0; i < 10; i++)
        {
            await new TwiceAwaitable(fromAnotherThread);
        }

        async Coroutine<int> Twice()
        {
            await new TwiceAwaitable(fromAnotherThread);
            return 1;
        }
    }));

    private sealed class BrokenFuture : Future<int>
    {
        public override bool Cancel(string? message = null) => throw new InvalidOperationException("cancel");
    }

    private sealed class BrokenException : Exception
    {
        public override string Message => throw new InvalidOperationException("message");

        public override string ToString() => throw new InvalidOperationException("text");
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("closed");

        public override void Write(string? value) => throw new IOException("closed");
    }

    private sealed class TwiceAwaitable(bool fromAnotherThread) : System.Runtime.CompilerServices.INotifyCompletion
    {
        public bool IsCompleted => false;

        public TwiceAwaitable GetAwaiter() => this;

        public void OnCompleted(Action continuation)
        {
            if (fromAnotherThread)
            {
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    continuation();
                    continuation();
                });
            }
            else
            {
                continuation();
                continuation();
            }
        }

        public void GetResult()
        {
        }
    }
}
