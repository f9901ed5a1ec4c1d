using System.Globalization;

namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>Measures subjects in turn, round by round, and prints medians.</summary>
internal sealed class RoundsTable(int rounds)
{
    private readonly List<string> _lines = [];

    /// <summary>Adds a line for each subject: its median, and the median of its ratios to the first one of the same round.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="unit">The unit of the numbers.</param>
    /// <param name="subjects">Each returns one number.</param>
    internal void Compare(string title, string unit, params (string Name, Func<double> Measure)[] subjects)
    {
        double[][] numbers = new double[rounds][];
        foreach ((_, Func<double> warmUp) in subjects)
        {
            warmUp();
        }

        for (int round = 0; round < rounds; round++)
        {
            numbers[round] = [.. subjects.Select(static subject => subject.Measure())];
        }

        for (int i = 0; i < subjects.Length; i++)
        {
            int subject = i;
            double median = Statistics.Median(numbers.Select(round => round[subject]));
            double ratio = Statistics.Median(numbers.Select(round => round[subject] / round[0]));
            Add(title, subjects[i].Name, median.ToString("N1", CultureInfo.InvariantCulture) + " " + unit, ratio.ToString("0.00", CultureInfo.InvariantCulture));
        }
    }

    internal void Add(string title, string subject, string value, string ratio = "") =>
        _lines.Add($"| {title} | {subject} | {value} | {ratio} |");

    internal void Write()
    {
        Console.WriteLine("| what | where | median | ratio |");
        Console.WriteLine("|---|---|---:|---:|");
        _lines.ForEach(Console.WriteLine);
    }
}
