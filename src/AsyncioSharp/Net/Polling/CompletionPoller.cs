namespace AsyncioSharp;

/// <summary>
/// Any platform: a read waits in an operation of .NET's socket engine that receives nothing and ends when there is something to receive.
/// What has no such operation (a listener, a connect, a full send buffer) waits in <see cref="SelectThread"/>. Both wake the loop as
/// another thread does.
/// </summary>
internal sealed class CompletionPoller(EventLoop loop) : Poller
{
    private readonly SelectThread _select = new();

    internal override void AwaitReadable(PolledSocket socket) => StateOf(socket).AwaitReadable();

    internal override void AwaitWritable(PolledSocket socket) => StateOf(socket).AwaitWritable();

    internal override void Wait(long ticks) => loop.Clock.Wait(ticks);

    // Readiness comes as other threads' work does.
    internal override void Poll()
    {
    }

    internal override void Wake() => loop.Clock.Wake();

    private protected override void Watch(PolledSocket socket) => socket.PollerState = new SocketReadiness(socket, _select);

    private protected override void Unwatch(PolledSocket socket, bool staysOpen) => StateOf(socket).Close();

    private protected override void CloseHandles() => _select.Close();

    private static SocketReadiness StateOf(PolledSocket socket) => (SocketReadiness)socket.PollerState!;
}
