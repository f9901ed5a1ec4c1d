using System.Runtime.Loader;

namespace AsyncioSharp.FixFuzz;

/// <summary>An assembly of programs, as long as they run.</summary>
internal sealed class LoadedImage : IDisposable
{
    private readonly AssemblyLoadContext _context = new("programs", isCollectible: true);

    private readonly System.Reflection.Assembly _assembly;

    public LoadedImage(byte[] image) => _assembly = _context.LoadFromStream(new MemoryStream(image));

    public Type TypeOf(FuzzProgram program) => _assembly.GetType($"{program.Namespace}.Program", throwOnError: true)!;

    public void Dispose() => _context.Unload();
}
