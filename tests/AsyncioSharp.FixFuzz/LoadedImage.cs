using System.Runtime.Loader;

namespace AsyncioSharp.FixFuzz;

/// <summary>An assembly of programs, as long as they run.</summary>
internal sealed class LoadedImage : IDisposable
{
    private readonly AssemblyLoadContext _context = new("programs", KeepsMemoryLow);

    private readonly System.Reflection.Assembly _assembly;

    public LoadedImage(byte[] image) => _assembly = _context.LoadFromStream(new MemoryStream(image));

    /// <summary>
    /// Whether images are unloaded after their run. A test run is short enough to keep them, and safer: a run that unloaded a thousand of
    /// them died with a segmentation fault in the runtime (.NET 10.0.12), as it seems in a garbage collection.
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
