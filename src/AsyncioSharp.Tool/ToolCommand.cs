using System.Globalization;

namespace AsyncioSharp.Tool;

/// <summary>The command line <c>asyncio ps|pstree|trace PID</c>.</summary>
internal static class ToolCommand
{
    private const string Usage = """
        usage: asyncio ps PID        the event loops and tasks of a process, a row a task
               asyncio pstree PID    the same as a tree of who awaits whom
               asyncio trace PID [--seconds N] [-o FILE]
                                     records what the event loops do for N seconds (default: 5), or until Ctrl+C, and
                                     writes a file (default: trace.json) that ui.perfetto.dev and speedscope open
        """;

    /// <returns>The exit code: 0, 1 when the process cannot be asked or the file cannot be written, 2 when the command line is
    /// wrong.</returns>
    internal static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is ["-h" or "--help"])
        {
            output.WriteLine(Usage);
            return 0;
        }

        if (args is not ["ps" or "pstree" or "trace", var text, .. var options]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            || TraceOptions.Parse(args[0], options) is not { } trace)
        {
            errors.WriteLine(Usage);
            return 2;
        }

        try
        {
            Execute(args[0], pid, trace, output);
            return 0;
        }
        catch (ToolException e)
        {
            errors.WriteLine($"asyncio: {e.Message}");
            return 1;
        }
    }

    private static void Execute(string command, int pid, TraceOptions options, TextWriter output)
    {
        if (command == "trace")
        {
            new TraceCommand(pid, options).Run(output);
            return;
        }

        output.Write(new TargetProcess(pid).Ask(command == "ps" ? "table" : "tree"));
    }
}
