using System.Runtime.InteropServices;

// A step may block the loop when the shutdown timeout elapses, so the loop's timers cannot be used here.
#pragma warning disable RS0030
namespace AsyncioSharp;

/// <summary>
/// Handles Ctrl+C and SIGTERM while a runner runs or shuts down. If the exception of a SIGTERM leaves the program, the process exits
/// quietly with the exit code that the signal would have caused.
/// </summary>
internal sealed class RunSignals : IDisposable
{
    private const int TerminatedExitCode = 128 + 15;

    // After the timeout of a SIGTERM, a step that does not complete has this long before the process exits anyway.
    private static readonly TimeSpan s_lastGrace = TimeSpan.FromSeconds(3);

    private readonly AsyncioRunner _runner;
    private readonly TimeSpan _limit;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Timer? _deadline;

    internal RunSignals(AsyncioRunner runner, RunOptions options)
    {
        _runner = runner;
        _limit = options.ShutdownTimeout;
        if (options.HandleInterrupt)
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        }

        if (options.HandleTermination)
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        }

        if (options.DumpOnQuit ?? Environment.GetEnvironmentVariable("ASYNCIO_DUMP_ON_QUIT") is "1" or "true")
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Dump));
        }
    }

    public void Dispose()
    {
        _registrations.ForEach(static registration => registration.Dispose());
        _deadline?.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_runner.HandlesSignal(context.Signal))
        {
            return;
        }

        context.Cancel = _runner.Interrupt(context.Signal);
        if (context.Signal == PosixSignal.SIGTERM && _deadline is null)
        {
            AppDomain.CurrentDomain.UnhandledException += ExitQuietly;
            if (!LoopTime.IsNever(_limit))
            {
                _deadline = new Timer(_ => EndNow(), null, _limit, s_lastGrace);
            }
        }
    }

    private static void Dump(PosixSignalContext context)
    {
        context.Cancel = true;
        DefaultExceptionHandler.WriteToConsole(LoopDumps.Describe(DumpFormat.Tree));
    }

    // A second call means that a step does not complete.
    private void EndNow()
    {
        if (!_runner.TryEndRun())
        {
            Environment.Exit(TerminatedExitCode);
        }
    }

    private static void ExitQuietly(object sender, UnhandledExceptionEventArgs args)
    {
        if (args.ExceptionObject is ConsoleInterruptedException { Signal: PosixSignal.SIGTERM })
        {
            Environment.Exit(TerminatedExitCode);
        }
    }
}
