using System.Runtime.Versioning;

namespace AsyncioSharp;

/// <summary>
/// A child process on Linux, started without <c>System.Diagnostics.Process</c>. Its exit is observed without reaping it, so the system
/// reserves the process id and the process group id until <see cref="Dispose"/>.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PosixChild : ChildProcess
{
    private readonly Lock _gate = new();
    private readonly bool _hasGroup;
    private bool _exited; // guarded by _gate
    private bool _disposed; // guarded by _gate
    private bool _forgotten; // guarded by _gate

    private PosixChild(int id, bool hasGroup, PosixStdio stdio)
    {
        Id = id;
        _hasGroup = hasGroup;
        Input = stdio.TakeStream(0);
        Output = stdio.TakeStream(1);
        Error = stdio.TakeStream(2);
    }

    internal override int Id { get; }

    internal static new PosixChild Start(string program, string[] arguments, ProcessOptions options)
    {
        ChildExits.Watch();
        using var stdio = new PosixStdio(options);

        // A process that reads the terminal must stay in the terminal's foreground group.
        bool hasGroup = options.StandardInput != StdioMode.Inherit;
        int error = PosixSpawn.Start(program, arguments, options, stdio, hasGroup, out int id);
        if (error != 0)
        {
            throw StartError(program, error);
        }

        var child = new PosixChild(id, hasGroup, stdio);
        ChildExits.Add(child);
        return child;
    }

    internal override bool TrySignal(int signal)
    {
        lock (_gate)
        {
            return !_exited && PosixCalls.SendSignal(Id, signal) == 0;
        }
    }

    internal override bool TryKill() => TrySignal(PosixCalls.Kill);

    internal override bool TryKillTree()
    {
        lock (_gate)
        {
            if (_forgotten)
            {
                return false;
            }

            if (_hasGroup)
            {
                return PosixCalls.SendSignal(-Id, PosixCalls.Kill) == 0 && !_exited;
            }

            return !_exited && FrameworkChild.TryKillTree(Id);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        lock (_gate)
        {
            _disposed = true;
            Forget();
        }
    }

    /// <summary>Checks whether the process has exited; returns true if it needs no further watching.</summary>
    internal bool CheckExit()
    {
        lock (_gate)
        {
            if (!_exited && TryGetStatus(out ExitStatus status))
            {
                _exited = true;
                SetExit(status);
                Forget();
            }

            return _exited;
        }
    }

    private bool TryGetStatus(out ExitStatus status)
    {
        PosixCalls.SignalInfo info = default;
        status = default;
        int result = PosixCalls.Wait(PosixCalls.ProcessId, Id, &info, PosixCalls.Exited | PosixCalls.NoHang | PosixCalls.NoWait);
        if (result != 0)
        {
            // Other code in this process has reaped the child, such as a library that waits for any child. asyncio reports 255, too.
            _forgotten = true;
            status = new ExitStatus(255);
            return true;
        }

        if (info.Pid == 0)
        {
            return false;
        }

        status = info.Code == PosixCalls.ExitedByCode ? new ExitStatus(info.Status) : new ExitStatus(128 + info.Status, info.Status);
        return true;
    }

    private void Forget()
    {
        if (_disposed && _exited && !_forgotten)
        {
            _forgotten = true;
            PosixCalls.SignalInfo info;
            PosixCalls.Wait(PosixCalls.ProcessId, Id, &info, PosixCalls.Exited | PosixCalls.NoHang);
        }
    }
}
