namespace AsyncioSharp;

/// <summary>
/// For any platform. A read waits in an operation of .NET's socket engine that receives no bytes and completes when there is something to
/// receive. Waits without such an operation (a listener, a connect, a full send buffer) use <see cref="SelectThread"/>. Both wake the loop
/// like any other thread.
/// </summary>
internal sealed class CompletionPoller(EventLoop loop) : Poller
{
    private readonly SelectThread _select = new();

    internal override void AwaitReadable(PolledSocket socket) => StateOf(socket).AwaitReadable();

    internal override void AwaitWritable(PolledSocket socket) => StateOf(socket).AwaitWritable();

    internal override void Wait(long ticks) => loop.Clock.Wait(ticks);

    // Readiness arrives like work from other threads.
    internal override void Poll()
    {
    }

    internal override void Wake() => loop.Clock.Wake();

    private protected override void Watch(PolledSocket socket) => socket.PollerState = new SocketReadiness(socket, _select);

    private protected override void Unwatch(PolledSocket socket, bool staysOpen) => StateOf(socket).Close();

    private protected override void CloseHandles() => _select.Close();

    private static SocketReadiness StateOf(PolledSocket socket) => (SocketReadiness)socket.PollerState!;
}
