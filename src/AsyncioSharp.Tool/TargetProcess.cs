using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace AsyncioSharp.Tool;

/// <summary>The process to look into, through its diagnostic port.</summary>
internal sealed class TargetProcess
{
    private const long DumpKeyword = 32;

    // A loop that does not answer is given up after 0.2 s. The event pipe keeps the last events back until its session ends, so that the
    // answer is asked for again with more time, rather than waited for.
    private static readonly TimeSpan[] s_patience = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5)];

    private readonly int _pid;

    /// <exception cref="ToolException">There is no such process, or it has no diagnostic port for us.</exception>
    internal TargetProcess(int pid)
    {
        _pid = pid;
        if (!Exists(pid))
        {
            throw new ToolException($"there is no process {pid}.");
        }

        if (!DiagnosticsClient.GetPublishedProcesses().Contains(pid))
        {
            throw NoPort(null);
        }
    }

    /// <summary>Asks the event source of the runtime, and waits for the whole answer.</summary>
    /// <param name="request">The argument of the session: <c>Dump=tree</c>.</param>
    /// <exception cref="ToolException">There is no answer.</exception>
    internal string Ask(string request)
    {
        string[] argument = request.Split('=', 2);
        var provider = new EventPipeProvider(
            "AsyncioSharp", EventLevel.Informational, DumpKeyword, new Dictionary<string, string> { [argument[0]] = argument[1] });
        try
        {
            foreach (TimeSpan patience in s_patience)
            {
                using EventPipeSession session = new DiagnosticsClient(_pid).StartEventPipeSession([provider], requestRundown: false);
                if (new AnswerReader(session).Read(patience) is { } answer)
                {
                    return answer.Length > 0 ? answer : throw NoLoop();
                }
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ServerErrorException)
        {
            throw NoPort(e);
        }
        catch (Exception e) when (e is ServerNotAvailableException or IOException or TimeoutException)
        {
            throw new ToolException($"process {_pid} does not answer any more: {e.Message}", e);
        }

        throw NoLoop();
    }

    private ToolException NoLoop() => new($"no event loop of AsyncioSharp runs in process {_pid}, or it has not begun to.");

    private ToolException NoPort(Exception? inner) => new(
        $"process {_pid} cannot be asked: it is no .NET process, it belongs to another user, it has another TMPDIR, or it runs with DOTNET_EnableDiagnostics=0.",
        inner);

    private static bool Exists(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
