using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T11 to T14: applying a fix until nothing is left to fix.</summary>
public class FixLoopTests
{
    [Fact]
    public async Task T11_WrongFixedText_FailsWithDiff()
    {
        var failure = await Fixing("class [|a|] { }\nclass [|b|] { }\n", "class A { }\nclass C { }\n").And(TestFix.Capitalize).FailureAsync();

        Assert.Equal(
            """
            Context: Iterative code fix application
            content of '/0/Test0.cs' did not match. Diff shown with expected as baseline:
             class A { }
            -class C { }
            +class B { }

            """,
            failure,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task T11_PingPongFix_IsStopped()
    {
        var fix = TestFix.ReplaceName(name => name == "a" ? "b" : "a");

        var failure = await Fixing("class [|a|] { }", "class B { }").And(fix).FailureAsync();

        Assert.Contains("Context: Iterative code fix application", failure);
        Assert.Contains("The upper limit for the number of code fix iterations was exceeded: more than '1'.", failure);
    }

    [Fact]
    public async Task T11_StuckFix_IsStopped()
    {
        var failure = await Fixing("class [|a|] { }", "class A { }").And(TestFix.ReplaceName(name => name)).FailureAsync();

        Assert.Contains("-class A { }", failure);
        Assert.Contains("+class a { }", failure);
    }

    [Fact]
    public async Task T11_FewerIterationsThanExactNumber_Fails()
    {
        var test = Fixing("class [|a|] { }", "class A { }").And(TestFix.Capitalize);
        test.NumberOfIncrementalIterations = 2;

        Assert.Contains("Expected '2' iterations but found '1' iterations.", await test.FailureAsync());
    }

    [Fact]
    public async Task T11_MinusOne_IsExactlyOne()
    {
        var test = Fixing("class [|a|] { }\nclass [|b|] { }", "class A { }\nclass B { }").And(TestFix.Capitalize);
        test.NumberOfIncrementalIterations = -1;

        Assert.Contains("more than '1'", await test.FailureAsync());

        var silent = Fixing("class [|a|] { }", "class [|a|] { }").And(new TestFix { Actions = (_, _) => [] });
        silent.NumberOfIncrementalIterations = -1;
        Assert.Contains("Expected '1' iterations but found '0' iterations.", await silent.FailureAsync());
    }

    [Fact]
    public Task T11_NegativeNumber_IsALimit()
    {
        var test = Fixing("class [|a|] { }\nclass [|b|] { }", "class A { }\nclass B { }").And(TestFix.Capitalize);
        test.NumberOfIncrementalIterations = -5;
        return test.RunAsync();
    }

    [Fact]
    public Task T11_FixOne_StopsAfterTheFirst()
    {
        var test = Fixing("class [|a|] { }\nclass [|b|] { }", "class A { }\nclass [|b|] { }").And(TestFix.Capitalize);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync();
    }

    [Fact]
    public async Task T11_FixOffered_FailsWhenNoneIsExpected()
    {
        var failure = await Fixing("class [|a|] { }", "class [|a|] { }").And(TestFix.Capitalize).FailureAsync();

        Assert.Contains("Context: Iterative code fix application", failure);
        Assert.Contains("+class A { }", failure);
    }

    [Fact]
    public Task T11_NoFixOffered_PassesWhenNoneIsExpected()
    {
        var silent = new TestFix { Actions = (_, _) => [] };
        return Fixing("class [|a|] { }", "class [|a|] { }").And(silent).RunAsync();
    }

    [Fact]
    public async Task T12_ActionThatChangesNothing_FailsWhenNoneIsExpected()
    {
        var failure = await Fixing("class [|a|] { }", "class [|a|] { }").And(TestFix.ReplaceName(name => name)).FailureAsync();

        Assert.Contains("No code fixes were expected, but a fix was offered that made no changes to the code.", failure);
    }

    [Fact]
    public async Task T13_FixAllThatFixesOne_Fails()
    {
        var test = Fixing("class [|a|] { }\nclass [|b|] { }", "class A { }\nclass B { }");
        var fixAll = FixAllProvider.Create(async (context, document, diagnostics) =>
        {
            var text = await document.GetTextAsync();
            var span = diagnostics[0].Location.SourceSpan;
            return document.WithText(text.Replace(span, TestFix.Capital(text.ToString(span))));
        });

        var failure = await test.And(new TestFix { Actions = Capitalize, FixAll = fixAll }).FailureAsync();

        Assert.Contains("Context: Fix all in document", failure);
        Assert.Contains("The upper limit for the number of code fix iterations was exceeded: more than '1'.", failure);
    }

    [Fact]
    public async Task T13_FixAllWithOtherText_Fails()
    {
        var test = Fixing("class [|a|] { }\nclass [|b|] { }", "class A { }\nclass B { }");
        var fixAll = FixAllProvider.Create(async (context, document, diagnostics) =>
            document.WithText((await document.GetTextAsync()).Replace(0, 7, "class X").Replace(18, 1, "Y")));

        var failure = await test.And(new TestFix { Actions = Capitalize, FixAll = fixAll }).FailureAsync();

        Assert.Contains("Context: Fix all in document", failure);
        Assert.Contains("+class X { }", failure);
    }

    [Fact]
    public async Task T13_FixAllThatGivesUp_Fails()
    {
        var test = Fixing("class [|a|] { }\nclass [|b|] { }", "class A { }\nclass B { }");
        var fixAll = FixAllProvider.Create((context, document, diagnostics) => Task.FromResult<Document?>(null));

        var failure = await test.And(new TestFix { Actions = Capitalize, FixAll = fixAll }).FailureAsync();

        Assert.Contains("Context: Fix all in document", failure);
        Assert.Contains("-class A { }", failure);
    }

    [Theory]
    [InlineData(FixAllScope.Document, CodeFixTestBehaviors.SkipFixAllInDocumentCheck)]
    [InlineData(FixAllScope.Project, CodeFixTestBehaviors.SkipFixAllInProjectCheck)]
    [InlineData(FixAllScope.Solution, CodeFixTestBehaviors.SkipFixAllInSolutionCheck)]
    public async Task T13_EveryScope_IsRunUnlessSkipped(FixAllScope scope, CodeFixTestBehaviors skip)
    {
        var fix = new TestFix { Actions = Capitalize, FixAll = new BrokenFixAll(scope) };

        Assert.Contains("broken in " + scope, await Fixing("class [|a|] { }", "class A { }").And(fix).FailureAsync());

        var skipped = Fixing("class [|a|] { }", "class A { }").And(fix);
        skipped.CodeFixTestBehaviors = skip;
        await skipped.RunAsync();
    }

    [Fact]
    public Task T13_FixAllOverDocumentsAndProjects_Passes()
    {
        var test = new HarnessTest { TestState = { Sources = { "class [|a|] { }", "class [|b|] { } class [|c|] { }" } } };
        test.TestState.AdditionalProjects["Other"].Sources.Add("class [|d|] { }");
        test.FixedState.Sources.Add("class A { }");
        test.FixedState.Sources.Add("class B { } class C { }");
        test.FixedState.AdditionalProjects["Other"].Sources.Add("class D { }");
        test.NumberOfFixAllInDocumentIterations = 3;
        test.NumberOfFixAllInProjectIterations = 2;
        test.NumberOfFixAllIterations = 1;
        return test.And(TestFix.Capitalize).RunAsync();
    }

    [Fact]
    public async Task T13_BatchFixedCode_ReplacesFixedCode()
    {
        var fixAll = FixAllProvider.Create(async (context, document, diagnostics) =>
            document.WithText((await document.GetTextAsync()).Replace(6, 1, "Batch")));
        await WithBatch("class Batch { }").And(new TestFix { Actions = Capitalize, FixAll = fixAll }).RunAsync();

        var failure = await WithBatch("class A { }").And(new TestFix { Actions = Capitalize, FixAll = fixAll }).FailureAsync();

        Assert.Contains("+class Batch { }", failure);

        static HarnessTest WithBatch(string batch)
        {
            var test = Fixing("class [|a|] { }", "class A { }");
            test.BatchFixedCode = batch;
            return test;
        }
    }

    [Fact]
    public async Task T13_CompilerErrorInBatchFixedCode_Fails()
    {
        var fixAll = FixAllProvider.Create(async (context, document, diagnostics) =>
            document.WithText((await document.GetTextAsync()).Replace(6, 1, "A : Undefined")));
        var test = Fixing("class [|a|] { }", "class A { }");
        test.BatchFixedCode = "class A : Undefined { }";

        var failure = await test.And(new TestFix { Actions = Capitalize, FixAll = fixAll }).FailureAsync();

        Assert.Contains("Context: Diagnostics of batch fixed state", failure);
        Assert.Contains("DiagnosticResult.CompilerError(\"CS0246\")", failure);
    }

    [Fact]
    public async Task T14_FixableDiagnosticAfterTheFix_Fails()
    {
        var fix = TestFix.ReplaceName(name => name == "a" ? "b" : name);

        var failure = await Fixing("class [|a|] { }", "class b { }").And(fix).FailureAsync();

        Assert.Contains("iterations", failure);
    }

    [Fact]
    public async Task T14_DiagnosticThatTheFixLeaves_Fails()
    {
        var half = new TestFix
        {
            Actions = (document, diagnostic) => diagnostic.Location.SourceSpan.Start == 6
                ? [TestFix.ReplaceNameAction(document, diagnostic, TestFix.Capital, TestFix.Key)]
                : [],
            FixAll = null,
        };

        var failure = await Fixing("class [|a|] { }\nclass [|b|] { }", "class A { }\nclass [|b|] { }").And(half).FailureAsync();

        Assert.Contains("Context: Diagnostics of fixed state", failure);
        Assert.Contains("Reported but not expected:", failure);
        Assert.Contains("WithSpan(2, 7, 2, 8)", failure);
    }

    private static HarnessTest Fixing(string source, string fixedSource) => new() { TestCode = source, FixedCode = fixedSource };

    private static ImmutableArray<CodeAction> Capitalize(Document document, Diagnostic diagnostic) =>
        [TestFix.ReplaceNameAction(document, diagnostic, TestFix.Capital, TestFix.Key)];

    private sealed class BrokenFixAll(FixAllScope scope) : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [scope];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
            throw new InvalidOperationException("broken in " + fixAllContext.Scope);
    }
}
