using System.Globalization;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Package.Tests;

/// <summary>A fresh project that uses the package, made with the tools that a user has.</summary>
internal sealed class Consumer
{
    private readonly string _folder;

    internal Consumer(PackageFeed feed, string name, string program, string package = "AsyncioSharp", string sdk = "Microsoft.NET.Sdk")
    {
        _folder = feed.CreateFolder(name);

        // A package cache of its own: a package that only the feed's folder happens to have must not help.
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="asynciosharp-test" value="{feed.Folder}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(_folder, "consumer.csproj"), $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <WarningsAsErrors>CS9057</WarningsAsErrors>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(ProgramPath, program);
        DotNet.Succeed(_folder, "add", "package", package, "--version", feed.Version);
    }

    internal string Program => File.ReadAllText(ProgramPath);

    /// <summary>What the last build reported and a suppressor then took back.</summary>
    internal (string Id, int Line)[] Suppressed() =>
        [.. Sarif.ReadAll(Path.Combine(_folder, "build.sarif")).Where(static result => result.IsSuppressed).Select(static result => (result.Id, result.Line))];

    private string ProgramPath => Path.Combine(_folder, "Program.cs");

    /// <summary>Builds from scratch; returns what the compiler reported.</summary>
    internal (int ExitCode, string Output, (string Id, int Line)[] Results) Build(params string[] more)
    {
        string log = Path.Combine(_folder, "build.sarif");
        File.Delete(log);
        (int exitCode, string output) = DotNet.Run(_folder, ["build", "--no-incremental", $"-p:ErrorLog={log}%2Cversion=2.1", .. more]);
        return (exitCode, output, File.Exists(log) ? Sarif.Read(log) : []);
    }

    internal (int ExitCode, string Output) Format(params string[] more) =>
        DotNet.Run(_folder, ["format", "analyzers", "--severity", "info", "--no-restore", .. more]);

    /// <summary>Runs <c>dotnet format analyzers</c> several times in one process; returns the exit codes.</summary>
    internal int[] FormatRuns(params string[][] runs)
    {
        string[] lines = [.. runs.Select(run => string.Join('\t', ["analyzers", Path.Combine(_folder, "consumer.csproj"), "--no-restore", .. run]))];
        Write("runs.txt", string.Join('\n', lines) + "\n");
        string output = DotNet.Succeed(_folder, "exec", PackageFeed.FormatRuns, DotNet.FormatTools(_folder), Path.Combine(_folder, "runs.txt"));
        return [.. Regex.Matches(output, "^EXIT (.*)$", RegexOptions.Multiline).Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    internal void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    internal string Run() => DotNet.Succeed(_folder, "run", "--no-build");
}
