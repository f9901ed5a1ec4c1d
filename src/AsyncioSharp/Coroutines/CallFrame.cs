using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A coroutine that calls a user function in the task that runs it. Messages and dumps show it under the function's name until the
/// function's own coroutine runs; then they show only that coroutine.
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

    /// <summary>Returns a cold coroutine that calls a function without an argument.</summary>
    internal static Coroutine<T> Of(Delegate function, [CallerArgumentExpression(nameof(function))] string? parameter = null) =>
        Of(function, static f => FunctionCall.Call<T>(f), parameter);

    /// <summary>Returns a cold coroutine that uses <paramref name="call"/> to call the function.</summary>
    /// <exception cref="ArgumentNullException">The function is null. <paramref name="parameter"/> is the reported name.</exception>
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
        if (thread.Debug)
        {
            // As if the function had a frame of its own, like a coroutine method.
            CreationSites.Record(frame, $"   at {CoroutineName.Of(function)}");
        }

        return new Coroutine<T>(frame);
    }

    [StackTraceHidden]
    internal override bool MoveNext(EventLoop loop)
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
                    return false;
                }
            }

            Complete(_awaiter.GetResult());
        }
        catch (Exception e)
        {
            Fail(e);
        }

        DiscardBody();
        return true;
    }

    // The code that the function runs before it returns its coroutine is user code too, so it is timed.
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
