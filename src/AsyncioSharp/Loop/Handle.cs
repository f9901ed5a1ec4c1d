using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>A handle to cancel a callback that the loop will run (asyncio: <c>Handle</c>). Loop thread only.</summary>
/// <remarks>A struct, so that a callback is a single object. <c>default</c> is a handle without a callback.</remarks>
/// <example>
/// <code>
/// Handle handle = Asyncio.RunningLoop.CallSoon(() =&gt; Console.WriteLine("never printed"));
/// handle.Cancel();
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Handle
{
    private readonly CallbackWorkItem? _item;

    internal Handle(CallbackWorkItem item)
    {
        _item = item;
    }

    /// <summary>Whether <see cref="Cancel"/> was called.</summary>
    public bool IsCanceled => _item is { IsCanceled: true };

    /// <summary>Cancels the callback. Does nothing if it has run or was already canceled.</summary>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public void Cancel() => _item?.Cancel();

    /// <summary>
    /// Returns the callback and whether it is canceled, for messages. In debug mode it includes the place of registration.
    /// </summary>
    public override string ToString() => Describe("Handle");

    internal string Describe(string start) => $"<{start}{(IsCanceled ? " cancelled" : string.Empty)} {_item?.Describe() ?? "of nothing"}>";
}
