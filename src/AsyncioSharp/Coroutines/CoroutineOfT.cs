using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A cold asynchronous operation that returns a <typeparamref name="T"/>. See <see cref="Coroutine"/>, whose remarks hold here too.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
[AsyncMethodBuilder(typeof(CoroutineMethodBuilder<>))]
public readonly struct Coroutine<T> : IEquatable<Coroutine<T>>
{
    private readonly uint _version;

    internal Coroutine(ResultFrame<T> frame)
    {
        Frame = frame;
        _version = frame.Version;
    }

    internal ResultFrame<T>? Frame { get; }

    /// <summary>The task that was made of it and has not had its first step; null otherwise.</summary>
    internal LoopTask? UnstartedTask => Frame is { State: FrameState.Claimed } frame && frame.Version == _version ? frame.Task : null;

    /// <summary>Whether both are the same call of the same coroutine method.</summary>
    public static bool operator ==(Coroutine<T> left, Coroutine<T> right) => left.Equals(right);

    /// <summary>Whether they are different calls.</summary>
    public static bool operator !=(Coroutine<T> left, Coroutine<T> right) => !left.Equals(right);

    /// <summary>Makes the coroutine awaitable. Meant for the compiler.</summary>
    public CoroutineAwaiter<T> GetAwaiter() => new(Frame, _version);

    /// <summary>Gives up a coroutine that was not started, without the report that it was never awaited (asyncio: <c>coro.close()</c>).</summary>
    public void Close() => Frame?.Close(_version);

    /// <inheritdoc/>
    public bool Equals(Coroutine<T> other) => ReferenceEquals(Frame, other.Frame) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Coroutine<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Frame is null ? 0 : HashCode.Combine(RuntimeHelpers.GetHashCode(Frame), _version);

    /// <summary>The coroutine's name, for messages.</summary>
    public override string ToString() => Frame is { } frame && frame.Version == _version ? $"Coroutine {frame.Name}" : "Coroutine (over)";

    /// <summary>Hands the body over to a task.</summary>
    internal Frame Claim()
    {
        if (Frame is null)
        {
            return new CompletedFrame();
        }

        Frame.Claim(_version);
        return Frame;
    }
}
