namespace AsyncioSharp.Samples.Service;

/// <summary>One order.</summary>
internal sealed record Order(int Id, string Item)
{
    /// <summary>Set when it was shipped.</summary>
    public AsyncEvent Shipped { get; } = new();
}
