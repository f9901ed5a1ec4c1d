using System.Net;
using System.Net.Sockets;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>The texts of handles, and a cancelled wait for a socket.</summary>
public sealed class HandleTests
{
    [Fact]
    [CPythonTest("test_events::HandleTests.test_handle_repr")]
    [CPythonTest("test_events::TimerTests.test_timer_repr")]
    public void TextNamesTheCallback()
    {
        using EventLoop loop = TestLoop.Create();
        Handle handle = loop.CallSoon(Callback);
        TimerHandle timer = loop.CallAt(TimeSpan.FromSeconds(123.5), Callback);
        Assert.Equal("<Handle Callback>", handle.ToString());
        Assert.Equal("<Handle CallbackWithState>", loop.CallSoon(CallbackWithState, 1).ToString());
        Assert.Equal("<TimerHandle when=123.5 Callback>", timer.ToString());
        handle.Cancel();
        timer.Cancel();
        Assert.Equal("<Handle cancelled Callback>", handle.ToString());
        Assert.Equal("<TimerHandle when=123.5 cancelled Callback>", timer.ToString());
    }

    [Fact]
    [CPythonTest("test_events::HandleTests.test_handle_repr_debug")]
    [CPythonTest("test_events::HandleTests.test_handle_source_traceback")]
    [CPythonTest("test_events::TimerTests.test_timer_repr_debug")]
    public void DebugModeSaysWhereTheCallbackWasRegistered()
    {
        using EventLoop loop = TestLoop.Create();
        loop.Debug = true;
        foreach (Handle handle in (Handle[])[loop.CallSoon(Callback), loop.CallSoonThreadSafe(Callback)])
        {
            Check(() => handle.ToString(), handle.Cancel, "<Handle ");
        }

        foreach (TimerHandle timer in (TimerHandle[])[loop.CallLater(TimeSpan.FromSeconds(1), Callback), loop.CallAt(TimeSpan.FromSeconds(1), Callback)])
        {
            Check(() => timer.ToString(), timer.Cancel, "<TimerHandle when=1 ");
        }

        static void Check(Func<string> text, Action cancel, string start)
        {
            AssertText("Callback");
            cancel();
            cancel();
            AssertText("cancelled Callback");

            void AssertText(string rest)
            {
                Assert.StartsWith(start + rest + Environment.NewLine + "Created at:", text(), StringComparison.Ordinal);
                Assert.Contains(nameof(DebugModeSaysWhereTheCallbackWasRegistered), text(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void HandleOfNothingSaysSo()
    {
        Assert.Equal("<Handle of nothing>", default(Handle).ToString());
        Assert.Equal("<TimerHandle when=0 of nothing>", default(TimerHandle).ToString());
    }

    // Nothing ever comes in; a .NET socket is foreign to the loop, and the task's token ends its wait.
    [Fact]
    [CPythonTest("test_events::EventLoopTestsMixin.test_prompt_cancellation")]
    public void CancelledWaitForASocketEndsAtOnce()
    {
        using var loop = new EventLoop();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        LoopTask<int> receive = loop.CreateTask(Receive());
        LoopTask<string> main = loop.CreateTask(Main());
        loop.RunForever();
        Assert.Equal("cancelled", main.Result);
        Assert.Throws<LoopCanceledException>(() => receive.Result);

        async Coroutine<int> Receive() => await socket.ReceiveAsync(new byte[1], Asyncio.CurrentToken);

        async Coroutine<string> Main()
        {
            try
            {
                loop.CallSoon(() => receive.Cancel());
                await receive;
                return "received";
            }
            catch (LoopCanceledException)
            {
                return "cancelled";
            }
            finally
            {
                loop.Stop();
            }
        }
    }

    private static void Callback()
    {
    }

    private static void CallbackWithState(object? state) => Assert.NotNull(state);
}
