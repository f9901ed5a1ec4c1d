using System.Diagnostics;
using System.Globalization;

namespace AsyncioSharp.Hosting.Tests;

/// <summary>The sample of a web application, as a process.</summary>
public sealed class SignalTests
{
    private static readonly string s_program = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Service", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Service.dll");

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_EndsTheServiceInGoodOrder(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", s_program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process service = Process.Start(start)!;
        using var guard = new Timer(static process => ((Process)process!).Kill(), service, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        Task<string> errors = service.StandardError.ReadToEndAsync();
        string url = await Url(service.StandardOutput);

        using (var client = new HttpClient { BaseAddress = new Uri(url) })
        {
            Assert.Equal("1", await (await client.PostAsync("/orders?item=tea", null)).Content.ReadAsStringAsync());
            Assert.Equal("tea: shipped", await client.GetStringAsync("/orders/1"));
            Assert.Equal("unknown", await client.GetStringAsync("/orders/2"));
            Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        }

        using (Process kill = Process.Start("kill", [$"-{signal}", service.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        string rest = await service.StandardOutput.ReadToEndAsync();
        await service.WaitForExitAsync();
        Assert.Contains("shipping ended", rest, StringComparison.Ordinal);
        Assert.Equal("", await errors);
        Assert.Equal(0, service.ExitCode);
    }

    private static async Task<string> Url(StreamReader output)
    {
        const string Listening = "Now listening on: ";
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
            {
                return line[(start + Listening.Length)..];
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }
}
