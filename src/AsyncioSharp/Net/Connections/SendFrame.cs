using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>The body of <see cref="Connection.WriteAsync(ReadOnlyMemory{byte})"/> and <see cref="Connection.DrainAsync"/>.</summary>
internal sealed class SendFrame(FramePool pool) : WaitingFrame<VoidResult>(pool)
{
    private static readonly int s_type = FramePool.NextType();

    private Connection? _connection;
    private ReadOnlyMemory<byte> _data;

    internal override string Name => "Connection.WriteAsync";

    private protected override ref WaitQueue Queue => ref _connection!.Drainers;

    private protected override object Primitive => _connection!;

    internal static SendFrame Rent(Connection connection, ReadOnlyMemory<byte> data)
    {
        LoopThread thread = LoopThread.Current;
        FramePool pool = thread.Pool(s_type);
        SendFrame frame = Unsafe.As<SendFrame>(pool.TryTake()) ?? new SendFrame(pool);
        frame.Begin(thread);
        frame._connection = connection;
        frame._data = data;
        return frame;
    }

    private protected override void TryNow()
    {
        if (_data.Length > 0)
        {
            _connection!.Write(_data.Span);
        }

        if (!_connection!.MustDrain())
        {
            Complete(default);
        }
    }

    private protected override void OnWoken()
    {
        _connection!.ThrowIfWriteFailed();
        Complete(default);
    }

    // The bytes are in the connection's buffer and are sent nevertheless: half a message would be worse than none.
    private protected override void OnCanceled(bool wasWoken)
    {
    }

    private protected override void ReleaseReferences()
    {
        _connection = null;
        _data = default;
    }
}
