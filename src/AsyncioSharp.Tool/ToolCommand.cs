using System.Globalization;

namespace AsyncioSharp.Tool;

/// <summary>The command line <c>asyncio ps|pstree PID</c>.</summary>
internal static class ToolCommand
{
    private const string Usage = """
        usage: asyncio ps PID        the event loops and tasks of a process, a row a task
               asyncio pstree PID    the same as a tree of who awaits whom
        """;

    /// <returns>The exit code: 0, 1 when the process cannot be asked, 2 when the command line is wrong.</returns>
    internal static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is ["-h" or "--help"])
        {
            output.WriteLine(Usage);
            return 0;
        }

        if (args is not ["ps" or "pstree", var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
        {
            errors.WriteLine(Usage);
            return 2;
        }

        try
        {
            var process = new TargetProcess(pid);
            output.Write(process.Ask(args[0] == "ps" ? "table" : "tree"));
            return 0;
        }
        catch (ToolException e)
        {
            errors.WriteLine($"asyncio: {e.Message}");
            return 1;
        }
    }
}
