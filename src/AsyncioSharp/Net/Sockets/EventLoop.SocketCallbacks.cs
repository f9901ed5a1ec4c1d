using System.Net.Sockets;

namespace AsyncioSharp;

/// <content>Callbacks for sockets that are ready.</content>
public sealed partial class EventLoop
{
    private Dictionary<Socket, SocketCallbacks>? _socketCallbacks;

    /// <summary>
    /// Calls back in every iteration in which the socket can be read, or has a connection to accept (asyncio: <c>add_reader</c>). Replaces
    /// an earlier reader. The socket becomes non-blocking.
    /// </summary>
    /// <param name="socket">The socket. Remove the callbacks before you close it.</param>
    /// <param name="callback">The callback. What it throws goes to <see cref="ExceptionHandler"/>.</param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public void AddReader(Socket socket, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        CallbacksOf(socket).Set(callback, null);
    }

    /// <summary>
    /// Calls back in every iteration in which the socket takes bytes, or a connect has ended. See <see cref="AddReader"/>.
    /// </summary>
    /// <param name="socket">The socket.</param>
    /// <param name="callback">The callback.</param>
    public void AddWriter(Socket socket, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        CallbacksOf(socket).Set(null, callback);
    }

    /// <summary>Ends what <see cref="AddReader"/> began (asyncio: <c>remove_reader</c>).</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>Whether there was a reader.</returns>
    public bool RemoveReader(Socket socket) => RemoveCallback(socket, isWrite: false);

    /// <summary>Ends what <see cref="AddWriter"/> began (asyncio: <c>remove_writer</c>).</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>Whether there was a writer.</returns>
    public bool RemoveWriter(Socket socket) => RemoveCallback(socket, isWrite: true);

    private SocketCallbacks CallbacksOf(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ThrowIfClosed();
        CheckThread();
        _socketCallbacks ??= [];
        if (!_socketCallbacks.TryGetValue(socket, out SocketCallbacks? callbacks))
        {
            callbacks = new SocketCallbacks(this, socket);
            _socketCallbacks.Add(socket, callbacks);
        }

        return callbacks;
    }

    private bool RemoveCallback(Socket socket, bool isWrite)
    {
        ArgumentNullException.ThrowIfNull(socket);
        CheckThread();
        if (_socketCallbacks is null || !_socketCallbacks.TryGetValue(socket, out SocketCallbacks? callbacks))
        {
            return false;
        }

        bool removed = callbacks.Remove(isWrite);
        if (callbacks.IsEmpty)
        {
            callbacks.Detach();
            _socketCallbacks.Remove(socket);
        }

        return removed;
    }
}
