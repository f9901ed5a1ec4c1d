using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A cold asynchronous operation without a result. Calling an <c>async Coroutine</c> method runs nothing; the body starts when the coroutine
/// is awaited, or when a task is made of it (<see cref="Asyncio.CreateTask(Coroutine, string?, bool?)"/>).
/// </summary>
/// <remarks>
/// <para>An await runs the body in the caller's task, at once and without an iteration of the loop (asyncio: a plain call). It can be awaited
/// once; every later use throws. <c>default</c> is a completed coroutine.</para>
/// <para>
/// Cancellation is thrown at the innermost await of the loop. Thread affinity: may be created on any thread, runs on the loop's thread
/// only.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// static async Coroutine Say(string text, double seconds)
/// {
///     await Asyncio.Sleep(seconds);
///     Console.WriteLine(text);
/// }
///
/// await Say("now", 0.1);                            // runs it here
/// var later = Asyncio.CreateTask(Say("later", 1));  // runs it beside
/// await later;
/// </code>
/// </example>
[AsyncMethodBuilder(typeof(CoroutineMethodBuilder))]
public readonly struct Coroutine : IEquatable<Coroutine>
{
    private readonly uint _version;

    internal Coroutine(ResultFrame<VoidResult> frame)
        : this(frame, frame.Version)
    {
    }

    internal Coroutine(ResultFrame<VoidResult> frame, uint version)
    {
        Frame = frame;
        _version = version;
    }

    /// <summary>A coroutine that is complete: awaiting it costs nothing, any number of times.</summary>
    public static Coroutine Completed => default;

    internal ResultFrame<VoidResult>? Frame { get; }

    internal uint Version => _version;

    /// <summary>Whether both are the same call of the same coroutine method.</summary>
    public static bool operator ==(Coroutine left, Coroutine right) => left.Equals(right);

    /// <summary>Whether they are different calls.</summary>
    public static bool operator !=(Coroutine left, Coroutine right) => !left.Equals(right);

    /// <summary>Makes the coroutine awaitable. Meant for the compiler.</summary>
    public CoroutineAwaiter GetAwaiter() => new(Frame, _version);

    /// <summary>
    /// Gives up a coroutine that was not started, without the report that it was never awaited (asyncio: <c>coro.close()</c>).
    /// </summary>
    public void Close()
    {
        if (Frame != YieldFrame.Instance)
        {
            Frame?.Close(_version);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Coroutine other) => ReferenceEquals(Frame, other.Frame) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Coroutine other && Equals(other);

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

        Coroutine own = WithOwnFrame();
        own.Frame!.Claim(own._version);
        return own.Frame;
    }

    /// <summary>The same coroutine for somebody who needs its frame: a yield shares one, and gets its own here.</summary>
    internal Coroutine WithOwnFrame() =>
        Frame == YieldFrame.Instance ? new Coroutine(SleepFrame<VoidResult>.Rent(TimeSpan.Zero, default)) : this;
}
