namespace AsyncioSharp.Samples.Tour;

/// <summary>A copy of the pitfalls in a folder of its own, outside of the repository; gone when disposed.</summary>
internal sealed class PitfallsCopy : IDisposable
{
    private static readonly string s_here = AppContext.BaseDirectory;
    private static readonly string s_original = Path.Combine(s_here, "pitfalls");

    private readonly string _folder = Directory.CreateTempSubdirectory("AsyncioSharp.Tour.").FullName;

    public PitfallsCopy()
    {
        foreach (string file in Directory.GetFiles(s_original))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        // Whatever lies in the folders above is none of this build's business.
        Write(".editorconfig", "root = true");
        Write("Directory.Packages.props", "<Project />");
        Write("Directory.Build.props", "<Project><PropertyGroup><NuGetAudit>false</NuGetAudit></PropertyGroup></Project>");

        // The assemblies beside this program stand in for the repository's projects.
        Write("Directory.Build.targets", $"""
            <Project>
              <PropertyGroup>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Remove="@(ProjectReference)" />
                <Reference Include="{s_here}AsyncioSharp.dll" />
                <Reference Include="{s_here}Microsoft.Extensions.Logging.Abstractions.dll" />
                <Analyzer Include="{s_here}rules/*.dll" />
              </ItemGroup>
            </Project>
            """);
    }

    public Build Build()
    {
        Console.WriteLine("$ dotnet build");

        // Without increments, because a compiler that has nothing to do says nothing.
        var (exitCode, output) = DotNet.Run(
            _folder, "build", "--no-incremental", "--output", "out", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        return new Build(_folder, exitCode, output);
    }

    public void Run() => Console.Write(Succeed("out/Pitfalls.dll"));

    public void Fix()
    {
        Console.WriteLine("$ dotnet format analyzers");
        Succeed("format", "analyzers", "--no-restore");
    }

    public void PrintChanges()
    {
        foreach (string file in Directory.GetFiles(_folder, "*.cs").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(file);
            LineDiff.Print(name, File.ReadAllLines(Path.Combine(s_original, name)), File.ReadAllLines(file));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Succeed(params string[] arguments)
    {
        var (exitCode, output) = DotNet.Run(_folder, arguments);
        return exitCode == 0 ? output : throw new TourException($"dotnet {string.Join(' ', arguments)} failed{Environment.NewLine}{output}");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
