namespace AsyncioSharp;

/// <summary>The target of a standard stream of a new process.</summary>
/// <example>
/// <code>
/// var options = new ProcessOptions { StandardOutput = StdioMode.Pipe, StandardError = StdioMode.Null };
/// await using LoopProcess process = await Asyncio.StartProcess("date", options: options);
/// Console.WriteLine(await process.StandardOutput.ReadLineAsync());
/// </code>
/// </example>
public enum StdioMode
{
    /// <summary>
    /// <c>RunProcess</c>: no input, unless <see cref="ProcessOptions.Input"/> is set, and output is captured. <c>StartProcess</c>:
    /// <see cref="Inherit"/>.
    /// </summary>
    Default,

    /// <summary>A pipe to this process (asyncio: <c>PIPE</c>).</summary>
    Pipe,

    /// <summary>The stream of this process.</summary>
    Inherit,

    /// <summary>No stream: input is at its end, output is discarded (asyncio: <c>DEVNULL</c>).</summary>
    Null,
}
