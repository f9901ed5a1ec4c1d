using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// Accepts connections and runs a handler for each (asyncio: <c>Server</c>). From <c>Asyncio.StartServer</c>.
/// </summary>
/// <remarks>
/// The handlers' tasks belong to the server: <c>await using</c> cancels and awaits what still runs, <see cref="StopAsync"/> gives it time.
/// Loop thread only.
/// </remarks>
public sealed partial class Server : IAsyncDisposable
{
    // Out of descriptors: others have to be closed before it is worth another try.
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(1);

    private const int AcceptsInIteration = 64;

    private readonly EventLoop _loop;
    private readonly Func<Connection, Coroutine> _handler;
    private readonly Listener[] _listeners;
    private readonly ServerOptions _options;
    private readonly LoopTask[] _acceptors;
    private readonly AsyncEvent _room = new();
    private readonly Dictionary<Connection, LoopTask> _served = [];
    private readonly Future _stopped;

    internal Server(EventLoop loop, Func<Connection, Coroutine> handler, Listener[] listeners, ServerOptions options)
    {
        _loop = loop;
        _handler = handler;
        _listeners = listeners;
        _options = options;
        _stopped = loop.CreateFuture();
        LocalEndPoints = Array.ConvertAll(listeners, static listener => listener.LocalEndPoint);
        _acceptors = Array.ConvertAll(listeners, listener => loop.CreateTask(AcceptAsync(listener), $"accept {listener.LocalEndPoint}"));
    }

    /// <summary>The address that it listens on; with several, the first one. Its port is the real one.</summary>
    public EndPoint LocalEndPoint => LocalEndPoints[0];

    /// <summary>The addresses that it listens on.</summary>
    public IReadOnlyList<EndPoint> LocalEndPoints { get; }

    /// <summary>Whether it accepts connections (asyncio: <c>is_serving()</c>).</summary>
    public bool IsServing { get; private set; } = true;

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => _served.Count;

    /// <summary>The addresses and the number of connections, for messages.</summary>
    public override string ToString() =>
        $"<Server {string.Join(", ", LocalEndPoints)} connections={_served.Count}{(IsServing ? string.Empty : " closed")}>";

    private bool IsFull => _served.Count >= _options.MaxConnections;

    private async Coroutine AcceptAsync(Listener listener)
    {
        int accepted = 0;
        while (IsServing)
        {
            if (IsFull)
            {
                _room.Clear();
                await _room.WaitAsync();
            }
            else if (!TryAccept(listener, out SocketError error))
            {
                await (error == SocketError.WouldBlock ? AcceptFrame.WaitAsync(listener) : Asyncio.Sleep(s_retryDelay));
            }
            else if (++accepted % AcceptsInIteration == 0)
            {
                await Asyncio.Yield();
            }
        }
    }

    private bool TryAccept(Listener listener, out SocketError error)
    {
        do
        {
            if (listener.TryAccept(out error) is { } transport)
            {
                Serve(transport);
                return true;
            }
        }
        while (error == SocketError.Interrupted);

        if (error != SocketError.WouldBlock && IsServing)
        {
            _loop.CallExceptionHandler(new LoopErrorContext
            {
                Message = $"{this} could not accept a connection; it tries again in {s_retryDelay.TotalSeconds} s",
                Exception = new SocketException((int)error),
            });
        }

        return false;
    }

    private void Serve(Transport transport)
    {
        var connection = new Connection(_loop, transport, _options.Limits);
        LoopTask task = _loop.CreateTask(ServeAsync(connection));
        _served.Add(connection, task);
    }

    private async Coroutine ServeAsync(Connection connection)
    {
        try
        {
            if (_options.Tls is { } tls)
            {
                await connection.StartTlsAsync(tls, _options.TlsHandshakeTimeout);
            }

            await _handler(connection);
        }
        catch (Exception e) when (e is not (LoopCanceledException or ConsoleInterruptedException))
        {
            string message = $"Unhandled exception in the handler of {connection}";
            _loop.CallExceptionHandler(new LoopErrorContext { Message = message, Exception = e });
            connection.Abort();
        }
        finally
        {
            await connection.DisposeAsync();
            _served.Remove(connection);
            _room.Set();
            if (_served.Count == 0)
            {
                _idle?.TryComplete(FutureStatus.Succeeded, null);
            }
        }
    }
}
