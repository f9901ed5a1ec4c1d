namespace AsyncioSharp;

/// <content>Sockets: the poller, and the network that they belong to.</content>
public sealed partial class EventLoop
{
    // How much may run before a loop that is never idle looks at its sockets again, in work items; a system call counts as many of them.
    private const int WorkBetweenPolls = 256;
    private const int WorkOfSystemCall = 16;
    private const int WorkOfIteration = 4;

    private volatile Poller? _poller;
    private Network? _network;
    private int _workSincePoll;

    /// <summary>Which poller to make. Before the first socket.</summary>
    internal PollerKind PollerKind { get; set; }

    /// <summary>Where connections lead to and servers listen: the operating system's sockets, or a network in memory.</summary>
    internal Network Network
    {
        get => _network ??= new SocketNetwork(this);
        set => _network = value;
    }

    /// <summary>The poller, which is made with the first socket.</summary>
    internal Poller GetPoller() => _poller ?? CreatePoller();

    /// <summary>
    /// A system call was made: it counts as work, so that sockets which are always ready do not keep the loop from the others.
    /// </summary>
    internal void CountSystemCall() => _workSincePoll += WorkOfSystemCall;

    // From other threads.
    private void Wake()
    {
        if (_poller is { } poller)
        {
            poller.Wake();
        }
        else
        {
            Clock.Wake();
        }
    }

    private Poller CreatePoller()
    {
        ThrowIfClosed();
        if (Clock.IsVirtual)
        {
            throw new NotSupportedException("A loop on virtual time has no sockets of the operating system: use its network in memory.");
        }

        bool isEpoll = PollerKind == PollerKind.Epoll || (PollerKind == PollerKind.Default && OperatingSystem.IsLinux());
        Poller poller = isEpoll ? new EpollPoller() : new CompletionPoller(this);
        _poller = poller;

        // Another thread may have sent work and woken the clock, which is not waited on any more. The first wait returns at once and finds
        // it.
        Interlocked.MemoryBarrier();
        poller.Wake();
        return poller;
    }

    private void PollIfDue(Poller poller)
    {
        _workSincePoll += Ready.Count + WorkOfIteration;
        if (_workSincePoll >= WorkBetweenPolls)
        {
            _workSincePoll = 0;
            poller.Poll();
        }
    }

    private void IdleWait(long ticks)
    {
        if (_poller is { } poller)
        {
            _workSincePoll = 0;
            poller.Wait(ticks);
        }
        else
        {
            Clock.Wait(ticks);
        }
    }

    // An open socket is a leak in the program: each is reported, with the place where it was made when debug mode knows it.
    private void ClosePoller() => _poller?.Close(socket =>
    {
        if (!socket.MayBeLeftOpen)
        {
            string newLine = Environment.NewLine;
            string site = CreationSites.Find(socket) is { } trace ? $"{newLine}Created at:{newLine}{trace}" : string.Empty;
            CallExceptionHandler(new LoopErrorContext { Kind = LoopErrorKind.LeftOpen, Message = $"{socket} was still open when its loop was closed{site}" });
        }
    });
}
