using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AsyncioSharp.Tool;

/// <summary><c>asyncio trace</c>: the process records itself for a while, and the tool fetches the recording.</summary>
internal sealed class TraceCommand(int pid, TraceOptions options)
{
    /// <exception cref="ToolException">The process cannot be recorded, or the file cannot be written.</exception>
    internal void Run(TextWriter output)
    {
        var process = new TargetProcess(pid);
        bool isNew = !File.Exists(options.File);
        bool isWritten = false;
        try
        {
            // Opened before the recording, which would be lost otherwise; an existing file stays until there is something to write.
            using FileStream file = new(options.File, FileMode.OpenOrCreate, FileAccess.Write);
            byte[] timeline = Encoding.UTF8.GetBytes(Record(process, output));
            if (file.CanSeek)
            {
                file.SetLength(0);
            }

            file.Write(timeline);
            file.Flush();
            isWritten = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ToolException($"the timeline cannot be written to '{options.File}': {e.Message}", e);
        }
        finally
        {
            if (isNew && !isWritten && File.Exists(options.File))
            {
                File.Delete(options.File);
            }
        }

        output.WriteLine($"{options.File} is written: open it with ui.perfetto.dev or speedscope.");
    }

    private string Record(TargetProcess process, TextWriter output)
    {
        string id = Guid.NewGuid().ToString("N");
        string seconds = options.Duration.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        string state = process.Ask("record", ("Trace", id), ("Seconds", seconds));
        if (!state.Contains("recording event loop", StringComparison.Ordinal))
        {
            throw new ToolException(state);
        }

        output.WriteLine(FormattableString.Invariant($"{state} for {options.Duration.TotalSeconds:0.###} s"));
        using var interrupted = new ManualResetEventSlim();
        using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            interrupted.Set();
        });
        interrupted.Wait(options.Duration);
        return process.Ask("timeline", ("Trace", id));
    }
}
