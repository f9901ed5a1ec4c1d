namespace AsyncioSharp;

/// <summary>A wait for one socket in the <see cref="SelectThread"/>. Loop thread, except for its completion.</summary>
internal sealed class SelectWait : WorkItem
{
    private readonly PolledSocket _socket;
    private readonly SelectThread _select;
    private readonly bool _isWrite;
    private readonly Action _ended;

    internal SelectWait(PolledSocket socket, SelectThread select, bool isWrite)
    {
        _socket = socket;
        _select = select;
        _isWrite = isWrite;
        _ended = () => socket.Loop.EnqueueFromAnywhere(this);
    }

    internal bool IsPending { get; private set; }

    internal void Begin()
    {
        if (!IsPending)
        {
            IsPending = true;
            _select.Add(_socket.Socket, _isWrite, _ended);
        }
    }

    internal override void Run(EventLoop loop, object? state)
    {
        IsPending = false;
        if (_socket.IsClosed)
        {
            return;
        }

        if (_isWrite)
        {
            _socket.OnWritable();
        }
        else
        {
            _socket.OnReadable();
        }
    }
}
