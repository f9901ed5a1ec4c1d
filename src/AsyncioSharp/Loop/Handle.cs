namespace AsyncioSharp;

/// <summary>A callback that the loop will run, and the means to withdraw it (asyncio: <c>Handle</c>). Loop thread only.</summary>
/// <remarks>A struct, so that a callback is one object. <c>default</c> is the handle of nothing.</remarks>
public readonly struct Handle
{
    private readonly CallbackWorkItem? _item;

    internal Handle(CallbackWorkItem item)
    {
        _item = item;
    }

    /// <summary>Whether <see cref="Cancel"/> was called.</summary>
    public bool IsCanceled => _item is { IsCanceled: true };

    /// <summary>The callback will not run. Nothing when it ran already, or was cancelled before.</summary>
    public void Cancel() => _item?.Cancel();

    /// <summary>The callback and whether it is cancelled, for messages; in debug mode also where it was registered.</summary>
    public override string ToString() => Describe("Handle");

    internal string Describe(string start) => $"<{start}{(IsCanceled ? " cancelled" : string.Empty)} {_item?.Describe() ?? "of nothing"}>";
}
