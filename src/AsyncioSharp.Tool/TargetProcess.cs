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
    private static readonly TimeSpan[] s_patience = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(6)];

    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(10);

    private readonly int _pid;

    // Before the first answer, a port without a listener was left behind by an earlier process with this id.
    private bool _hasAnswered;

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
    /// <param name="question"><c>table</c>, <c>tree</c>, <c>record</c> or <c>timeline</c>.</param>
    /// <param name="arguments">What belongs to the question.</param>
    /// <exception cref="ToolException">There is no answer.</exception>
    internal string Ask(string question, params (string Name, string Value)[] arguments)
    {
        try
        {
            foreach (TimeSpan patience in s_patience)
            {
                if (AskOnce(question, arguments, patience) is { } answer)
                {
                    _hasAnswered = true;
                    return answer.Length > 0 ? answer : throw NoLoop();
                }
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ServerErrorException)
        {
            throw NoPort(e);
        }
        catch (ServerNotAvailableException e) when (!_hasAnswered)
        {
            throw NoPort(e);
        }
        catch (Exception e) when (e is ServerNotAvailableException or IOException or TimeoutException or OperationCanceledException)
        {
            throw new ToolException($"process {_pid} does not answer any more: {e.Message}", e);
        }

        throw NoLoop();
    }

    private string? AskOnce(string question, (string Name, string Value)[] details, TimeSpan patience)
    {
        string request = Guid.NewGuid().ToString("N");
        var arguments = new Dictionary<string, string> { ["Dump"] = question, ["Request"] = request };
        foreach ((string name, string value) in details)
        {
            arguments[name] = value;
        }

        var provider = new EventPipeProvider("AsyncioSharp", EventLevel.Informational, DumpKeyword, arguments);
        var configuration = new EventPipeSessionConfiguration([provider], requestRundown: false);
        using var limit = new CancellationTokenSource(s_connectLimit);
        using EventPipeSession session =
            new DiagnosticsClient(_pid).StartEventPipeSessionAsync(configuration, limit.Token).GetAwaiter().GetResult();
        return new AnswerReader(session, request).Read(patience);
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
