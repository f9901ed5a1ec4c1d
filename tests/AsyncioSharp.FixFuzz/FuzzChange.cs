using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.FixFuzz;

/// <summary>A project of programs before and after its fixes, and what is reported in both.</summary>
internal sealed record FuzzChange(Project Before, Project After, FuzzReport Known, FuzzReport Left)
{
    /// <summary>All fixes, one run over each id.</summary>
    public static async Task<FuzzChange> FixAsync(FuzzBatch batch)
    {
        var before = await FuzzProject.OpenAsync(batch);
        var known = await FuzzReport.OfAsync(before);
        var after = await FixRun.RunAsync(before, batch.Ordered(known.FixableIds));
        return new FuzzChange(before, after, known, await FuzzReport.OfAsync(after));
    }

    /// <summary>What a careless fix would write.</summary>
    public static async Task<FuzzChange> NaiveAsync(FuzzBatch batch)
    {
        var before = await FuzzProject.OpenAsync(batch);
        var after = await FuzzProject.OpenAsync(batch, naive: true);
        return new FuzzChange(before, after, await FuzzReport.OfAsync(before), await FuzzReport.OfAsync(after));
    }

    /// <summary>The ids that are reported in this program more often than before.</summary>
    public IReadOnlyList<string> MoreIn(FuzzProgram program) => Left.Of(program).MoreThan(Known.Of(program));

    /// <summary>What a fix would still take care of in this program.</summary>
    public IReadOnlyList<Diagnostic> FixableIn(FuzzProgram program) => [.. Left.Of(program).Fixable];
}
