namespace AsyncioSharp.Package.Tests;

/// <summary>The cases of the folder Catalogue as a solution of a user: once with LF and spaces, once with CRLF and tabs, a program of top-level statements, and a file with two targets.</summary>
internal sealed class CatalogueSolution
{
    private readonly string _folder;

    internal CatalogueSolution(PackageFeed feed)
    {
        _folder = feed.CreateFolder("catalogue");
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
                <Using Include="AsyncioSharp" />
                <Using Include="System.Diagnostics" />
              </ItemGroup>
            </Project>
            """);

        // The second target needs no packs and no tools of its own.
        const string Targets = """
            <TargetFramework></TargetFramework><TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
            <EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            """;
        Add("Lf", "Cases", "", static text => text);
        Add("CrlfTabs", "Cases", "", static text => WithTabs(text).ReplaceLineEndings("\r\n"));
        Add("Program", "Program", "<OutputType>Exe</OutputType>", static text => text);
        Add("Targets", "Targets", Targets, static text => text);
        Write("all.slnx", """<Solution><Project Path="Lf/Lf.csproj" /><Project Path="CrlfTabs/CrlfTabs.csproj" /><Project Path="Program/Program.csproj" /><Project Path="Targets/Targets.csproj" /></Solution>""");
        DotNet.Succeed(_folder, "restore", "all.slnx");
    }

    /// <summary>The sources, by project and name.</summary>
    internal IReadOnlyDictionary<string, string> Sources => Directory.GetFiles(_folder, "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(_folder, file).Replace('\\', '/'), File.ReadAllText);

    internal (int ExitCode, string Output) Format(params string[] more) =>
        DotNet.Run(_folder, ["format", "analyzers", "all.slnx", "--severity", "info", "--no-restore", .. more]);

    /// <summary>Builds everything; returns what was reported, by project and target.</summary>
    internal (int ExitCode, string Output, (string Project, string Id)[] Results) Build()
    {
        (int exitCode, string output) = DotNet.Run(_folder, "build", "all.slnx", "--no-restore", "--no-incremental");
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

    private void Add(string project, string cases, string properties, Func<string, string> change)
    {
        Write($"{project}/{project}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>{properties}</PropertyGroup></Project>");
        foreach (string file in Directory.GetFiles(Path.Combine(PackageFeed.RepositoryRoot, "tests", "AsyncioSharp.Package.Tests", "Catalogue", cases)))
        {
            Write($"{project}/{Path.GetFileName(file)}", change(File.ReadAllText(file)));
        }
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
