using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A cold asynchronous operation that returns a <typeparamref name="T"/>. See <see cref="Coroutine"/>, whose remarks hold here too.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <example>
/// <code>
/// static async Coroutine&lt;int&gt; Count(string url) => (await http.GetStringAsync(url)).Length;
///
/// int length = await Count(url);
/// </code>
/// </example>
[AsyncMethodBuilder(typeof(CoroutineMethodBuilder<>))]
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

    /// <summary>The coroutine where its result does not matter, as in a gather of different things.</summary>
    /// <param name="coroutine">The coroutine. It can still be awaited once.</param>
    public static implicit operator Awaitable(Coroutine<T> coroutine) => new(coroutine.Frame, coroutine._version);

    /// <summary>Whether both are the same call of the same coroutine method.</summary>
    public static bool operator ==(Coroutine<T> left, Coroutine<T> right) => left.Equals(right);

    /// <summary>Whether they are different calls.</summary>
    public static bool operator !=(Coroutine<T> left, Coroutine<T> right) => !left.Equals(right);

    /// <summary>Makes the coroutine awaitable. Meant for the compiler.</summary>
    public CoroutineAwaiter<T> GetAwaiter() => new(Frame, _version);

    /// <summary>
    /// Gives up a coroutine that was not started, without the report that it was never awaited (asyncio: <c>coro.close()</c>).
    /// </summary>
    public void Close() => Frame?.Close(_version);

    /// <inheritdoc/>
    public bool Equals(Coroutine<T> other) => ReferenceEquals(Frame, other.Frame) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Coroutine<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Frame is null ? 0 : HashCode.Combine(RuntimeHelpers.GetHashCode(Frame), _version);

    /// <summary>The coroutine's name, for messages.</summary>
    public override string ToString() => Frame is { } frame && frame.Version == _version ? $"Coroutine {frame.Name}" : "Coroutine (over)";

    /// <summary>Only of a coroutine whose result is <see cref="VoidResult"/>: the same one without a result.</summary>
    internal Coroutine WithoutResult() => Frame is null ? default : new Coroutine((ResultFrame<VoidResult>)(object)Frame, _version);

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
