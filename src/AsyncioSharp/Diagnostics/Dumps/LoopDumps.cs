namespace AsyncioSharp;

/// <summary>What all loops of the process do, asked from a thread that is none of theirs.</summary>
internal static class LoopDumps
{
    // A loop whose steps are short answers within a millisecond.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    /// <summary>The loops that run, one after the other; empty when none does.</summary>
    internal static string Describe(DumpFormat format)
    {
        DumpRequest[] requests = [.. LiveLoops.All().Where(static loop => loop.IsRunning).Select(loop => new DumpRequest(loop, format))];
        string text = string.Join(Environment.NewLine, requests.Select(static request => request.Wait(s_patience)));
        Array.ForEach(requests, static request => request.Dispose());
        return text;
    }
}
