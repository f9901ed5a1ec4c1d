namespace AsyncioSharp;

/// <summary>A loop that runs turn by turn on threads of a host. At most one turn is posted or runs at any time.</summary>
internal sealed class GuestLoopHost : LoopHost, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Posted = 1;
    private const int Running = 2;
    private const int RunningAndWoken = 3;

    private readonly TimeSpan _quantum;
    private readonly GuestClock _clock;
    private volatile Action<GuestLoopHost> _post;
    private int _state;
    private volatile bool _closing;

    // While it stops: whether the host still gives turns.
    private ITimer? _watch;
    private long _turns;
    private long _turnsAtLastLook;

    internal GuestLoopHost(Action<GuestLoopHost> post, LoopHostOptions options)
        : this(post, options, new GuestClock(options.TimeProvider))
    {
    }

    private GuestLoopHost(Action<GuestLoopHost> post, LoopHostOptions options, GuestClock clock)
        : base(new EventLoop(clock), options)
    {
        _post = post;
        _quantum = options.Quantum;
        _clock = clock;
        _clock.Host = this;
        Loop.BeginHosting();
    }

    /// <summary>Asks for a turn. Any thread; during a turn it makes that one go on.</summary>
    internal void Wake()
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            if (state is Posted or RunningAndWoken)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _state, state + 1, state) == state)
            {
                if (state == Idle)
                {
                    Post();
                }

                return;
            }
        }
    }

    /// <summary>Posts a turn to the thread pool.</summary>
    internal static void PostToPool(GuestLoopHost host) => ThreadPool.UnsafeQueueUserWorkItem(host, preferLocal: false);

    /// <summary>One turn, on a thread of the host. Nothing when no turn is posted: it was taken elsewhere.</summary>
    public void Execute()
    {
        if (LoopThread.Current.Loop is not null)
        {
            // A context that calls back at once, inside of another loop's step: turns do not nest.
            PostToPool(this);
            return;
        }

        if (Interlocked.CompareExchange(ref _state, Running, Posted) != Posted)
        {
            return;
        }

        bool goesOn = Loop.RunTurn(_quantum);
        Volatile.Write(ref _turns, _turns + 1);
        if (_closing)
        {
            _clock.Dispose();
            _watch?.Dispose();
            Close();
            return;
        }

        if (!goesOn && Loop.NextTimer is { } due)
        {
            goesOn = !_clock.WakeAt(due);
        }

        if (goesOn || Interlocked.CompareExchange(ref _state, Idle, Running) != Running)
        {
            Interlocked.Exchange(ref _state, Posted);
            Post();
        }
    }

    private protected override void BeginClose()
    {
        _closing = true;
        Wake();
    }

    private protected override void WatchStop(TimeProvider time, TimeSpan patience)
    {
        _turnsAtLastLook = Volatile.Read(ref _turns);
        using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _watch = time.CreateTimer(static host => ((GuestLoopHost)host!).LookAtHost(), this, patience, patience);
    }

    // The window is closed, or the grain is gone: such a host may drop what is posted to it without a word. The shutdown has posted a turn.
    private void LookAtHost()
    {
        long turns = Volatile.Read(ref _turns);
        if (turns == _turnsAtLastLook && Volatile.Read(ref _state) == Posted)
        {
            _post = PostToPool;
            PostToPool(this);
        }

        _turnsAtLastLook = turns;
    }

    // A host that has shut down refuses turns. The tasks of the loop end all the same, on the thread pool: callers wait for them.
    private void Post()
    {
        try
        {
            _post(this);
        }
        catch (Exception)
        {
            PostToPool(this);
        }
    }
}
