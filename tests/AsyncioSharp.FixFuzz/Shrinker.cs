namespace AsyncioSharp.FixFuzz;

/// <summary>Leaves out the parts of a program that its failure does not need.</summary>
internal static class Shrinker
{
    public static async Task<(FuzzProgram Program, Finding Finding)> ShrinkAsync(FuzzProgram program, Finding finding, Func<FuzzProgram, Task<Finding?>> check)
    {
        for (var i = program.Parts.Count - 1; i >= 0 && program.Parts.Count > 1; i--)
        {
            var smaller = program with { Parts = [.. program.Parts.Where((_, index) => index != i)] };
            if (await check(smaller) is { } same && same.What == finding.What)
            {
                (program, finding) = (smaller, same);
            }
        }

        return (program, finding);
    }
}
