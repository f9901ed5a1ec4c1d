using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AsyncioSharp;

/// <summary>
/// The standard streams of a process about to start: up to three pipes, each with an end for the child and an end for this process.
/// </summary>
internal sealed unsafe class PosixStdio : IDisposable
{
    private readonly SafePipeHandle?[] _ours = new SafePipeHandle?[3];
    private readonly SafePipeHandle?[] _theirs = new SafePipeHandle?[3];
    private readonly StdioMode[] _modes;

    internal PosixStdio(ProcessOptions options)
    {
        _modes = [options.StandardInput, options.StandardOutput, options.StandardError];
        try
        {
            for (int i = 0; i < _modes.Length; i++)
            {
                if (_modes[i] == StdioMode.Pipe)
                {
                    Open(i);
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Assigns the child's descriptors.</summary>
    internal void AddTo(void* actions)
    {
        for (int i = 0; i < _modes.Length; i++)
        {
            if (_theirs[i] is { } handle)
            {
                PosixCalls.AddDuplicate(actions, (int)handle.DangerousGetHandle(), i);
            }
            else if (_modes[i] == StdioMode.Null)
            {
                PosixCalls.AddOpen(actions, i, "/dev/null", PosixCalls.ReadWrite, 0);
            }
        }
    }

    /// <summary>Returns this process's end as a stream, which the caller then owns.</summary>
    internal Stream? TakeStream(int descriptor)
    {
        if (_ours[descriptor] is not { } handle)
        {
            return null;
        }

        var stream = new AnonymousPipeClientStream(descriptor == 0 ? PipeDirection.Out : PipeDirection.In, handle);
        _ours[descriptor] = null;
        return stream;
    }

    /// <summary>Closes the child's ends, which the child has inherited by now, and the ends of this process that were not taken.</summary>
    public void Dispose()
    {
        foreach (SafePipeHandle? handle in _ours.Concat(_theirs))
        {
            handle?.Dispose();
        }
    }

    private void Open(int descriptor)
    {
        int* ends = stackalloc int[2];
        if (PosixCalls.Pipe(ends, PosixCalls.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        var read = new SafePipeHandle(ends[0], ownsHandle: true);
        var write = new SafePipeHandle(ends[1], ownsHandle: true);
        (_ours[descriptor], _theirs[descriptor]) = descriptor == 0 ? (write, read) : (read, write);
    }
}
