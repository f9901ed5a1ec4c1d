namespace AsyncioSharp;

/// <summary>What a standard stream of a new process is connected to.</summary>
public enum StdioMode
{
    /// <summary>
    /// <c>RunProcess</c>: no input, unless <see cref="ProcessOptions.Input"/> is given, and output is captured. <c>StartProcess</c>:
    /// <see cref="Inherit"/>.
    /// </summary>
    Default,

    /// <summary>A pipe to this process (asyncio: <c>PIPE</c>).</summary>
    Pipe,

    /// <summary>The same as this process has.</summary>
    Inherit,

    /// <summary>Nothing: input is at its end, output is dropped (asyncio: <c>DEVNULL</c>).</summary>
    Null,
}
