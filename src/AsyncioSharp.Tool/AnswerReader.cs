using System.Text;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace AsyncioSharp.Tool;

/// <summary>Puts the answer to one request together: its parts, and the event that ends it.</summary>
internal sealed class AnswerReader(EventPipeSession session, string request)
{
    // The end of a session flushes what is still on the way.
    private static readonly TimeSpan s_flushLimit = TimeSpan.FromSeconds(10);

    private readonly StringBuilder _text = new();
    private int _parts;
    private bool _isComplete;
    private readonly ManualResetEventSlim _ended = new();

    /// <summary>The answer, possibly empty; null when it has not come to its end within <paramref name="patience"/>.</summary>
    internal string? Read(TimeSpan patience)
    {
        var reading = new Thread(ReadEvents) { IsBackground = true };
        reading.Start();
        _ended.Wait(patience);
        using (var limit = new CancellationTokenSource(s_flushLimit))
        {
            session.StopAsync(limit.Token).GetAwaiter().GetResult();
        }

        return reading.Join(s_flushLimit) && _isComplete ? _text.ToString() : null;
    }

    private void ReadEvents()
    {
        using var source = new EventPipeEventSource(session.EventStream);
        source.Dynamic.All += OnEvent;
        try
        {
            source.Process();
        }
        catch (Exception e) when (e is EndOfStreamException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process has ended, or the session was stopped: what has come is all there is.
        }
    }

    private void OnEvent(TraceEvent data)
    {
        if (data.ProviderName != "AsyncioSharp" || data.PayloadByName("request") as string != request)
        {
            return;
        }

        switch ((int)data.ID)
        {
            case 11:
                _text.Append((string)data.PayloadByName("text"));
                _parts++;
                break;
            case 12:
                _isComplete = (int)data.PayloadByName("parts") == _parts;
                _ended.Set();
                break;
        }
    }
}
