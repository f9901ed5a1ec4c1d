namespace AsyncioSharp.Samples.Tour;

/// <summary>The lines that went and the lines that came, as diff tools show them.</summary>
internal static class LineDiff
{
    public static void Print(string name, string[] before, string[] after)
    {
        if (before.SequenceEqual(after))
        {
            return;
        }

        Console.WriteLine(name);
        int[,] common = CommonLengths(before, after);
        int i = 0;
        int j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                i++;
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                Console.WriteLine($"{i + 1,4} - {before[i++]}");
            }
            else
            {
                Console.WriteLine($"{j + 1,4} + {after[j++]}");
            }
        }
    }

    // Of the lines from i and j on, how many both have in the same order.
    private static int[,] CommonLengths(string[] before, string[] after)
    {
        int[,] lengths = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
