using System.Composition;
using System.Reflection;
using System.Text.RegularExpressions;
using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What every rule has to have; each test lists all offenders.</summary>
public sealed class RuleCatalogTests
{
    private static readonly string[] Bands = ["Blocking", "Coroutines", "Tasks", "Loop", "Cancellation", "Synchronization", "Concurrency", "Network"];

    // Rules of which no site has a fix: they have no first id.
    private static readonly string[] NeverFixable = ["AIO554", "AIO651", "AIO852", "AIO854"];

    [Fact]
    public void Ids_AreUniqueAndInTheirBand() => AssertNone(
        from d in RuleCatalog.Descriptors
        where !Regex.IsMatch(d.Id, @"^AIO[1-8]\d\d$") || "Asyncio." + Bands[d.Id[3] - '1'] != d.Category || RuleCatalog.Descriptors.Count(o => o.Id == d.Id) > 1
        select d.Id);

    [Fact]
    public void FixableAndUnfixableSites_NeverShareAnId() => AssertNone(
        from d in RuleCatalog.Descriptors
        where RuleCatalog.IsFixable(d.Id) != (d.Id[4] < '5')
        select d.Id);

    [Fact]
    public void Siblings_HaveTheTitleAndTheSeverityOfTheirRule() => AssertNone(
        from sibling in RuleCatalog.Descriptors
        where sibling.Id[4] >= '5'
        let rule = RuleCatalog.Descriptors.SingleOrDefault(d => d.Id[3] == sibling.Id[3] && d.Id[4] == sibling.Id[4] - 5 && d.Id[5] == sibling.Id[5])
        where rule is null
            ? !NeverFixable.Contains(sibling.Id)
            : !sibling.Title.ToString().StartsWith(rule.Title + ", ", StringComparison.Ordinal) || sibling.DefaultSeverity != rule.DefaultSeverity
        select sibling.Id);

    [Fact]
    public void Analyzers_AreSealedAndExported() => AssertNone(
        from analyzer in RuleCatalog.Analyzers
        let type = analyzer.GetType()
        where !type.IsSealed || type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages is not [LanguageNames.CSharp] || type.BaseType != typeof(RuleAnalyzer)
        select type.Name);

    [Fact]
    public void Fixes_AreSealedExportedAndShared() => AssertNone(
        from fix in RuleCatalog.Fixes
        let type = fix.GetType()
        let export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>()
        where !type.IsSealed || type.GetCustomAttribute<SharedAttribute>() is null || export?.Name != type.Name || export.Languages is not [LanguageNames.CSharp]
        select type.Name);

    [Fact]
    public void Fixes_HaveOneIdOneKeyAndAFixAll() => AssertNone(
        from fix in RuleCatalog.Fixes
        let isReported = RuleCatalog.Descriptors.Any(d => fix.FixableDiagnosticIds.Contains(d.Id))
        where !isReported || fix.FixableDiagnosticIds.Length != 1 || string.IsNullOrEmpty(fix.EquivalenceKey) ||
            !fix.GetFixAllProvider().GetSupportedFixAllScopes().Contains(FixAllScope.Solution) ||
            RuleCatalog.Fixes.Count(other => other.EquivalenceKey == fix.EquivalenceKey) > 1
        select fix.GetType().Name);

    [Fact]
    public void Assemblies_ExportNothingBesides() => AssertNone(
        from type in typeof(RuleAnalyzer).Assembly.GetExportedTypes().Concat(typeof(RuleFix).Assembly.GetExportedTypes())
        where !typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !typeof(CodeFixProvider).IsAssignableFrom(type) && !typeof(CodeRefactoringProvider).IsAssignableFrom(type)
        select type.Name);

    [Fact]
    public void EveryRule_HasATestClassAndEveryDescriptorATestedMessage()
    {
        var tests = string.Join("\n", Directory.GetFiles(Path.Combine(RuleCatalog.Root, "tests", "AsyncioSharp.Analyzers.Tests", "Rules"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        AssertNone(from analyzer in RuleCatalog.Analyzers
                   let stem = analyzer.GetType().Name.Replace("Analyzer", "")
                   where !tests.Contains($"class {stem}Tests")
                   select stem);
        AssertNone(from d in RuleCatalog.Descriptors
                   where !Regex.IsMatch(tests, $"\"{d.Id}\",\\s")
                   select $"{d.Id}: no test says its message");
    }

    [Fact]
    public void Files_KeepTheirSize() => AssertNone(
        from folder in new[] { "src/AsyncioSharp.Analyzers", "src/AsyncioSharp.CodeFixes", "tests/AsyncioSharp.Analyzers.Tests" }
        from file in Directory.GetFiles(Path.Combine(RuleCatalog.Root, folder), "*.cs", SearchOption.AllDirectories)
        let lines = File.ReadLines(file).Count()
        where lines > (folder.StartsWith("src", StringComparison.Ordinal) ? 250 : 500)
        select $"{Path.GetFileName(file)}: {lines} lines");

    private static void AssertNone(IEnumerable<string> offenders) => Assert.Empty(offenders);
}
