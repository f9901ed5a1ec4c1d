namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary>The device that fails every write as a full disk does. Its tests run in one collection, because a recording locks its file.</summary>
internal static class FullDisk
{
    internal const string Path = "/dev/full";
    internal const string Collection = "full disk";
}
