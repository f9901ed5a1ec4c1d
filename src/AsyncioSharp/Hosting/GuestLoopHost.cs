namespace AsyncioSharp;

/// <summary>A loop that runs turn by turn on threads of a host. At most one turn is posted or runs at any time.</summary>
internal sealed class GuestLoopHost : LoopHost, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Posted = 1;
    private const int Running = 2;
    private const int RunningAndWoken = 3;

    private readonly Action<GuestLoopHost> _post;
    private readonly long _quantum;
    private readonly GuestClock _clock;
    private int _state;
    private volatile bool _closing;

    internal GuestLoopHost(Action<GuestLoopHost> post, LoopHostOptions options)
        : this(post, options, new GuestClock())
    {
    }

    private GuestLoopHost(Action<GuestLoopHost> post, LoopHostOptions options, GuestClock clock)
        : base(new EventLoop(clock), options)
    {
        _post = post;
        _quantum = options.Quantum.Ticks;
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

    /// <summary>One turn, on a thread of the host.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (LoopThread.Current.Loop is not null)
        {
            // A context that calls back at once, inside of another loop's step: turns do not nest.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        Interlocked.Exchange(ref _state, Running);
        bool goesOn = Loop.RunTurn(_quantum);
        if (_closing)
        {
            _clock.Dispose();
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

    // A host that has shut down refuses turns. The tasks of the loop end all the same, on the thread pool: callers wait for them.
    private void Post()
    {
        try
        {
            _post(this);
        }
        catch (Exception)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
