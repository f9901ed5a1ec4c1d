using System.Text;

namespace AsyncioSharp;

/// <summary>
/// A recording of all loops of the process for <c>asyncio trace</c> in another one. It has a limited duration, because the tool may be gone
/// by then, and its result is kept for a minute, because the tool may have to ask for it twice.
/// </summary>
internal sealed class RemoteTimeline
{
    private static readonly Lock s_gate = new();
    private static RemoteTimeline? s_current; // guarded by s_gate

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(1);

    private readonly string _id;
    private readonly List<RemoteLoop> _loops = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly ManualResetEventSlim _done = new();
    private string _json = string.Empty;

    private RemoteTimeline(string id)
    {
        _id = id;
    }

    /// <summary>Starts to record. Asked again with the same id, it is the same recording.</summary>
    /// <returns>A line about each loop that runs; empty if none does. Those that are recorded begin with <c>recording</c>.</returns>
    internal static string Start(string id, TimeSpan duration)
    {
        RemoteTimeline timeline;
        bool isNew = false;
        lock (s_gate)
        {
            if (s_current is { } other && other._id != id && !other._done.IsSet)
            {
                return "another 'asyncio trace' is recording this process.";
            }

            isNew = s_current?._id != id;
            timeline = isNew ? s_current = new RemoteTimeline(id) : s_current!;
        }

        return isNew ? timeline.Begin(duration) : timeline.Describe();
    }

    /// <summary>Ends the recording if it goes on, and returns it as a trace file; empty if there is none with this id.</summary>
    internal static string Take(string id)
    {
        RemoteTimeline? timeline;
        lock (s_gate)
        {
            timeline = s_current?._id == id ? s_current : null;
        }

        if (timeline is null)
        {
            return string.Empty;
        }

        timeline._end.Set();
        timeline._done.Wait();
        return timeline._json;
    }

    private string Begin(TimeSpan duration)
    {
        _loops.AddRange(LiveLoops.All().Where(static loop => loop.IsRunning).Select(static loop => new RemoteLoop(loop)));
        _loops.ForEach(static loop => loop.WaitForStart(s_patience));
        new Thread(() => Run(duration)) { IsBackground = true, Name = "AsyncioSharp trace" }.Start();
        return Describe();
    }

    private string Describe() => string.Join(Environment.NewLine, _loops.Select(static loop => loop.Describe()));

    private void Run(TimeSpan duration)
    {
        _end.Wait(duration);
        try
        {
            using var stream = new MemoryStream();
            TimelineJson.Write(stream, [.. _loops.Select(static loop => loop.Finish(s_patience)).OfType<TimelineData>()]);
            _json = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        finally
        {
            _done.Set();
        }

        Forget();
    }

    private void Forget()
    {
        new ManualResetEventSlim().Wait(s_keep);
        lock (s_gate)
        {
            if (s_current == this)
            {
                s_current = null;
            }
        }
    }
}
