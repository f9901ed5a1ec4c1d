namespace AsyncioSharp.Samples.Tests;

/// <summary>What a program prints. The console belongs to the process, so whoever uses this stands in the <see cref="ConsoleTests"/> collection.</summary>
internal static class CapturedConsole
{
    public static string During(Action program)
    {
        TextWriter console = Console.Out;
        using var captured = new StringWriter { NewLine = "\n" };
        Console.SetOut(captured);
        try
        {
            program();
        }
        finally
        {
            Console.SetOut(console);
        }

        return captured.ToString();
    }
}

/// <summary>Tests that capture the console run one at a time.</summary>
[CollectionDefinition(nameof(ConsoleTests), DisableParallelization = true)]
public sealed class ConsoleTests;
