using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.FixFuzz;

/// <summary>A project of programs before and after its fixes, and what is reported in both.</summary>
/// <param name="Before">As the programs are written.</param>
/// <param name="Intended">What the programs have to do after the fixes.</param>
/// <param name="After">The fixed programs.</param>
/// <param name="Known">What is reported before.</param>
/// <param name="Left">What is reported after.</param>
internal sealed record FuzzChange(Project Before, Project Intended, Project After, FuzzReport Known, FuzzReport Left)
{
    /// <summary>All fixes, one run over each id, and a second one over what only became fixable then.</summary>
    public static async Task<FuzzChange> FixAsync(FuzzBatch batch)
    {
        var before = await FuzzProject.OpenAsync(batch);
        var known = await FuzzReport.OfAsync(before);
        var after = await FixRun.RunAsync(before, batch.Ordered(known.FixableIds));
        var left = await FuzzReport.OfAsync(after);
        if (left.UnlockedIds(known) is { Count: > 0 } unlocked)
        {
            after = await FixRun.RunAsync(after, batch.Ordered(unlocked));
            left = await FuzzReport.OfAsync(after);
        }

        return new FuzzChange(before, await IntendedAsync(batch, before), after, known, left);
    }

    /// <summary>What a careless fix would write.</summary>
    public static async Task<FuzzChange> NaiveAsync(FuzzBatch batch)
    {
        var before = await FuzzProject.OpenAsync(batch);
        var after = await FuzzProject.OpenAsync(batch, Form.Naive);
        return new FuzzChange(before, await IntendedAsync(batch, before), after, await FuzzReport.OfAsync(before), await FuzzReport.OfAsync(after));
    }

    /// <summary>The image of what the programs have to do; null and the errors where they do not compile as they are written, or as intended.</summary>
    public async Task<(byte[]? Image, string Errors)> EmitIntendedAsync()
    {
        var written = await FuzzProject.EmitAsync(Before);
        return written.Image is null || Intended == Before ? written : await FuzzProject.EmitAsync(Intended);
    }

    private static async Task<Project> IntendedAsync(FuzzBatch batch, Project before) =>
        batch.Programs.Any(static program => program.IsMistaken) ? await FuzzProject.OpenAsync(batch, Form.Intended) : before;

    /// <summary>The ids that are reported in this program more often than before.</summary>
    public IReadOnlyList<string> MoreIn(FuzzProgram program) => Left.Of(program).MoreThan(Known.Of(program));

    /// <summary>What a fix would still take care of in this program.</summary>
    public IReadOnlyList<Diagnostic> FixableIn(FuzzProgram program) => [.. Left.Of(program).Fixable];
}
