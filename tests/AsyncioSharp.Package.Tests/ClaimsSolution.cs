namespace AsyncioSharp.Package.Tests;

/// <summary>One project for each way to use the packages that we claim; all of them are built by one command.</summary>
internal sealed class ClaimsSolution
{
    /// <summary>Blocks in a coroutine: AIO101.</summary>
    private const string Blocks = """
        using AsyncioSharp;

        static class Program
        {
            public static async Coroutine Main()
            {
                System.Threading.Thread.Sleep(20);
                await Asyncio.Sleep(0.001);
            }
        }
        """;

    /// <summary>Awaits nothing: AIO208, which is no warning unless the mode says so.</summary>
    private const string AwaitsNothing = """
        static class Program
        {
            public static async AsyncioSharp.Coroutine Main() => await Store.Save(await Two());

            private static async AsyncioSharp.Coroutine<string> Two() => "2";
        }
        """;

    private const string Clean = """
        public static class Store
        {
            public static async AsyncioSharp.Coroutine Save(string text) => await AsyncioSharp.Asyncio.Sleep(text.Length);
        }
        """;

    /// <summary>Drops the coroutine of the packed library: AIO201.</summary>
    private const string Drops = """
        static class Program
        {
            public static void Main() => Store.Save("x");
        }
        """;

    /// <summary>The instance operators of C# 14 change an object in place; the static one is a lost update: AIO703.</summary>
    private const string Operators = """
        using AsyncioSharp;

        class Counter
        {
            private int _count;

            public void operator +=(int value) => _count += value;

            public void operator ++() => _count++;
        }

        class Totals
        {
            private Counter _counter = new();
            private Counter? _maybe = new();
            private int _total;

            public static void Main() => Asyncio.Run(new Totals().Add());

            private async Coroutine Add()
            {
                _counter += await Next();
                _maybe += await Next();
                this._counter += await Next() + await Next();
                _total += await Next();
            }

            private static async Coroutine<int> Next()
            {
                await Asyncio.Yield();
                return 1;
            }
        }
        """;

    private readonly PackageFeed _feed;
    private readonly string _folder;

    internal ClaimsSolution(PackageFeed feed)
    {
        _feed = feed;
        _folder = feed.CreateFolder("claims");
        WriteSettings();
        WriteProjects();
        DotNet.Succeed(_folder, "pack", "Lib", "-o", feed.Folder);
        (ExitCode, Output) = DotNet.Run(_folder, "build", "claims.slnx");
    }

    /// <summary>The exit code of the build.</summary>
    internal int ExitCode { get; }

    /// <summary>What the build printed.</summary>
    internal string Output { get; }

    /// <summary>Our rules' findings in a project, by target framework.</summary>
    internal string[] Findings(string project, string framework = "net10.0") =>
        [.. Sarif.Read(Path.Combine(_folder, project, framework + ".sarif")).Select(static result => result.Id).Where(static id => id.StartsWith("AIO", StringComparison.Ordinal))];

    /// <summary>The messages of our rules in a project, whatever their severity.</summary>
    internal string[] Messages(string project, string framework = "net10.0") => Sarif.ReadMessages(Path.Combine(_folder, project, framework + ".sarif"));

    /// <summary>What the error log of a project says about the rules.</summary>
    internal (string Id, string Description, string Category, string[] Tags)[] Rules(string project) => Sarif.ReadRules(Path.Combine(_folder, project, "net10.0.sarif"));

    /// <summary>What is in a file of a project.</summary>
    internal string Code(string project) => File.ReadAllText(Path.Combine(_folder, project, "Code.cs"));

    /// <summary>Fixes a project for all its target frameworks, by our rules only: where only some frameworks have the rules of the SDK, their fixes would conflict. Builds it again.</summary>
    internal (int ExitCode, string Output) FormatAndBuild(string project, string[] ids)
    {
        DotNet.Succeed(_folder, ["format", "analyzers", $"{project}/{project}.csproj", "--severity", "info", "--no-restore", "--diagnostics", .. ids]);
        return DotNet.Run(_folder, "build", project, "--no-restore");
    }

    /// <summary>Restores a project that is not in the solution.</summary>
    internal (int ExitCode, string Output) Restore(string project) => DotNet.Run(_folder, "restore", project);

    /// <summary>Runs a program of one file.</summary>
    internal (int ExitCode, string Output) RunFile() => DotNet.Run(_folder, "run", "app.cs");

    private void WriteSettings()
    {
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="asynciosharp-test" value="{_feed.Folder}" /></packageSources>
              {DotNet.FallbackPackages}
            </configuration>
            """);
        Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <LangVersion>latest</LangVersion>
                <NuGetAudit>false</NuGetAudit>
                <WarningsAsErrors>CS9057;CS8002</WarningsAsErrors>
                <ErrorLog Condition="'$(MSBuildProjectName)' != 'app'">$(MSBuildProjectDirectory)/$(TargetFramework).sarif,version=2.1</ErrorLog>
              </PropertyGroup>
            </Project>
            """);
    }

    private void WriteProjects()
    {
        string runtime = Reference("AsyncioSharp", _feed.Version);
        string rules = Reference("AsyncioSharp.Analyzers", _feed.Version, "PrivateAssets=\"all\"");
        Add("Lib", "<PackageId>Claims.Lib</PackageId><Version>1.0.0</Version>", Reference("AsyncioSharp", _feed.Version, "PrivateAssets=\"none\""), Clean);
        Add("PackedLibUser", "", Reference("Claims.Lib", "1.0.0"), Drops);
        Add("Indirect", "<AsyncioAnalysisMode>All</AsyncioAnalysisMode>", "<ProjectReference Include=\"../Lib/Lib.csproj\" />", AwaitsNothing);
        Add("Both", "", runtime + rules, Blocks);
        Add("Operators", "", runtime, Operators);
        Add("StrongNamed", $"<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>{KeyFile}</AssemblyOriginatorKeyFile>", runtime, Clean);
        Add("Central", "<ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>", "<PackageReference Include=\"AsyncioSharp\" />", Blocks);
        Write("Central/Directory.Packages.props", $"<Project><ItemGroup><PackageVersion Include=\"AsyncioSharp\" Version=\"{_feed.Version}\" /></ItemGroup></Project>");
        Add("Plain", "<TargetFramework /><TargetFrameworks>net8.0;netstandard2.0;net10.0</TargetFrameworks><Nullable>disable</Nullable>", rules, PlainCode.Text);
        string[] built = [.. Directory.GetDirectories(_folder).Select(static folder => Path.GetFileName(folder))];
        Write("claims.slnx", $"<Solution>{string.Concat(built.Select(static name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");

        Add("Net8", "<TargetFramework>net8.0</TargetFramework>", runtime, Blocks);
        Write("app.cs", $"""
            #:package AsyncioSharp@{_feed.Version}
            #:property PublishAot=false
            AsyncioSharp.Asyncio.Run(Main);

            static async AsyncioSharp.Coroutine Main()
            {"{"}
                System.Threading.Thread.Sleep(20);
                await AsyncioSharp.Asyncio.Sleep(0.001);
                System.Console.WriteLine("done");
            {"}"}
            """);
    }

    private static string KeyFile => Path.Combine(PackageFeed.RepositoryRoot, "src", "AsyncioSharp.snk");

    private static string Reference(string id, string version, string more = "") => $"<PackageReference Include=\"{id}\" Version=\"{version}\" {more} />";

    private void Add(string project, string properties, string items, string program)
    {
        Write($"{project}/{project}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>{properties}</PropertyGroup><ItemGroup>{items}</ItemGroup></Project>");
        Write($"{project}/Code.cs", program);
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
