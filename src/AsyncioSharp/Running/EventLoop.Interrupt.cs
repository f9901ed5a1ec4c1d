using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <content>Ctrl+C (S257 to S259).</content>
public sealed partial class EventLoop
{
    private volatile ConsoleInterruptedException? _interrupt;

    /// <summary>Ends the run with <see cref="ConsoleInterruptedException"/> after the current iteration. Any thread.</summary>
    internal void Interrupt(PosixSignal signal = PosixSignal.SIGINT)
    {
        _interrupt = new ConsoleInterruptedException(signal);
        Wake();
    }

    private void ThrowInterrupt()
    {
        ConsoleInterruptedException interrupt = _interrupt!;
        _interrupt = null;
        throw interrupt;
    }
}
