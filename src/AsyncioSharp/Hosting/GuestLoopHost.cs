namespace AsyncioSharp;

/// <summary>A loop that runs turn by turn on the threads of a host. At most one turn is posted or running at any time.</summary>
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

    // Checks, while the loop is stopping, whether the host still runs turns.
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

    /// <summary>Requests a turn. Any thread. During a turn, it extends that turn or causes another one.</summary>
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

    /// <summary>Runs one turn, on a thread of the host. Does nothing if no turn is posted, because another thread has taken it.</summary>
    public void Execute()
    {
        if (LoopThread.Current.Loop is not null)
        {
            // The context runs posted callbacks inline, here inside a step of another loop. Turns do not nest.
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

    // A host that is gone (a closed window, a deactivated grain) may silently drop posted turns. The shutdown has posted one; if none has
    // run since the last check, the thread pool takes over.
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

    // A host that has shut down rejects turns. Callers wait for the loop's tasks, so these complete on the thread pool.
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
