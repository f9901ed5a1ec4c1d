using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The only place that knows the harness: what one rule says about a source, and what its fix makes of it.</summary>
public static class RuleVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : RuleFix, new()
{
    /// <summary>Nothing is reported.</summary>
    public static Task Silent(string source) => Create(source).RunAsync();

    /// <summary>Exactly what the markup says is reported, and none of it can be fixed.</summary>
    public static Task Unfixable(string source)
    {
        var test = Create(source);
        test.FixedCode = source;
        return test.RunAsync();
    }

    /// <summary>The markup is reported; the fix of one site after the other, and of all in the document, gives the same text.</summary>
    /// <remarks>These tests have one document: in the project and in the solution a fix-all would do the same again. See <see cref="FixInEveryScope"/>.</remarks>
    public static Task Fix(string source, string fixedSource, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var test = CreateFix(source, fixedSource, kind);
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllInProjectCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        return test.RunAsync();
    }

    /// <summary>As <see cref="Fix"/>, and the fix-all in the project and in the solution gives the same text, too: once for each rule, on its example in rules.md.</summary>
    public static Task FixInEveryScope(string source, string fixedSource, OutputKind kind) => CreateFix(source, fixedSource, kind).RunAsync();

    /// <summary>The markup is reported, with this message for its first location.</summary>
    public static Task Says(string source, string id, string message)
    {
        var test = Create(source);
        test.ExpectedDiagnostics.Add(Expected(id).WithLocation(0).WithMessage(message).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
        return test.RunAsync();
    }

    /// <summary>A finding with this id.</summary>
    public static DiagnosticResult Expected(string id) => new(new TAnalyzer().SupportedDiagnostics.Single(d => d.Id == id));

    public static RuleTest<TAnalyzer, TFix> Create(string source)
    {
        var test = new RuleTest<TAnalyzer, TFix> { TestCode = source };

        // What the rule says better than the compiler (CS4014, CS1998), and the odd code of a test: unused members, unreachable lines.
        test.DisabledDiagnostics.AddRange(["CS4014", "CS1998", "CS0162", "CS0169", "CS0414", "CS0649", "CS8321"]);
        return test;
    }

    private static RuleTest<TAnalyzer, TFix> CreateFix(string source, string fixedSource, OutputKind kind)
    {
        var test = Create(source);
        test.TestState.OutputKind = kind;
        test.FixedCode = fixedSource;
        test.CodeActionEquivalenceKey = new TFix().EquivalenceKey;
        return test;
    }
}
