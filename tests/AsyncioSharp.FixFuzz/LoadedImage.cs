using System.Runtime.Loader;

namespace AsyncioSharp.FixFuzz;

/// <summary>An assembly of programs, as long as they run.</summary>
internal sealed class LoadedImage : IDisposable
{
    private readonly AssemblyLoadContext _context = new("programs", KeepsMemoryLow);

    private readonly System.Reflection.Assembly _assembly;

    public LoadedImage(byte[] image) => _assembly = _context.LoadFromStream(new MemoryStream(image));

    /// <summary>
    /// Whether images are unloaded after their run. A test run is short enough to keep them: .NET 10.0.12 has died in a garbage collection
    /// (a segmentation fault in its plan phase) during a test run that unloaded a thousand of them.
    /// </summary>
    public static bool KeepsMemoryLow { get; set; }

    public Type TypeOf(FuzzProgram program) => _assembly.GetType($"{program.Namespace}.Program", throwOnError: true)!;

    public void Dispose()
    {
        if (KeepsMemoryLow)
        {
            _context.Unload();
        }
    }
}
