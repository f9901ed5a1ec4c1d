namespace AsyncioSharp;

/// <content>Sockets: the poller and the network.</content>
public sealed partial class EventLoop
{
    // The amount of work, in work items, after which a loop that is never idle polls its sockets. A system call counts as several items.
    private const int WorkBetweenPolls = 256;
    private const int WorkOfSystemCall = 16;
    private const int WorkOfIteration = 4;

    private volatile Poller? _poller;
    private Network? _network;
    private int _workSincePoll;

    /// <summary>The kind of poller to create; set it before the first socket is created.</summary>
    internal PollerKind PollerKind { get; set; }

    /// <summary>The network that connections and servers use: the operating system's sockets, or a network in memory.</summary>
    internal Network Network
    {
        get => _network ??= new SocketNetwork(this);
        set => _network = value;
    }

    /// <summary>The poller; it is created with the first socket.</summary>
    internal Poller GetPoller() => _poller ?? CreatePoller();

    /// <summary>Counts a system call as work, so that sockets that are always ready do not starve the other sockets.</summary>
    internal void CountSystemCall() => _workSincePoll += WorkOfSystemCall;

    // Called from other threads.
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

        // Another thread may have sent work and woken the clock, which the loop no longer waits on. The first wait of the poller therefore
        // returns immediately and finds the work.
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
            Recorder?.EndPoll();
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

    // An open socket is a leak in the program. Each one is reported, in debug mode with the place where it was created.
    private void ClosePoller() => _poller?.Close(socket =>
    {
        if (!socket.MayBeLeftOpen)
        {
            string newLine = Environment.NewLine;
            string site = CreationSites.Find(socket) is { } trace ? $"{newLine}Created at:{newLine}{trace}" : string.Empty;
            Report(LoopErrorKind.LeftOpen, $"{socket} was still open when its loop was closed{site}");
        }
    });
}
