using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A cold asynchronous operation without a result. Calling an <c>async Coroutine</c> method runs nothing. The body starts when the
/// coroutine is awaited, or in the first step of a task created for it (<see cref="Asyncio.CreateTask(Coroutine, string?, bool?)"/>).
/// </summary>
/// <remarks>
/// <para>
/// An await runs the body in the caller's task, immediately and without a loop iteration (asyncio: a plain call). A coroutine can be
/// awaited once; every later use throws. <c>default</c> is a completed coroutine.
/// </para>
/// <para>
/// Cancellation is thrown at the innermost loop await. Thread affinity: a coroutine may be created on any thread and runs only on the
/// loop's thread.
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
/// await Say("now", 0.1);                            // runs in this task
/// var later = Asyncio.CreateTask(Say("later", 1));  // runs concurrently
/// await later;
/// </code>
/// </example>
[AsyncMethodBuilder(typeof(CoroutineMethodBuilder))]
[DebuggerDisplay("{ToString(),nq}")]
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

    /// <summary>A completed coroutine. It can be awaited any number of times, at no cost.</summary>
    public static Coroutine Completed => default;

    internal ResultFrame<VoidResult>? Frame { get; }

    internal uint Version => _version;

    /// <summary>Whether both represent the same call of the same coroutine method.</summary>
    public static bool operator ==(Coroutine left, Coroutine right) => left.Equals(right);

    /// <summary>Whether they represent different calls.</summary>
    public static bool operator !=(Coroutine left, Coroutine right) => !left.Equals(right);

    /// <summary>Returns the awaiter. For use by the compiler.</summary>
    public CoroutineAwaiter GetAwaiter() => new(Frame, _version);

    /// <summary>
    /// Discards a coroutine that has not started, so that it is not reported as never awaited (asyncio: <c>coro.close()</c>).
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

    /// <summary>Returns the coroutine's name, for messages.</summary>
    public override string ToString() => Frame is { } frame && frame.Version == _version ? $"Coroutine {frame.Name}" : "Coroutine (over)";

    /// <summary>Claims the frame for a task.</summary>
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

    /// <summary>The same coroutine with a frame of its own: all yields share one frame, which is replaced here.</summary>
    internal Coroutine WithOwnFrame() =>
        Frame == YieldFrame.Instance ? new Coroutine(SleepFrame<VoidResult>.Rent(TimeSpan.Zero, default)) : this;
}
