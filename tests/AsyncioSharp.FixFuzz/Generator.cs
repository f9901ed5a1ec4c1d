namespace AsyncioSharp.FixFuzz;

/// <summary>Makes a program out of a seed: a few kinds, with what blocks in them, in a coroutine and in a plain async function.</summary>
internal static class Generator
{
    public static FuzzProgram Create(int seed, Kind? only = null)
    {
        var random = new Random(seed);
        var count = only is null ? random.Next(3, 8) : 1;
        var parts = Enumerable.Range(0, count).Select(index => Part(only ?? Pick(random), index, random)).ToList();
        return new FuzzProgram(seed, parts);
    }

    // Half of all are hazards.
    private static Kind Pick(Random random)
    {
        var wanted = random.Next(2) == 0;
        var kinds = Kinds.All.Where(kind => kind.IsHazard == wanted).ToList();
        return kinds[random.Next(kinds.Count)];
    }

    private static FuzzPart Part(Kind kind, int index, Random random)
    {
        FuzzText Named(FuzzText text) => text.Replace("NAME", $"x{index}").Replace("Sync", $"Sync{index}");

        var (lines, naive) = Filled(kind.Lines, random);
        var (members, _) = Filled(kind.Members, random);
        var written = Named(new FuzzText(lines, members));
        return new FuzzPart(
            kind, IsTask: random.Next(2) == 0 && !kind.IsOfTheLoop, written,
            Naive: Named(new FuzzText(kind.Naive ?? naive, kind.NaiveMembers ?? members)),
            Intended: kind.Intended is null ? written : Named(kind.Intended));
    }

    private static (string Lines, string Naive) Filled(string lines, Random random)
    {
        var naive = lines;
        foreach (var (hole, blockers) in new[] { ("VALUE", Blocker.Values), ("WAIT", Blocker.Statements) })
        {
            for (var at = lines.IndexOf(hole, StringComparison.Ordinal); at >= 0; at = lines.IndexOf(hole, StringComparison.Ordinal))
            {
                var blocker = blockers[random.Next(blockers.Length)];
                lines = lines[..at] + blocker.Text + lines[(at + hole.Length)..];
                var there = naive.IndexOf(hole, StringComparison.Ordinal);
                naive = naive[..there] + (hole == "VALUE" ? $"({blocker.Awaited})" : blocker.Awaited) + naive[(there + hole.Length)..];
            }
        }

        return (lines, naive);
    }
}
