using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>The stack of this thread as a report shows it: the program's own frames, without those of the runtime and of .NET.</summary>
internal static class UserStack
{
    // As many as asyncio shows: where it happened, and who called that.
    private const int MaxFrames = 10;

    /// <summary>One line a frame, the innermost first. Walks the whole stack: only for debug mode.</summary>
    internal static string Capture()
    {
        IEnumerable<StackFrame> frames = new StackTrace(fNeedFileInfo: true).GetFrames().Where(IsOfTheProgram).Take(MaxFrames);
        return string.Concat(frames.Select(static frame => new StackTrace(frame).ToString()));
    }

    // Where methods have no names (AOT without stack trace data) all are shown.
    private static bool IsOfTheProgram(StackFrame frame) =>
        DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName.Split(',')[0] is not ("AsyncioSharp" or "System.Private.CoreLib");
}
