// Not the loop's timer: these checks must not be visible to the loop.
#pragma warning disable RS0030
namespace AsyncioSharp;

/// <summary>
/// Debug mode: checks regularly whether a process that is waited for is stuck because a pipe that it writes to is full. The checks run in
/// real time on a pool thread, so that they do not affect the loop's time and iterations.
/// </summary>
internal sealed class FullPipeWatch : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly EventLoop _loop;
    private readonly LoopProcess _process;
    private readonly Timer _timer;
    private readonly int[] _before = new int[2];

    private FullPipeWatch(EventLoop loop, LoopProcess process)
    {
        _loop = loop;
        _process = process;
        _timer = new Timer(static watch => ((FullPipeWatch)watch!).Look(), this, s_interval, s_interval);
    }

    internal static FullPipeWatch? Start(EventLoop loop, LoopProcess process) =>
        loop.Debug && OperatingSystem.IsLinux() ? new FullPipeWatch(loop, process) : null;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (IsStuck(_process.Child.Output, ref _before[0]))
        {
            Report(nameof(ProcessOptions.StandardOutput));
        }
        else if (IsStuck(_process.Child.Error, ref _before[1]))
        {
            Report(nameof(ProcessOptions.StandardError));
        }
    }

    // Stuck: nothing was read since the last check, and the pipe is practically full. The system may leave up to half of each page unused.
    private static bool IsStuck(Stream? stream, ref int before)
    {
        if (PipeLevel.Of(stream) is not { } level)
        {
            return false;
        }

        bool isStuck = level.Unread >= level.Capacity / 2 && level.Unread == before;
        before = level.Unread;
        return isStuck;
    }

    private void Report(string stream)
    {
        _timer.Dispose();
        _loop.TryEnqueueReport(new LoopErrorContext
        {
            Message = $"{_process} is waited for, but it cannot exit: {stream} is a pipe, it is full, and nothing reads it. "
                + "Read it while waiting, or use Asyncio.RunProcess.",
        });
    }
}
