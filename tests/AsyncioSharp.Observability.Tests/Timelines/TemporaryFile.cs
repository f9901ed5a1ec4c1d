namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    internal TemporaryFile() => Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"asyncio-{Guid.NewGuid():N}.json");

    /// <summary>The name of another one with something behind it.</summary>
    internal TemporaryFile(string suffix, TemporaryFile other) => Path = System.IO.Path.ChangeExtension(other.Path, null) + suffix + ".json";

    internal string Path { get; }

    public void Dispose() => File.Delete(Path);
}
