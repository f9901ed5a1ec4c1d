using System.Diagnostics;

namespace AsyncioSharp.Samples.Tour;

/// <summary>Numbers the steps, and says how long the tour took. Plain text: it reads the same in a terminal and in a file.</summary>
internal static class Step
{
    private static readonly Stopwatch s_elapsed = Stopwatch.StartNew();
    private static int s_number;

    public static void Start(string title)
    {
        Console.WriteLine();
        Console.WriteLine($"== {++s_number}. {title}");
    }

    public static void End(string text)
    {
        Console.WriteLine();
        Console.WriteLine($"== {text} {s_elapsed.Elapsed.TotalSeconds:F0} s");
    }
}
