using System.Text;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace AsyncioSharp.Tool;

/// <summary>Puts the answer of the event source together: its parts, and the event that ends it.</summary>
internal sealed class AnswerReader(EventPipeSession session)
{
    // The end of a session flushes what is still on the way.
    private static readonly TimeSpan s_flushLimit = TimeSpan.FromSeconds(10);

    private readonly StringBuilder _text = new();
    private readonly ManualResetEventSlim _ended = new();

    /// <summary>The answer, possibly empty; null when it has not come to its end within <paramref name="patience"/>.</summary>
    internal string? Read(TimeSpan patience)
    {
        var reading = new Thread(ReadEvents) { IsBackground = true };
        reading.Start();
        _ended.Wait(patience);
        session.Stop();
        return reading.Join(s_flushLimit) && _ended.IsSet ? _text.ToString() : null;
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
        if (data.ProviderName != "AsyncioSharp")
        {
            return;
        }

        switch ((int)data.ID)
        {
            case 11:
                _text.Append((string)data.PayloadByName("text"));
                break;
            case 12:
                _ended.Set();
                break;
        }
    }
}
