namespace AsyncioSharp.Package.Tests;

/// <summary>The programs of samples/Guides against the package, published as native code and trimmed, then run.</summary>
public sealed class PublishTests(PackageFeed feed)
{
    private static readonly string[] s_programs = ["Breakfast", "RiskyTasks", "QueueWithSentinel", "LockWorkers", "TimeoutAfterOneSecond"];

    [Fact]
    public void NativeAndTrimmedPrograms_DoTheSame()
    {
        Assert.SkipUnless(HasLinker, "NativeAOT needs clang or gcc.");
        string folder = feed.CreateFolder("publish");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="asynciosharp-test" value="{feed.Folder}" /></packageSources>
              {DotNet.FallbackPackages}
            </configuration>
            """);
        Add(folder, "Native", "<PublishAot>true</PublishAot>");
        Add(folder, "Trimmed", "<PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained>");
        File.WriteAllText(Path.Combine(folder, "publish.slnx"), "<Solution><Project Path=\"Native/Native.csproj\" /><Project Path=\"Trimmed/Trimmed.csproj\" /></Solution>");

        // Warnings of the trimmer and of the compiler to native code (IL2xxx, IL3xxx) are errors there.
        DotNet.Succeed(folder, "publish", "publish.slnx", "-c", "Release");
        foreach (string name in (string[])["Native", "Trimmed"])
        {
            foreach (string program in s_programs)
            {
                string expected = File.ReadAllText(Path.Combine(PackageFeed.RepositoryRoot, "tests", "AsyncioSharp.Samples.Tests", "Guides", "Expected", program + ".txt"));
                Assert.Equal(expected.ReplaceLineEndings("\n"), DotNet.RunProgram(Path.Combine(folder, name, "out", name), program).ReplaceLineEndings("\n"));
            }
        }
    }

    private static bool HasLinker => OperatingSystem.IsWindows() || (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));

    private void Add(string folder, string name, string properties)
    {
        string sources = Path.Combine(PackageFeed.RepositoryRoot, "samples", "Guides");
        Directory.CreateDirectory(Path.Combine(folder, name));

        // The program that needs a database driver stays out: the driver's own code does not publish without warnings.
        File.WriteAllText(
            Path.Combine(folder, name, "DatabaseUsers.cs"),
            "namespace AsyncioSharp.Samples.Guides; internal static class DatabaseUsers { internal static Coroutine Run(string connection) => throw new NotSupportedException(connection); }");
        File.WriteAllText(Path.Combine(folder, name, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RuntimeIdentifier>{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <PublishDir>out</PublishDir>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AsyncioSharp" Version="{feed.Version}" />
                <Using Include="AsyncioSharp" />
                <Compile Include="{sources}/**/*.cs" Exclude="{sources}/obj/**;{sources}/bin/**;{sources}/Databases/**" />
              </ItemGroup>
            </Project>
            """);
    }
}
