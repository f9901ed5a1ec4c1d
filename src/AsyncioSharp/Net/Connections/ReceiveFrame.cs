using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// The body of <see cref="Connection.ReadAsync"/>, and of the step that all other reads consist of: filling the buffer. It is written by
/// hand because every request uses it.
/// </summary>
internal sealed class ReceiveFrame(FramePool pool) : WaitingFrame<int>(pool)
{
    private static readonly int s_type = FramePool.NextType();

    private Connection? _connection;
    private Memory<byte> _buffer;
    private bool _fill;

    internal override string Name => _fill ? "Connection.FillAsync" : "Connection.ReadAsync";

    private protected override ref WaitQueue Queue => ref _connection!.Readers;

    private protected override object Primitive => _connection!;

    /// <summary>Reads into the memory, or into the connection's buffer if <paramref name="fill"/> is set.</summary>
    internal static ReceiveFrame Rent(Connection connection, Memory<byte> buffer, bool fill)
    {
        LoopThread thread = LoopThread.Current;
        FramePool pool = thread.Pool(s_type);
        ReceiveFrame frame = Unsafe.As<ReceiveFrame>(pool.TryTake()) ?? new ReceiveFrame(pool);
        frame.Begin(thread);
        frame._connection = connection;
        frame._buffer = buffer;
        frame._fill = fill;
        return frame;
    }

    private protected override void TryNow()
    {
        _connection!.CheckReader();
        OnWoken();
    }

    private protected override void OnWoken()
    {
        int count = _fill ? _connection!.TryFill() : _connection!.TryRead(_buffer.Span);
        if (count >= 0)
        {
            Complete(count);
        }
    }

    // Bytes that have arrived stay in the buffer, or in the operating system, for the next reader.
    private protected override void OnCanceled(bool wasWoken)
    {
    }

    private protected override void ReleaseReferences()
    {
        _connection = null;
        _buffer = default;
    }
}
