using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <content>Signals of the operating system.</content>
public sealed partial class EventLoop
{
    private readonly Dictionary<PosixSignal, PosixSignalRegistration> _signals = []; // guarded by itself

    /// <summary>
    /// Calls a callback on the loop when the process receives a signal (asyncio: <c>add_signal_handler</c>). The signal then has no other
    /// effect: it does not end the process and, for SIGINT and SIGTERM, does not cancel the main task. Each signal that arrives before the
    /// loop handles the first one causes its own call. A new handler for the same signal replaces the old one; closing the loop removes all
    /// handlers.
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <param name="callback">
    /// The callback; it runs in the execution context of this call. Its exceptions go to <see cref="ExceptionHandler"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    /// <exception cref="PlatformNotSupportedException">The operating system does not support this signal.</exception>
    public void AddSignalHandler(PosixSignal signal, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ThrowIfClosed();
        CheckThread();
        ExecutionContext? context = ExecutionContext.Capture();
        PosixSignalRegistration registration = PosixSignalRegistration.Create(signal, received =>
        {
            received.Cancel = TryEnqueueFromAnywhere(new SignalWorkItem(callback, context, received.Signal), null);
        });
        lock (_signals)
        {
            _signals.Remove(signal, out PosixSignalRegistration? previous);
            previous?.Dispose();
            _signals[signal] = registration;
        }
    }

    /// <summary>
    /// Removes the handler of a signal and restores the signal's previous effect (asyncio: <c>remove_signal_handler</c>).
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <returns>False if there was no handler.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public bool RemoveSignalHandler(PosixSignal signal)
    {
        CheckThread();
        lock (_signals)
        {
            if (!_signals.Remove(signal, out PosixSignalRegistration? registration))
            {
                return false;
            }

            registration.Dispose();
            return true;
        }
    }

    /// <summary>True if the loop has a handler for the signal, so that the runner's own handler does nothing. Any thread.</summary>
    internal bool HandlesSignal(PosixSignal signal)
    {
        lock (_signals)
        {
            return _signals.ContainsKey(signal);
        }
    }

    private void RemoveSignalHandlers()
    {
        lock (_signals)
        {
            foreach (PosixSignalRegistration registration in _signals.Values)
            {
                registration.Dispose();
            }

            _signals.Clear();
        }
    }

    private sealed class SignalWorkItem(Action callback, ExecutionContext? context, PosixSignal signal) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            loop.EnterCallback(context);
            try
            {
                callback();
            }
            catch (Exception e) when (e is not ConsoleInterruptedException)
            {
                loop.Report(LoopErrorKind.CallbackFailed, $"Exception in the handler of {signal}", e);
            }
        }
    }
}
