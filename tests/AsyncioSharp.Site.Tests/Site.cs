using System.Reflection;
using CliWrap;
using CliWrap.Buffered;

namespace AsyncioSharp.Site.Tests;

/// <summary>The documentation site, built once for all tests by the command that builds it for users.</summary>
public sealed class Site : IDisposable
{
    private static readonly string s_root = Path.GetFullPath(typeof(Site).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!);

    public Site()
    {
        Folder = Directory.CreateTempSubdirectory("asyncio-site-").FullName;
        Run("tool", "restore");
        Output = Run("docfx", ".docs/docfx.json", "--warningsAsErrors", "--output", Folder);
    }

    /// <summary>Where the site is.</summary>
    public string Folder { get; }

    /// <summary>What docfx said; it has failed on a dead link.</summary>
    public string Output { get; }

    /// <summary>The pages, as paths within the site.</summary>
    public IReadOnlyList<string> Pages =>
    [
        .. Directory.GetFiles(Folder, "*.html", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(static page => Path.GetFileName(page) != "toc.html")
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Run(params string[] arguments)
    {
        Command command = Cli.Wrap(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(s_root)
            .WithEnvironmentVariables(static variables => variables.Set("DOTNET_NOLOGO", "1").Set("DOTNET_CLI_UI_LANGUAGE", "en"))
            .WithValidation(CommandResultValidation.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        BufferedCommandResult result = command.ExecuteBufferedAsync(limit.Token).Task.GetAwaiter().GetResult();
        string output = result.StandardOutput + result.StandardError;
        Assert.True(result.ExitCode == 0, output);
        return output;
    }
}
