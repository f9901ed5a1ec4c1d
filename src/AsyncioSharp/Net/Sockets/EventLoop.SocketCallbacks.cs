using System.Net.Sockets;

namespace AsyncioSharp;

/// <content>Callbacks for sockets that are ready.</content>
public sealed partial class EventLoop
{
    private Dictionary<Socket, SocketCallbacks>? _socketCallbacks;

    /// <summary>
    /// Calls a callback in every iteration in which the socket is readable or has a connection to accept (asyncio: <c>add_reader</c>).
    /// Replaces an earlier reader. The socket becomes non-blocking.
    /// </summary>
    /// <param name="socket">The socket. Remove the callbacks before closing it.</param>
    /// <param name="callback">The callback. Its exceptions go to <see cref="ExceptionHandler"/>.</param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public void AddReader(Socket socket, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        CallbacksOf(socket).Set(callback, null);
    }

    /// <summary>
    /// Calls a callback in every iteration in which the socket is writable, or its connect has completed (asyncio: <c>add_writer</c>). See
    /// <see cref="AddReader"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    /// <param name="socket">The socket.</param>
    /// <param name="callback">The callback.</param>
    public void AddWriter(Socket socket, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        CallbacksOf(socket).Set(null, callback);
    }

    /// <summary>Removes the callback set by <see cref="AddReader"/> (asyncio: <c>remove_reader</c>).</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>True if there was a reader.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public bool RemoveReader(Socket socket) => RemoveCallback(socket, isWrite: false);

    /// <summary>Removes the callback set by <see cref="AddWriter"/> (asyncio: <c>remove_writer</c>).</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>True if there was a writer.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
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
