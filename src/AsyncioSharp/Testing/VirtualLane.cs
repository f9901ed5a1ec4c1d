namespace AsyncioSharp.Testing;

/// <summary>
/// One direction of a connection: the segments in flight, in order, and the bytes that have arrived but have not been read.
/// </summary>
internal sealed class VirtualLane(VirtualNetwork network, VirtualLink link)
{
    private readonly Queue<byte> _arrived = [];
    private VirtualTransport _source = null!;
    private VirtualTransport _target = null!;
    private TimeSpan _lastArrival;
    private int _underway;

    /// <summary>The number of bytes that have arrived but have not been read.</summary>
    internal int Unread => _arrived.Count;

    /// <summary>Whether the end of the stream has arrived, after the bytes.</summary>
    internal bool HasEnded { get; private set; }

    private int Room => network.Options.WindowSize - _underway - _arrived.Count;

    internal void Connect(VirtualTransport source, VirtualTransport target)
    {
        _source = source;
        _target = target;
    }

    /// <summary>Sends the bytes that fit into the window.</summary>
    /// <returns>The number of bytes sent; fewer than all if the window is full, or if the connection is reset while sending.</returns>
    internal int Send(ReadOnlySpan<byte> data)
    {
        int sent = 0;
        int total = Math.Min(data.Length, Math.Max(0, Room));
        while (sent < total && !_source.IsReset)
        {
            byte[] segment = data.Slice(sent, NextLength(total - sent)).ToArray();
            SendSegment(segment);
            sent += segment.Length;
        }

        return sent;
    }

    /// <summary>Sends the end of the stream after all bytes sent so far.</summary>
    internal void SendEnd() => Deliver(TimeSpan.Zero, () =>
    {
        HasEnded = true;
        _target.OnArrival();
    });

    /// <summary>Sends a reset after all bytes sent so far.</summary>
    internal void SendReset() => Deliver(TimeSpan.Zero, () => _target.OnReset());

    /// <summary>Removes bytes that have arrived.</summary>
    internal int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _arrived.Count);
        if (network.Options.PartialReads && count > 1)
        {
            count = network.Random.Next(1, count + 1);
        }

        for (int i = 0; i < count; i++)
        {
            buffer[i] = _arrived.Dequeue();
        }

        if (count > 0)
        {
            _source.OnRoom();
        }

        return count;
    }

    private void SendSegment(byte[] segment)
    {
        VirtualNetworkOptions options = network.Options;
        if (network.Happens(options.SilenceRate))
        {
            link.Silence();
        }

        if (network.Happens(options.ResetRate))
        {
            link.Reset();
            return;
        }

        _underway += segment.Length;
        Deliver(network.Happens(options.LossRate) ? options.RetransmitDelay : TimeSpan.Zero, () => Arrive(segment));
    }

    private void Arrive(byte[] segment)
    {
        _underway -= segment.Length;
        if (_target.IsClosed)
        {
            // No reader is left. TCP answers with a reset.
            _target.AnswerWithReset();
            return;
        }

        foreach (byte value in segment)
        {
            _arrived.Enqueue(value);
        }

        _target.OnArrival();
    }

    // Runs a callback when a segment sent now arrives, after everything sent before.
    private void Deliver(TimeSpan delay, Action arrive)
    {
        TimeSpan arrival = network.Loop.Time + network.NextLatency() + delay;
        _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
        network.Loop.CallAt(_lastArrival, () =>
        {
            if (!link.IsSilent)
            {
                arrive();
            }
        });
    }

    private int NextLength(int left) =>
        network.Options.MaxSegmentLength is > 0 and var longest ? network.Random.Next(1, Math.Min(left, longest) + 1) : left;
}
