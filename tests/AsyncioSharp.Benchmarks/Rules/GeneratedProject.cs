using System.Text;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>A project like those that people have, the same each time.</summary>
internal sealed class GeneratedProject
{
    private const int Seed = 20261120;

    private readonly IReadOnlyList<RulePackage> _packages;

    private GeneratedProject(string folder, int files, int lines, IReadOnlyList<RulePackage> packages)
    {
        Folder = folder;
        Files = files;
        Lines = lines;
        _packages = packages;
    }

    internal string Folder { get; }

    internal int Files { get; }

    internal int Lines { get; }

    internal static GeneratedProject Write(string folder, int files, IReadOnlyList<RulePackage> packages)
    {
        var file = new GeneratedFile(new Random(Seed));
        int lines = 0;
        for (int i = 0; i < files; i++)
        {
            string text = file.Next();
            lines += text.Count(static c => c == '\n');
            string area = Path.Combine(folder, $"Area{i / 50}");
            Directory.CreateDirectory(area);
            File.WriteAllText(Path.Combine(area, $"File{i}.cs"), text);
        }

        File.WriteAllText(Path.Combine(folder, "generated.csproj"), ProjectFile(packages));
        return new GeneratedProject(folder, files, lines, packages);
    }

    /// <summary>Leaves on only the rules of the packages.</summary>
    /// <param name="running">What runs as long as nothing is said.</param>
    internal void TurnOffOthers(IEnumerable<AnalyzerTime> running)
    {
        string[] on = [.. _packages.SelectMany(static package => package.Ids)];
        string[] off = [.. running.SelectMany(static time => time.Ids).Distinct().Except(on).Where(static id => !id.StartsWith("AIO", StringComparison.Ordinal))];

        // Warnings all: the compiler does not run what is only a suggestion.
        var text = new StringBuilder("is_global = true\nroslynator_configure_await = true\n");
        text.AppendJoin('\n', on.Select(static id => $"dotnet_diagnostic.{id}.severity = warning")).Append('\n');
        text.AppendJoin('\n', off.Select(static id => $"dotnet_diagnostic.{id}.severity = none")).Append('\n');
        File.WriteAllText(Path.Combine(Folder, ".globalconfig"), text.ToString());
    }

    private static string ProjectFile(IReadOnlyList<RulePackage> packages)
    {
        string analyzers = string.Concat(packages.Select(static package =>
            $"  <ItemGroup Condition=\"'$(OnlyPackage)' == '' or '$(OnlyPackage)' == '{package.Name}'\">\n"
            + string.Concat(package.Assemblies.Select(static file => $"    <Analyzer Include=\"{file}\" />\n")) + "  </ItemGroup>\n"));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <WarningsAsErrors>CS9057</WarningsAsErrors>
                <EnableDefaultCompileItems Condition="'$(OneFile)' == 'true'">false</EnableDefaultCompileItems>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="Area0/File0.cs" Condition="'$(OneFile)' == 'true'" />
                <Reference Include="{typeof(Asyncio).Assembly.Location}" />
              </ItemGroup>
            {analyzers}</Project>
            """;
    }
}
