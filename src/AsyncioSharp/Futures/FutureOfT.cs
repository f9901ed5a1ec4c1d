using System.ComponentModel;
using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A promise of a value (asyncio: <c>Future</c>). The remarks of <see cref="Future"/> apply.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <example>
/// <code>
/// var answer = new Future&lt;int&gt;();
/// Asyncio.RunningLoop.CallSoon(() =&gt; answer.SetResult(42));
/// int value = await answer;
/// </code>
/// </example>
public class Future<T> : Future, IFuture<T>
{
    private T? _result;

    /// <summary>Creates a pending future on the loop that runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public Future()
    {
    }

    /// <summary>Creates a pending future on the given loop.</summary>
    /// <param name="loop">The loop whose coroutines will await it.</param>
    /// <exception cref="InvalidOperationException">The loop is closed, or runs on another thread.</exception>
    public Future(EventLoop loop)
        : base(loop)
    {
    }

    /// <inheritdoc/>
    public T Result
    {
        [StackTraceHidden]
        get
        {
            GetResult();
            return _result!;
        }
    }

    /// <summary>Completes the future with a value. Waiters run in the next iteration.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidStateException">The future is already done.</exception>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public void SetResult(T value)
    {
        if (!TrySetResult(value))
        {
            ThrowDone();
        }
    }

    /// <summary>Completes the future with a value if it is pending. See <see cref="SetResult(T)"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False if the future was already done.</returns>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public bool TrySetResult(T value)
    {
        Loop.CheckThread();
        if (IsDone)
        {
            return false;
        }

        _result = value;
        return TryComplete(FutureStatus.Succeeded, null);
    }

    /// <summary>Not supported: this future needs a value.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("This future has a value: use SetResult(value).", error: true)]
    public new void SetResult() => base.SetResult();

    /// <summary>Not supported: this future needs a value.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("This future has a value: use TrySetResult(value).", error: true)]
    public new bool TrySetResult() => base.TrySetResult();

    /// <inheritdoc cref="Future.AsTask"/>
    public new Task<T> AsTask() => FutureToTaskAdapter.Of(this, static future => CombinatorInputs.Result<T>(future));

    /// <summary>Returns the awaiter. For use by the compiler.</summary>
    public new FutureAwaiter<T> GetAwaiter() => new(this);

    Future IFuture<T>.AsFuture() => this;

    /// <summary>The value of a future that has succeeded.</summary>
    internal T ResultUnchecked => _result!;

    internal override string ResultText => FutureText.Result(_result);
}
