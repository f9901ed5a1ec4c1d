namespace AsyncioSharp.FixFuzz;

/// <summary>Fixes a program with all rules at once and says what went wrong; null where it does the same as before.</summary>
internal static class Oracle
{
    /// <summary>What is wrong with a program as it was written, which is a mistake of the generator.</summary>
    public const string BadProgram = "the generator wrote what does not compile";

    /// <summary>What the fixes make of a program, and what is wrong with it.</summary>
    public static async Task<Finding?> CheckAsync(FuzzProgram program)
    {
        var change = await FuzzChange.FixAsync(FuzzBatch.Of(program));
        return await CompareAsync(program, change) ?? await UnfinishedAsync(program, change);
    }

    /// <summary>The same for a text that a careless fix would write.</summary>
    public static async Task<Finding?> CheckNaiveAsync(FuzzProgram program) => await CompareAsync(program, await FuzzChange.NaiveAsync(FuzzBatch.Of(program)));

    /// <summary>The programs of a batch that have to be checked alone, because something is wrong with them or may be.</summary>
    public static async Task<IReadOnlyList<FuzzProgram>> SuspectsAsync(FuzzBatch batch)
    {
        var change = await FuzzChange.FixAsync(batch);
        return await SuspectsAsync(batch, change, program => change.FixableIn(program).Count > 0);
    }

    /// <summary>The same for a text that a careless fix would write.</summary>
    public static async Task<IReadOnlyList<FuzzProgram>> NaiveSuspectsAsync(FuzzBatch batch) =>
        await SuspectsAsync(batch, await FuzzChange.NaiveAsync(batch), static _ => false);

    private static async Task<IReadOnlyList<FuzzProgram>> SuspectsAsync(FuzzBatch batch, FuzzChange change, Func<FuzzProgram, bool> isUnfinished)
    {
        if ((await change.EmitIntendedAsync()).Image is not { } intended || (await FuzzProject.EmitAsync(change.After)).Image is not { } image)
        {
            return batch.Programs;
        }

        var reported = batch.Programs.Where(program => change.MoreIn(program).Count > 0 || isUnfinished(program)).ToList();
        return [.. reported, .. await Comparison.DifferentAsync([.. batch.Programs.Except(reported)], intended, image)];
    }

    private static async Task<Finding?> CompareAsync(FuzzProgram program, FuzzChange change)
    {
        var (intended, mistakes) = await change.EmitIntendedAsync();
        if (intended is null)
        {
            return new Finding(BadProgram, mistakes, await FuzzProject.TextAsync(change.Before, program));
        }

        var (image, errors) = await FuzzProject.EmitAsync(change.After);
        var text = await FuzzProject.TextAsync(change.After, program);
        return image is null ? new Finding("does not compile", errors, text)
            : change.MoreIn(program) is { Count: > 0 } more ? new Finding("has new findings", string.Join(' ', more), text)
            : await Comparison.DifferenceAsync(program, intended, image) is { } difference ? new Finding("does something else", difference, text)
            : null;
    }

    private static async Task<Finding?> UnfinishedAsync(FuzzProgram program, FuzzChange change) => change.FixableIn(program) is { Count: > 0 } left
        ? new Finding("has something left to fix", string.Join('\n', left), await FuzzProject.TextAsync(change.After, program))
        : null;
}
