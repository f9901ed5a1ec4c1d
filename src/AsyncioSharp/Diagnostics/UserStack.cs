using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>The stack of this thread for reports: the program's own frames, without those of this library and of .NET.</summary>
internal static class UserStack
{
    // The same number as in asyncio: the place itself and its callers.
    private const int MaxFrames = 10;

    /// <summary>Returns one line per frame, innermost first. Walks the whole stack, so it is for debug mode only.</summary>
    internal static string Capture()
    {
        IEnumerable<StackFrame> frames = new StackTrace(fNeedFileInfo: true).GetFrames().Where(IsOfTheProgram).Take(MaxFrames);
        return string.Concat(frames.Select(static frame => new StackTrace(frame).ToString()));
    }

    // Without method names (AOT without stack trace data), all frames are shown.
    private static bool IsOfTheProgram(StackFrame frame) =>
        DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName.Split(',')[0] is not ("AsyncioSharp" or "System.Private.CoreLib");
}
