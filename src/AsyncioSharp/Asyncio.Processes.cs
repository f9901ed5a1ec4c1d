namespace AsyncioSharp;

/// <content>Running and starting processes.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs a program until it exits and returns its output (asyncio: <c>create_subprocess_exec</c> and <c>communicate</c>).
    /// <code>
    /// ProcessResult result = await Asyncio.RunProcess("git", ["status", "--short"]);
    /// Console.Write(result.Output);
    /// </code>
    /// </summary>
    /// <param name="program">The program: a path, or a name to look up in <c>PATH</c>.</param>
    /// <param name="arguments">The arguments, passed verbatim: no shell interprets them.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>
    /// The exit status and the output. The await completes when the process has exited and all of its output has been read.
    /// </returns>
    /// <exception cref="FileNotFoundException">The program does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be executed.</exception>
    /// <exception cref="DirectoryNotFoundException">The working directory does not exist.</exception>
    /// <exception cref="ProcessException">The exit code is not 0, and <see cref="ProcessOptions.CheckExitCode"/> is set.</exception>
    /// <exception cref="TimeoutException">
    /// <see cref="ProcessOptions.Timeout"/> elapsed. <see cref="ProcessResult.Of"/> has the output up to then.
    /// </exception>
    /// <exception cref="LoopCanceledException">
    /// The task was canceled, and the process was ended as specified by <see cref="ProcessOptions.OnCancel"/>.
    /// <see cref="ProcessResult.Of"/> has the output up to then.
    /// </exception>
    public static Coroutine<ProcessResult> RunProcess(string program, IEnumerable<string>? arguments = null, ProcessOptions? options = null)
    {
        string[] all = ProcessOptions.Checked(program, arguments);
        options ??= new ProcessOptions();
        if (options.Input is not null && options.StandardInput is not (StdioMode.Default or StdioMode.Pipe))
        {
            throw new ArgumentException("The process cannot get Input when its standard input is no pipe.", nameof(options));
        }

        StdioMode input = options.Input is null ? StdioMode.Null : StdioMode.Pipe;
        return RunProcessCore(program, all, options.Resolve(input, StdioMode.Pipe));
    }

    /// <summary>
    /// Runs a command line in the system's shell: <c>/bin/sh -c</c>, or <c>cmd.exe /c</c> on Windows (asyncio:
    /// <c>create_subprocess_shell</c>). See <see cref="RunProcess"/>.
    /// <code>
    /// ProcessResult result = await Asyncio.RunShell("sort names.txt | uniq -c");
    /// </code>
    /// </summary>
    /// <param name="command">The command. Never build it from untrusted input: the shell interprets all of it.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The exit status and the output.</returns>
    public static Coroutine<ProcessResult> RunShell(string command, ProcessOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        (string shell, string flag) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        return RunProcess(shell, [flag, command], options);
    }

    /// <summary>
    /// Starts a program and returns while it is running (asyncio: <c>create_subprocess_exec</c>).
    /// <code>
    /// var options = new ProcessOptions { StandardInput = StdioMode.Pipe, StandardOutput = StdioMode.Pipe };
    /// await using LoopProcess process = await Asyncio.StartProcess("bc", options: options);
    /// await process.StandardInput.WriteLineAsync("6 * 7");
    /// string? answer = await process.StandardOutput.ReadLineAsync();
    /// process.StandardInput.WriteEof();
    /// ExitStatus status = await process.WaitAsync();
    /// </code>
    /// </summary>
    /// <param name="program">The program: a path, or a name to look up in <c>PATH</c>.</param>
    /// <param name="arguments">The arguments, passed verbatim: no shell interprets them.</param>
    /// <param name="options">The options; null for the defaults. By default the program inherits this process's standard streams.</param>
    /// <returns>The process. Disposing it ends the process as specified by <see cref="ProcessOptions.OnCancel"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The options set <see cref="ProcessOptions.Input"/>, <see cref="ProcessOptions.Timeout"/> or
    /// <see cref="ProcessOptions.CheckExitCode"/>, which are for <c>RunProcess</c>.
    /// </exception>
    /// <exception cref="FileNotFoundException">The program does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be executed.</exception>
    /// <exception cref="DirectoryNotFoundException">The working directory does not exist.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled. If the process had already started, it was ended.</exception>
    public static Coroutine<LoopProcess> StartProcess(string program, IEnumerable<string>? arguments = null, ProcessOptions? options = null)
    {
        string[] all = ProcessOptions.Checked(program, arguments);
        options ??= new ProcessOptions();
        if (options.Input is not null || options.Timeout is not null || options.CheckExitCode)
        {
            throw new ArgumentException("Input, Timeout and CheckExitCode are for RunProcess.", nameof(options));
        }

        return LoopProcess.StartAsync(program, all, options.Resolve(StdioMode.Inherit, StdioMode.Inherit));
    }

    private static async Coroutine<ProcessResult> RunProcessCore(string program, string[] arguments, ProcessOptions options)
    {
        ProcessResult result;
        try
        {
            result = await WaitFor(RunToEnd(program, arguments, options), options.Timeout);
        }
        catch (TimeoutException e) when (options.Timeout is { } limit && ProcessResult.Of(e) is { } soFar)
        {
            string message = $"{soFar} because it did not end within {limit.TotalSeconds:0.###} seconds";
            throw new TimeoutException(message, new ProcessException(message, soFar));
        }

        if (options.CheckExitCode && !result.IsSuccess)
        {
            throw new ProcessException(FailureMessage(result), result);
        }

        return result;
    }

    private static async Coroutine<ProcessResult> RunToEnd(string program, string[] arguments, ProcessOptions options)
    {
        await using LoopProcess process = await LoopProcess.StartAsync(program, arguments, options);
        return await new ProcessRun(process, options).RunAsync();
    }

    private static string FailureMessage(ProcessResult result)
    {
        string error = result.Error.Trim();
        return error.Length == 0 ? $"{result}" : $"{result}: {error[(error.LastIndexOf('\n') + 1)..]}";
    }
}
