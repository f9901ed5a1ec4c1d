using System.Globalization;
using AsyncioSharp.Tool;

namespace AsyncioSharp.Observability.Tests.Tool;

/// <summary>One call of the command <c>asyncio</c>.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    internal static ToolRun Of(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int exitCode = ToolCommand.Run(args, output, errors);
        return new ToolRun(exitCode, output.ToString(), errors.ToString());
    }

    internal static ToolRun Of(string command, HangingProcess process) => Of(command, process.Id.ToString(CultureInfo.InvariantCulture));
}
