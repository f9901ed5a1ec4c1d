using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>Accepts connections and runs a handler for each (asyncio: <c>Server</c>). <c>Asyncio.StartServer</c> creates it.</summary>
/// <remarks>
/// The server owns the handlers' tasks: <c>await using</c> cancels and awaits those still running; <see cref="StopAsync"/> gives them time
/// to complete. Loop thread only.
/// </remarks>
/// <example>
/// <code>
/// static async Coroutine Echo(Connection connection)
/// {
///     await foreach (string line in connection.ReadLinesAsync()) { await connection.WriteLineAsync(line); }
/// }
///
/// await using Server server = await Asyncio.StartServer(Echo, "localhost", 0);
/// Console.WriteLine(server.LocalEndPoint);
/// await server.StopAsync(TimeSpan.FromSeconds(5));   // or: await server.ServeForeverAsync();
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Server : IAsyncDisposable
{
    // The process has no free descriptors: some must be closed before another try is worthwhile.
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

    /// <summary>The first address that the server listens on, with the port actually in use.</summary>
    public EndPoint LocalEndPoint => LocalEndPoints[0];

    /// <summary>The addresses that the server listens on.</summary>
    public IReadOnlyList<EndPoint> LocalEndPoints { get; }

    /// <summary>Whether the server accepts connections (asyncio: <c>is_serving()</c>).</summary>
    public bool IsServing { get; private set; } = true;

    /// <summary>The number of open connections.</summary>
    public int ConnectionCount => _served.Count;

    /// <summary>Describes the addresses and the number of connections, for messages.</summary>
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
            string message = $"{this} could not accept a connection; it tries again in {s_retryDelay.TotalSeconds} s";
            _loop.Report(LoopErrorKind.Other, message, new SocketException((int)error));
        }

        return false;
    }

    private void Serve(Transport transport)
    {
        var connection = new Connection(_loop, transport, _options.Limits);
        LoopTask task = _loop.CreateTask(ServeAsync(connection));
        _served.Add(connection, task);

        // Not at the end of the coroutine: a task that is canceled before its first step never enters it.
        task.AddDoneCallback(_ => OnServed(connection));
    }

    private void OnServed(Connection connection)
    {
        connection.BeginClose();
        _served.Remove(connection);
        _room.Set();
        if (_served.Count == 0)
        {
            _idle?.TryComplete(FutureStatus.Succeeded, null);
        }
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
            _loop.Report(LoopErrorKind.Other, message, e);
            connection.Abort();
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
