using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// The coroutine that calls a function of the user's in the task that runs it. In messages and dumps it has the function's name; as soon as
/// the function's own coroutine runs, only that one is shown.
/// </summary>
internal sealed class CallFrame<T>(FramePool pool) : ResultFrame<T>(pool)
{
    private static readonly int s_type = FramePool.NextType();

    private Delegate? _function;
    private Func<Delegate, Coroutine<T>>? _call;
    private CoroutineAwaiter<T> _awaiter;
    private bool _called;

    internal override string Name => _function is null ? "a function" : CoroutineName.Of(_function);

    internal override bool IsTransparent => true;

    /// <summary>A cold coroutine that calls the function, which takes no argument.</summary>
    internal static Coroutine<T> Of(Delegate function, [CallerArgumentExpression(nameof(function))] string? parameter = null) =>
        Of(function, static f => FunctionCall.Call<T>(f), parameter);

    /// <summary>A cold coroutine that has <paramref name="call"/> call the function.</summary>
    /// <exception cref="ArgumentNullException">The function is null, which came as <paramref name="parameter"/>.</exception>
    internal static Coroutine<T> Of(
        Delegate function, Func<Delegate, Coroutine<T>> call, [CallerArgumentExpression(nameof(function))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(function, parameter);
        LoopThread thread = LoopThread.Current;
        FramePool pool = thread.Pool(s_type);
        CallFrame<T> frame = Unsafe.As<CallFrame<T>>(pool.TryTake()) ?? new CallFrame<T>(pool);
        frame.Begin(thread);
        frame._function = function;
        frame._call = call;
        frame._called = false;
        return new Coroutine<T>(frame);
    }

    [StackTraceHidden]
    internal override void MoveNext(EventLoop loop)
    {
        try
        {
            if (!_called)
            {
                _called = true;
                _awaiter = Call(loop).GetAwaiter();
                if (!_awaiter.IsCompleted)
                {
                    AwaiterDispatch.SuspendUnsafe(this, ref _awaiter);
                    return;
                }
            }

            Complete(_awaiter.GetResult());
        }
        catch (Exception e)
        {
            Fail(e);
        }

        DiscardBody();
    }

    // What the function does before it returns its coroutine is the user's code, too.
    private Coroutine<T> Call(EventLoop loop)
    {
        if (loop.StepWatch is not { } watch)
        {
            return _call!(_function!);
        }

        (long Start, long Inner) begun = watch.Begin();
        Coroutine<T> coroutine = _call!(_function!);
        watch.End(begun, this);
        return coroutine;
    }

    internal override void DiscardBody()
    {
        _function = null;
        _call = null;
        _awaiter = default;
    }
}
