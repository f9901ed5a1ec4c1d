using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <content>Signals of the operating system.</content>
public sealed partial class EventLoop
{
    private readonly Dictionary<PosixSignal, PosixSignalRegistration> _signals = []; // guarded by itself

    /// <summary>
    /// Calls back in the loop when the process gets a signal (asyncio: <c>add_signal_handler</c>). The signal does then nothing else:
    /// neither end the process nor, for SIGINT and SIGTERM, cancel the main task. Signals that come before the loop gets to the first one
    /// call back once each. A handler for the same signal is replaced; closing the loop removes all.
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <param name="callback">
    /// The callback, in the execution context of this call. What it throws goes to <see cref="ExceptionHandler"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    /// <exception cref="PlatformNotSupportedException">The operating system has no such signal.</exception>
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
    /// Removes the handler of a signal, which then does again what it did before (asyncio: <c>remove_signal_handler</c>).
    /// </summary>
    /// <param name="signal">The signal.</param>
    /// <returns>False when there was none.</returns>
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

    /// <summary>Whether the loop has a handler for the signal, so that the runner's own does nothing. Any thread.</summary>
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
                loop.CallExceptionHandler(new LoopErrorContext { Kind = LoopErrorKind.CallbackFailed, Message = $"Exception in the handler of {signal}", Exception = e });
            }
        }
    }
}
