namespace AsyncioSharp;

/// <content>The standard streams.</content>
public sealed partial class LoopProcess
{
    private readonly List<PipeTransport> _pipes = [];
    private Connection? _input;
    private Connection? _output;
    private Connection? _error;

    /// <summary>
    /// The process's standard input, for writing. <see cref="Connection.WriteEof"/> or disposing it ends the input. Writing to a process
    /// that no longer reads throws <see cref="ConnectionLostException"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The process was not started with <see cref="StdioMode.Pipe"/> for its input, or the loop runs on another thread.
    /// </exception>
    public Connection StandardInput => _input ??= Open(_child.Input, nameof(ProcessOptions.StandardInput));

    /// <summary>The process's standard output, for reading.</summary>
    /// <exception cref="InvalidOperationException">
    /// The process was not started with <see cref="StdioMode.Pipe"/> for its output, or the loop runs on another thread.
    /// </exception>
    public Connection StandardOutput => _output ??= Open(_child.Output, nameof(ProcessOptions.StandardOutput));

    /// <summary>The process's standard error, for reading.</summary>
    /// <exception cref="InvalidOperationException">
    /// The process was not started with <see cref="StdioMode.Pipe"/> for its error output, or the loop runs on another thread.
    /// </exception>
    public Connection StandardError => _error ??= Open(_child.Error, nameof(ProcessOptions.StandardError));

    /// <summary>Whether a pipe is being read or written, so that work outside the loop will wake it.</summary>
    internal bool UsesPipe => _pipes.Exists(static pipe => pipe.IsBusy);

    // Pending reads and writes throw a ConnectionLostException.
    private void AbortStreams()
    {
        _input?.Abort();
        _output?.Abort();
        _error?.Abort();
    }

    private Connection Open(Stream? pipe, string name)
    {
        _loop.CheckThread();
        if (pipe is null)
        {
            throw new InvalidOperationException($"{name} of {this} is no pipe; start the process with {name} = StdioMode.Pipe.");
        }

        var transport = new PipeTransport(_loop, pipe);
        _pipes.Add(transport);
        return new Connection(_loop, transport);
    }
}
