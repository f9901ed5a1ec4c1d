using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T18 and T19: which action is taken, and for which diagnostics a fix is right.</summary>
public class CodeActionTests
{
    [Theory]
    [InlineData(null, null, "First")]
    [InlineData(0, null, "First")]
    [InlineData(1, null, "Second")]
    [InlineData(null, "second", "Second")]
    [InlineData(1, "second", "Second")]
    public Task T18_IndexAndKey_Choose(int? index, string? key, string name) => Choosing(index, key, name).RunAsync();

    [Fact]
    public async Task T18_IndexAndKeyForTwoActions_Fails() => Assert.Contains(
        "The code action equivalence key and index must be consistent when both are specified.",
        await Choosing(0, "second", "Second").FailureAsync());

    [Fact]
    public async Task T18_UnknownKey_Fails() => Assert.Contains(
        "No code action with the equivalence key 'third' was offered; the offered keys are: 'first', 'second'",
        await Choosing(null, "third", "First").FailureAsync());

    [Fact]
    public async Task T18_UnknownIndex_Fails() => Assert.Contains(
        "No code action with the index '2' was offered; the offered keys are: 'first', 'second'",
        await Choosing(2, null, "First").FailureAsync());

    [Fact]
    public Task T18_KeyThatIsNotOffered_PassesWhenNoFixIsExpected() => Choosing(null, "third", "a").RunAsync();

    [Fact]
    public async Task T18_NullKey_Fails() => Assert.Contains(
        "The code action 'Replace the name' has no equivalence key.",
        await Fixing("A").And(TestFix.ReplaceName(TestFix.Capital, key: null!)).FailureAsync());

    [Fact]
    public async Task T18_KeyOfTwoActions_Fails()
    {
        var fix = new TestFix
        {
            Actions = (document, diagnostic) =>
            [
                TestFix.ReplaceNameAction(document, diagnostic, _ => "First", "same", "One"),
                TestFix.ReplaceNameAction(document, diagnostic, _ => "Second", "same", "Two"),
            ],
        };

        Assert.Contains("The equivalence key 'same' is shared by 2 code actions: 'One', 'Two'", await Fixing("First").And(fix).FailureAsync());
    }

    [Fact]
    public Task T18_NestedActions_AreFlattened()
    {
        var fix = new TestFix
        {
            Actions = (document, diagnostic) =>
            [
                CodeAction.Create("Outer", [CodeAction.Create("Inner", Two(document, diagnostic), isInlinable: false)], isInlinable: false),
            ],
            FixAll = null,
        };
        var test = Fixing("Second").And(fix);
        test.CodeActionIndex = 1;
        return test.RunAsync();
    }

    [Fact]
    public async Task T18_CodeActionVerifier_CanFail()
    {
        var test = Fixing("A").And(TestFix.Capitalize);
        test.CodeActionVerifier = (action, verifier) => verifier.Equal("Capitalize", action.Title);

        Assert.Contains("expected:'Capitalize' actual:'Replace the name'", await test.FailureAsync());
    }

    [Fact]
    public async Task T18_ActionWithoutChange_Fails()
    {
        var fix = new TestFix { Actions = (_, _) => [new Nothing()] };

        Assert.Contains("Expected one change of the solution by the action 'Nothing' but found '0'.", await Fixing("A").And(fix).FailureAsync());
    }

    [Fact]
    public async Task T19_CompilationEndDiagnostic_Fails()
    {
        Assert.Contains(
            "Code fix is attempting to provide a fix for a non-local analyzer diagnostic",
            await AtCompilationEnd().FailureAsync());

        var skipped = AtCompilationEnd();
        skipped.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        await skipped.RunAsync();
    }

    [Fact]
    public Task T19_ComputedArguments_DoNotMakeADiagnosticNonLocal()
    {
        var rule = new TestRule
        {
            Register = context => context.RegisterSymbolAction(
                symbol =>
                {
                    if (char.IsLower(symbol.Symbol.Name[0]))
                    {
                        symbol.ReportDiagnostic(Diagnostic.Create(
                            TestRule.Descriptor, symbol.Symbol.Locations[0], new string(symbol.Symbol.Name.ToCharArray())));
                    }
                },
                SymbolKind.NamedType),
        };
        var test = HarnessTest.With(rule).And(TestFix.Capitalize);
        test.TestCode = "class [|a|] { }";
        test.FixedCode = "class A { }";
        return test.RunAsync();
    }

    private static HarnessTest AtCompilationEnd()
    {
        var rule = new TestRule
        {
            Register = context => context.RegisterCompilationAction(end =>
            {
                foreach (var name in end.Compilation.SyntaxTrees.SelectMany(TestRule.SmallNames))
                {
                    end.ReportDiagnostic(Diagnostic.Create(TestRule.Descriptor, name.GetLocation(), name.Text));
                }
            }),
        };
        var test = HarnessTest.With(rule).And(TestFix.Capitalize);
        test.TestCode = "class [|a|] { }";
        test.FixedCode = "class A { }";
        return test;
    }

    private static HarnessTest Choosing(int? index, string? key, string name)
    {
        var test = Fixing(name).And(new TestFix { Actions = Two });
        test.CodeActionIndex = index;
        test.CodeActionEquivalenceKey = key;
        return test;
    }

    private static HarnessTest Fixing(string name) => new()
    {
        TestCode = "class [|a|] { }",
        FixedCode = char.IsLower(name[0]) ? $"class [|{name}|] {{ }}" : $"class {name} {{ }}",
    };

    private static ImmutableArray<CodeAction> Two(Document document, Diagnostic diagnostic) =>
    [
        TestFix.ReplaceNameAction(document, diagnostic, _ => "First", "first"),
        TestFix.ReplaceNameAction(document, diagnostic, _ => "Second", "second"),
    ];

    private sealed class Nothing : CodeAction
    {
        public override string Title => "Nothing";

        public override string? EquivalenceKey => "nothing";

        protected override Task<IEnumerable<CodeActionOperation>> ComputeOperationsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<CodeActionOperation>>([]);
    }
}
