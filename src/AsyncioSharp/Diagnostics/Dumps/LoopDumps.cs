namespace AsyncioSharp;

/// <summary>The task dumps of all loops in the process, requested from a thread that runs none of them.</summary>
internal static class LoopDumps
{
    // A loop with short steps answers within a millisecond.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns the dumps of the running loops, or an empty string if none is running.</summary>
    internal static string Describe(DumpFormat format)
    {
        DumpRequest[] requests = [.. LiveLoops.All().Where(static loop => loop.IsRunning).Select(loop => new DumpRequest(loop, format))];
        string text = string.Join(Environment.NewLine, requests.Select(static request => request.Wait(s_patience)));
        Array.ForEach(requests, static request => request.Dispose());
        return text;
    }
}
