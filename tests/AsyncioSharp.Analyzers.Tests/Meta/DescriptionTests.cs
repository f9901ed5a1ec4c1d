using System.Globalization;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The description of each rule is the reason in its section of rules.md.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public void EveryRule_HasADescription() => Assert.All(
        RuleCatalog.Descriptors,
        static d => Assert.Matches(@"^[^\s*].{60,}\. See docs/rules\.md#aio\d[05]\d in the package AsyncioSharp\.Analyzers\.$", Text(d)));

    [Fact]
    public void Sibling_HasTheDescriptionOfItsRule() => Assert.Equal(Text(BlockingSleepAnalyzer.Fixable), Text(BlockingSleepAnalyzer.Unfixable));

    [Fact]
    public void Tags_TellWhetherThereIsAFix() => Assert.All(
        RuleCatalog.Descriptors,
        static d => Assert.Equal(["async", RuleCatalog.IsFixable(d.Id) ? "fixable" : "unfixable"], d.CustomTags));

    private static string Text(DiagnosticDescriptor descriptor) => descriptor.Description.ToString(CultureInfo.InvariantCulture);
}
