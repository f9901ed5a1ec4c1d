using CliWrap;
using CliWrap.Buffered;

namespace AsyncioSharp.Package.Tests;

/// <summary>Runs the real tools, as a user does.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    private static readonly Dictionary<string, string?> s_environment = new()
    {
        // The test host's own settings must not reach the consumer's build.
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>For a nuget.config: packages that are on this machine anyway are not copied once more.</summary>
    internal static string FallbackPackages
    {
        get
        {
            string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            return Directory.Exists(folder) ? $"<fallbackPackageFolders><add key=\"machine\" value=\"{folder}\" /></fallbackPackageFolders>" : "";
        }
    }

    /// <summary>Runs <c>dotnet</c> in a folder; returns exit code and everything that it printed.</summary>
    internal static (int ExitCode, string Output) Run(string folder, params string[] arguments) =>
        Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    /// <summary>Runs a program, expects success, and returns what it printed.</summary>
    internal static string RunProgram(string program, params string[] arguments)
    {
        (int exitCode, string output) = Run(program, Path.GetDirectoryName(program)!, arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private static (int ExitCode, string Output) Run(string program, string folder, string[] arguments)
    {
        Command command = Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(s_environment)
            .WithValidation(CommandResultValidation.None);
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            BufferedCommandResult result = command.ExecuteBufferedAsync(limit.Token).Task.GetAwaiter().GetResult();
            return (result.ExitCode, result.StandardOutput + result.StandardError);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took more than {s_limit}.");
        }
    }

    /// <summary>The folder of the SDK's <c>dotnet format</c>, as a command in <paramref name="folder"/> would use it.</summary>
    internal static string FormatTools(string folder)
    {
        // shared/Microsoft.NETCore.App/10.0.0 stands beside sdk/10.0.100.
        DirectoryInfo root = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!).Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "sdk", Succeed(folder, "--version").Trim(), "DotnetTools", "dotnet-format");
    }

    /// <summary>Runs <c>dotnet</c> and expects success.</summary>
    internal static string Succeed(string folder, params string[] arguments)
    {
        (int exitCode, string output) = Run(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} exited with {exitCode}:{Environment.NewLine}{output}");
        return output;
    }
}
