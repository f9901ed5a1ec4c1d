using System.Globalization;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>The load alone, for a server that runs under <c>strace -c -f</c> or a profiler.</summary>
internal static class IoLoadCommand
{
    internal static int Run(Arguments arguments)
    {
        if (arguments.Names is not [var port])
        {
            throw new UsageException("io-load PORT");
        }

        int seconds = arguments.Number("--seconds", 2);
        (long requests, double median) = EchoLoad.Run(
            int.Parse(port, CultureInfo.InvariantCulture), arguments.Number("--connections", 64), 1024, TimeSpan.FromSeconds(seconds));
        Console.WriteLine($"{requests} requests, {requests / seconds} a second, median {median:F1} us");
        return 0;
    }
}
