using System.Globalization;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Package.Tests;

/// <summary>The cases of the folder Catalogue and the wrong examples of rules.md, as a solution of a user.</summary>
internal sealed class CatalogueSolution
{
    // The second target needs no packs and no tools of its own. Nothing is imported there that a file does not name.
    private const string TwoTargets = """
        <ImplicitUsings>disable</ImplicitUsings><TargetFramework></TargetFramework><TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
        <EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
        """;

    private const string Program = "<OutputType>Exe</OutputType>";

    private readonly string _folder;
    private readonly List<string> _projects = [];

    private CatalogueSolution(PackageFeed feed, string name)
    {
        _folder = feed.CreateFolder(name);
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="asynciosharp-test" value="{feed.Folder}" /></packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <NuGetAudit>false</NuGetAudit>
                <WarningsAsErrors>CS9057</WarningsAsErrors>
                <ErrorLog>$(MSBuildProjectDirectory)/$(TargetFramework).sarif,version=2.1</ErrorLog>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AsyncioSharp" Version="{feed.Version}" />
              </ItemGroup>
              <ItemGroup Condition="'$(ImplicitUsings)' == 'enable'">
                <Using Include="AsyncioSharp" />
                <Using Include="System.Diagnostics" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Once with LF and spaces, once with CRLF and tabs, a program of top-level statements, and files with two targets.</summary>
    internal static CatalogueSolution InAllLayouts(PackageFeed feed)
    {
        var solution = new CatalogueSolution(feed, "catalogue");
        solution.Add("Lf", "Cases", "", static text => text);
        solution.Add("CrlfTabs", "Cases", "", static text => WithTabs(text).ReplaceLineEndings("\r\n"));
        solution.Add("Program", "Program", Program, static text => text);
        solution.Add("Targets", "Targets", TwoTargets, static text => text);
        return solution.Restored();
    }

    /// <summary>All cases once for each name.</summary>
    internal static CatalogueSolution ForEach(PackageFeed feed, IEnumerable<string> names)
    {
        var solution = new CatalogueSolution(feed, "each");

        // AIO401 is an error, and stays in each project that is fixed for another id: here an error is what the compiler says.
        solution.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.AIO401.severity = warning\n");
        foreach (string name in names)
        {
            // Only a program has an entry point.
            bool isProgram = name == "AIO405";
            solution.Add(name, isProgram ? "Program" : "Cases", isProgram ? Program : "", static text => text);
        }

        return solution.Restored();
    }

    /// <summary>The sources, by project and name.</summary>
    internal IReadOnlyDictionary<string, string> Sources => Directory.GetFiles(_folder, "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(_folder, file).Replace('\\', '/'), File.ReadAllText);

    internal (int ExitCode, string Output) Format(params string[] more) =>
        DotNet.Run(_folder, ["format", "analyzers", "all.slnx", "--severity", "info", "--no-restore", .. more]);

    /// <summary>Formats one project after the other, each for the id that it is named after. Returns the exit codes.</summary>
    internal (int[] ExitCodes, string Output) FormatEach(IEnumerable<string> ids)
    {
        Write("runs.txt", string.Concat(ids.Select(id =>
            $"analyzers\t{Path.Combine(_folder, id, id + ".csproj")}\t--severity\tinfo\t--no-restore\t--diagnostics\t{id}\n")));
        string output = DotNet.Succeed(_folder, "exec", PackageFeed.FormatRuns, DotNet.FormatTools(_folder), Path.Combine(_folder, "runs.txt"));
        return ([.. Regex.Matches(output, "^EXIT (.*)$", RegexOptions.Multiline).Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))], output);
    }

    /// <summary>Builds everything; returns what was reported, by project and target.</summary>
    internal (int ExitCode, string Output, (string Project, string Id)[] Results) Build(params string[] more)
    {
        (int exitCode, string output) = DotNet.Run(_folder, ["build", "all.slnx", "--no-restore", "--no-incremental", .. more]);
        (string, string)[] results = [.. Directory.GetFiles(_folder, "*.sarif", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(log =>
            Sarif.Read(log).Select(result => ($"{Path.GetFileName(Path.GetDirectoryName(log))}/{Path.GetFileNameWithoutExtension(log)}", result.Id)))];
        return (exitCode, output, results);
    }

    /// <summary>Every four spaces of the indentation as a tab.</summary>
    internal static string WithTabs(string text) => string.Join('\n', text.Split('\n').Select(static line =>
    {
        int tabs = (line.Length - line.TrimStart(' ').Length) / 4;
        return new string('\t', tabs) + line[(tabs * 4)..];
    }));

    // Each in a namespace of its own, because they name their classes as they like.
    private static string Examples()
    {
        IEnumerable<string> sections = File.ReadAllText(Path.Combine(PackageFeed.RepositoryRoot, "rules.md")).Split("\n## ").Skip(1);
        return "#nullable disable\n" + string.Concat(
            from section in sections
            let bad = Regex.Match(section, @"^```csharp bad\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            where bad.Success
            select $"\nnamespace Catalogue.Examples.{section.Split('\n')[0]}\n{{\nstatic class Example\n{{\n{bad.Groups[1].Value}}}\n}}\n");
    }

    private CatalogueSolution Restored()
    {
        Write("all.slnx", $"<Solution>{string.Concat(_projects.Select(static project => $"<Project Path=\"{project}/{project}.csproj\" />"))}</Solution>");
        DotNet.Succeed(_folder, "restore", "all.slnx");
        return this;
    }

    private void Add(string project, string cases, string properties, Func<string, string> change)
    {
        _projects.Add(project);
        Write($"{project}/{project}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>{properties}</PropertyGroup></Project>");
        foreach (string file in Directory.GetFiles(Path.Combine(PackageFeed.RepositoryRoot, "tests", "AsyncioSharp.Package.Tests", "Catalogue", cases)))
        {
            Write($"{project}/{Path.GetFileName(file)}", change(File.ReadAllText(file)));
        }

        if (cases == "Cases")
        {
            Write($"{project}/Examples.cs", change(Examples()));
        }
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
