using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A rendezvous for a fixed number of coroutines; reusable (asyncio: <c>Barrier</c>).</summary>
/// <remarks>
/// The last coroutine to arrive does not suspend; the others resume in the next iteration, in order of arrival. A coroutine that arrives
/// while the others are leaving waits for the next round. Thread affinity: the loop's thread; a barrier can be created on any thread, and
/// belongs to the loop of its first waiter.
/// </remarks>
/// <example>
/// <code>
/// var barrier = new AsyncBarrier(2);
///
/// async Coroutine Work(string name)
/// {
///     Console.WriteLine($"{name} arrives");
///     await barrier.WaitAsync();
///     Console.WriteLine($"{name} continues");   // after both have arrived
/// }
///
/// await Asyncio.Gather(Work("a"), Work("b"));
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AsyncBarrier
{
    private readonly AsyncCondition _changed = new();
    private State _state = State.Filling;
    private int _count;

    /// <summary>Creates a barrier.</summary>
    /// <param name="parties">The number of coroutines that must arrive; 1 or more.</param>
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

        /// <summary>All have arrived and are leaving.</summary>
        Draining,

        /// <summary>The waiters leave with an exception.</summary>
        Resetting,

        /// <summary>Every waiter and arrival gets an exception until a reset.</summary>
        Broken,
    }

    /// <summary>The number of coroutines that must arrive.</summary>
    public int Parties { get; }

    /// <summary>The number of coroutines waiting for the others; 0 while they leave.</summary>
    public int WaitingCount => _state == State.Filling ? _count : 0;

    /// <summary>Whether <see cref="AbortAsync"/> was called and the barrier has not been reset since.</summary>
    public bool IsBroken => _state == State.Broken;

    /// <summary>Arrives, and waits until all parties have arrived.</summary>
    /// <returns>The index of this arrival in the round, from 0 to <see cref="Parties"/> - 1; each index occurs once.</returns>
    /// <exception cref="BrokenBarrierException">The barrier is broken, or was aborted or reset during the wait.</exception>
    /// <exception cref="InvalidOperationException">The await has to wait, and the barrier belongs to another loop.</exception>
    /// <exception cref="LoopCanceledException">
    /// The task was canceled while waiting. Its arrival no longer counts; the others keep waiting (S219).
    /// </exception>
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

    /// <summary>Resets the barrier: waiters get a <see cref="BrokenBarrierException"/>, and later arrivals start a new round.</summary>
    /// <returns>A coroutine that completes once the barrier is reset.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled while it waited for its turn; nothing was reset.</exception>
    public async Coroutine ResetAsync()
    {
        using (await _changed.AcquireAsync())
        {
            _state = _count > 0 ? State.Resetting : State.Filling;
            _changed.NotifyAll();
        }
    }

    /// <summary>
    /// Breaks the barrier: waiters and arrivals get a <see cref="BrokenBarrierException"/> until <see cref="ResetAsync"/>.
    /// </summary>
    /// <returns>A coroutine that completes once the barrier is broken.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled while it waited for its turn; nothing was aborted.</exception>
    public async Coroutine AbortAsync()
    {
        using (await _changed.AcquireAsync())
        {
            _state = State.Broken;
            _changed.NotifyAll();
        }
    }

    /// <summary>Describes the state, for messages.</summary>
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
