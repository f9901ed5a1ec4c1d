using System.ComponentModel;
using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A promise of a value (asyncio: <c>Future</c>). The remarks of <see cref="Future"/> hold here too.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Future<T> : Future, IFuture<T>
{
    private T? _result;

    /// <summary>A promise on the loop that runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">No loop is running.</exception>
    public Future()
    {
    }

    /// <summary>A promise on the given loop.</summary>
    /// <param name="loop">The loop whose coroutines will await it.</param>
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

    /// <summary>Completes it. Waiters run in the next iteration.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidStateException">It is done already.</exception>
    /// <exception cref="InvalidOperationException">This is not the loop's thread.</exception>
    public void SetResult(T value)
    {
        if (!TrySetResult(value))
        {
            ThrowDone();
        }
    }

    /// <summary>Completes it if it is pending; false otherwise. See <see cref="SetResult(T)"/>.</summary>
    /// <param name="value">The value.</param>
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

    /// <summary>Not for this class: it has a value to set.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("This future has a value: use SetResult(value).", error: true)]
    public new void SetResult() => base.SetResult();

    /// <summary>Not for this class: it has a value to set.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("This future has a value: use TrySetResult(value).", error: true)]
    public new bool TrySetResult() => base.TrySetResult();

    /// <inheritdoc cref="Future.AsTask"/>
    public new Task<T> AsTask() => FutureToTaskAdapter.Of(this, static future => CombinatorInputs.Result<T>(future));

    /// <summary>Makes it awaitable. Meant for the compiler.</summary>
    public new FutureAwaiter<T> GetAwaiter() => new(this);

    Future IFuture<T>.AsFuture() => this;

    /// <summary>The value, when it is known that there is one.</summary>
    internal T ResultUnchecked => _result!;

    internal override string ResultText => FutureText.Result(_result);
}
