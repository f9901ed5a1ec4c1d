namespace AsyncioSharp;

/// <summary>Gets the events of a <see cref="PolledSocket"/>. Loop thread.</summary>
internal interface ISocketOwner
{
    /// <summary>What it is, for messages; null: an ordinary socket.</summary>
    string? Name => null;

    /// <summary>A read, or an accept, may find something.</summary>
    void OnReadable();

    /// <summary>A write may find room.</summary>
    void OnWritable();

    /// <summary>The socket was closed, by its owner or with the loop.</summary>
    void OnClosed();
}
