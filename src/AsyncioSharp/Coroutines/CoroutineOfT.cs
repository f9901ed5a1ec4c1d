using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A cold asynchronous operation that returns a <typeparamref name="T"/>. The remarks of <see cref="Coroutine"/> apply.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// static async Coroutine&lt;int&gt; Count(string path) =&gt;
///     (await File.ReadAllTextAsync(path, Asyncio.CurrentToken)).Length;
///
/// int length = await Count("names.txt");
/// </code>
/// </example>
[AsyncMethodBuilder(typeof(CoroutineMethodBuilder<>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Coroutine<T> : IEquatable<Coroutine<T>>
{
    private readonly uint _version;

    internal Coroutine(ResultFrame<T> frame)
        : this(frame, frame.Version)
    {
    }

    internal Coroutine(ResultFrame<T> frame, uint version)
    {
        Frame = frame;
        _version = version;
    }

    internal ResultFrame<T>? Frame { get; }

    internal uint Version => _version;

    /// <summary>Converts the coroutine to an awaitable without a result, for example for a gather of mixed awaitables.</summary>
    /// <param name="coroutine">The coroutine. Between them, the coroutine and the awaitable can be awaited once.</param>
    public static implicit operator Awaitable(Coroutine<T> coroutine) => new(coroutine.Frame, coroutine._version);

    /// <summary>Whether both represent the same call of the same coroutine method.</summary>
    public static bool operator ==(Coroutine<T> left, Coroutine<T> right) => left.Equals(right);

    /// <summary>Whether they represent different calls.</summary>
    public static bool operator !=(Coroutine<T> left, Coroutine<T> right) => !left.Equals(right);

    /// <summary>Returns the awaiter. For use by the compiler.</summary>
    public CoroutineAwaiter<T> GetAwaiter() => new(Frame, _version);

    /// <summary>
    /// Discards a coroutine that has not started, so that it is not reported as never awaited (asyncio: <c>coro.close()</c>).
    /// </summary>
    public void Close() => Frame?.Close(_version);

    /// <inheritdoc/>
    public bool Equals(Coroutine<T> other) => ReferenceEquals(Frame, other.Frame) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Coroutine<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Frame is null ? 0 : HashCode.Combine(RuntimeHelpers.GetHashCode(Frame), _version);

    /// <summary>Returns the coroutine's name, for messages.</summary>
    public override string ToString() => Frame is { } frame && frame.Version == _version ? $"Coroutine {frame.Name}" : "Coroutine (over)";

    /// <summary>The same coroutine without its result. Only valid if <typeparamref name="T"/> is <see cref="VoidResult"/>.</summary>
    internal Coroutine WithoutResult() => Frame is null ? default : new Coroutine((ResultFrame<VoidResult>)(object)Frame, _version);

    /// <summary>Claims the frame for a task.</summary>
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
