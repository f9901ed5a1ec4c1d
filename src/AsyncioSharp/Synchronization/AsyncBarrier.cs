namespace AsyncioSharp;

/// <summary>A point that a number of coroutines pass together, again and again (asyncio: <c>Barrier</c>).</summary>
/// <remarks>
/// The last one to arrive does not suspend; the others resume in the next iteration, in the order of their arrival. Whoever arrives while
/// the others leave waits for the next round. Thread affinity: the loop's thread; it may be created anywhere, and belongs to the loop of its
/// first waiter.
/// </remarks>
public sealed class AsyncBarrier
{
    private readonly AsyncCondition _changed = new();
    private State _state = State.Filling;
    private int _count;

    /// <summary>A barrier.</summary>
    /// <param name="parties">How many have to arrive; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parties"/> is less than 1.</exception>
    public AsyncBarrier(int parties)
    {
        if (parties < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(parties), "parties must be > 0");
        }

        Parties = parties;
    }

    private enum State
    {
        /// <summary>Arrivals wait for the others.</summary>
        Filling,

        /// <summary>All have arrived and leave.</summary>
        Draining,

        /// <summary>Those who waited leave with an exception.</summary>
        Resetting,

        /// <summary>Everybody gets an exception, until a reset.</summary>
        Broken,
    }

    /// <summary>How many have to arrive.</summary>
    public int Parties { get; }

    /// <summary>How many wait for the others; 0 while they leave.</summary>
    public int WaitingCount => _state == State.Filling ? _count : 0;

    /// <summary>Whether <see cref="AbortAsync"/> was called, and no reset since.</summary>
    public bool IsBroken => _state == State.Broken;

    /// <summary>Arrives, and waits until all parties have arrived.</summary>
    /// <returns>The index of the arrival in this round, from 0 to <see cref="Parties"/> - 1; one each.</returns>
    /// <exception cref="BrokenBarrierException">The barrier is broken, or was aborted or reset while waiting.</exception>
    /// <exception cref="InvalidOperationException">On an await that waits: the barrier belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">The task was cancelled while waiting. It no longer counts; the others wait on (S219).</exception>
    public async Coroutine<int> WaitAsync()
    {
        using (await _changed.AcquireAsync())
        {
            await WaitForRound();
            try
            {
                int index = _count++;
                if (_count == Parties)
                {
                    _state = State.Draining;
                    _changed.NotifyAll();
                }
                else
                {
                    await WaitForOthers();
                }

                return index;
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>Starts anew: whoever waits gets a <see cref="BrokenBarrierException"/>, later arrivals are a new round.</summary>
    /// <exception cref="LoopCanceledException">The task was cancelled before it got its turn; nothing was reset.</exception>
    public async Coroutine ResetAsync()
    {
        using (await _changed.AcquireAsync())
        {
            _state = _count > 0 ? State.Resetting : State.Filling;
            _changed.NotifyAll();
        }
    }

    /// <summary>Breaks it: whoever waits or arrives gets a <see cref="BrokenBarrierException"/>, until <see cref="ResetAsync"/>.</summary>
    /// <exception cref="LoopCanceledException">The task was cancelled before it got its turn; nothing was aborted.</exception>
    public async Coroutine AbortAsync()
    {
        using (await _changed.AcquireAsync())
        {
            _state = State.Broken;
            _changed.NotifyAll();
        }
    }

    /// <summary>State, for messages.</summary>
    public override string ToString() => $"<AsyncBarrier {_state.ToString().ToLowerInvariant()}, waiters: {WaitingCount}/{Parties}>";

    private async Coroutine WaitForRound()
    {
        while (_state is State.Draining or State.Resetting)
        {
            await _changed.WaitAsync();
        }

        if (_state == State.Broken)
        {
            throw new BrokenBarrierException("Barrier aborted");
        }
    }

    private async Coroutine WaitForOthers()
    {
        while (_state == State.Filling)
        {
            await _changed.WaitAsync();
        }

        if (_state is State.Broken or State.Resetting)
        {
            throw new BrokenBarrierException("Abort or reset of barrier");
        }
    }

    // The last one to leave opens the next round.
    private void Leave()
    {
        if (--_count > 0)
        {
            return;
        }

        if (_state is State.Resetting or State.Draining)
        {
            _state = State.Filling;
        }

        _changed.NotifyAll();
    }
}
