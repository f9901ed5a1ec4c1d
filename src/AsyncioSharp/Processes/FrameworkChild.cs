using System.ComponentModel;
using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A child process based on <see cref="Process"/>, for systems without a better API.</summary>
internal sealed class FrameworkChild : ChildProcess
{
    private readonly Process _process;
    private volatile int _signalSent;

    private FrameworkChild(Process process)
    {
        _process = process;
        Id = process.Id;
        ProcessStartInfo start = process.StartInfo;
        Input = start.RedirectStandardInput ? process.StandardInput.BaseStream : null;
        Output = start.RedirectStandardOutput ? process.StandardOutput.BaseStream : null;
        Error = start.RedirectStandardError ? process.StandardError.BaseStream : null;
    }

    internal override int Id { get; }

    internal static new FrameworkChild Start(string program, string[] arguments, ProcessOptions options)
    {
        var process = new Process { StartInfo = StartInfo(program, arguments, options) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw StartError(program, OperatingSystem.IsWindows() && e.NativeErrorCode == 5 ? PosixCalls.NoAccess : e.NativeErrorCode, e);
        }

        var child = new FrameworkChild(process);
        child.DropUnwanted(options);
        child.WatchExit();
        return child;
    }

    internal override bool TrySignal(int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no signals; use Kill or KillTree.");
        }

        if (_process.HasExited)
        {
            return false;
        }

        _signalSent = signal;
        return PosixCalls.SendSignal(Id, signal) == 0;
    }

    internal override bool TryKill()
    {
        if (_process.HasExited)
        {
            return false;
        }

        _signalSent = PosixCalls.Kill;
        return TryKill(_process, tree: false);
    }

    internal override bool TryKillTree()
    {
        if (_process.HasExited)
        {
            return false;
        }

        _signalSent = PosixCalls.Kill;
        return TryKill(_process, tree: true);
    }

    /// <summary>Kills a process and its descendants, which are found by their parents' ids.</summary>
    internal static bool TryKillTree(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return TryKill(process, tree: true);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        Exit.ContinueWith(static (_, process) => ((Process)process!).Dispose(), _process, TaskScheduler.Default);
    }

    private static bool TryKill(Process process, bool tree)
    {
        try
        {
            process.Kill(tree);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            return false;
        }
    }

    private static ProcessStartInfo StartInfo(string program, string[] arguments, ProcessOptions options)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = options.WorkingDirectory ?? string.Empty,
            RedirectStandardInput = options.StandardInput != StdioMode.Inherit,
            RedirectStandardOutput = options.StandardOutput != StdioMode.Inherit,
            RedirectStandardError = options.StandardError != StdioMode.Inherit,
        };
        foreach ((string name, string? value) in options.Environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // Process supports only pipes: the input is closed, and unwanted output is read and dropped.
    private void DropUnwanted(ProcessOptions options)
    {
        if (options.StandardInput == StdioMode.Null)
        {
            Input!.Dispose();
            Input = null;
        }

        if (options.StandardOutput == StdioMode.Null)
        {
            _ = Output!.CopyToAsync(Stream.Null);
            Output = null;
        }

        if (options.StandardError == StdioMode.Null)
        {
            _ = Error!.CopyToAsync(Stream.Null);
            Error = null;
        }
    }

    private void WatchExit()
    {
        _process.Exited += (_, _) => SetExit(Status());
        _process.EnableRaisingEvents = true;
    }

    // Unix reports 128 + n both for a process ended by signal n and for one that exited with that code.
    private ExitStatus Status()
    {
        int code = _process.ExitCode;
        return !OperatingSystem.IsWindows() && _signalSent > 0 && code == 128 + _signalSent
            ? new ExitStatus(code, _signalSent)
            : new ExitStatus(code);
    }
}
