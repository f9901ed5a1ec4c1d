namespace AsyncioSharp;

/// <summary>Receives the events of a <see cref="PolledSocket"/>. Loop thread only.</summary>
internal interface ISocketOwner
{
    /// <summary>A description for messages; null for an ordinary socket.</summary>
    string? Name => null;

    /// <summary>A read or an accept may succeed.</summary>
    void OnReadable();

    /// <summary>A write may succeed.</summary>
    void OnWritable();

    /// <summary>The socket was closed, by its owner or together with the loop.</summary>
    void OnClosed();
}
