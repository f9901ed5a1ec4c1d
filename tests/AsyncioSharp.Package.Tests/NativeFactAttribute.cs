namespace AsyncioSharp.Package.Tests;

/// <summary>A test that compiles to native code: skipped, and reported as skipped, where there is no linker.</summary>
public sealed class NativeFactAttribute : FactAttribute
{
    /// <summary>Looks for a linker.</summary>
    public NativeFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        bool hasLinker = OperatingSystem.IsWindows() || folders.Any(static folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));
        if (!hasLinker)
        {
            Skip = "NativeAOT needs clang or gcc.";
        }
    }
}
