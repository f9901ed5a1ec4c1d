using System.Runtime.InteropServices;

// The loop may be stuck in a step when the limit of the shutdown is over, so its timers cannot tell the time here.
#pragma warning disable RS0030
namespace AsyncioSharp;

/// <summary>
/// Ctrl+C and SIGTERM while a runner runs or shuts down. An exception of a SIGTERM that leaves the program ends it quietly, with the exit
/// code that the signal would have given it.
/// </summary>
internal sealed class RunSignals : IDisposable
{
    private const int TerminatedExitCode = 128 + 15;

    // After the time limit of a SIGTERM has passed, a step that does not end has this long before the process ends without it.
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

    // Called a second time, it finds a step that does not end.
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
