using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>What a test can set reaches the compiler, the rule and the fix.</summary>
public class ConfigurationTests
{
    [Fact]
    public async Task OutputKind_IsUsed()
    {
        const string Program = "System.Console.WriteLine();";
        await new HarnessTest { TestState = { Sources = { Program }, OutputKind = OutputKind.ConsoleApplication } }.RunAsync();

        Assert.Contains("CS8805", await new HarnessTest { TestCode = Program }.FailureAsync());
    }

    [Fact]
    public async Task SolutionTransforms_AreUsed()
    {
        const string Source = "class A { string x = null; }";
        var test = new HarnessTest { TestCode = Source, CompilerDiagnostics = CompilerDiagnostics.Warnings };
        test.DisabledDiagnostics.Add("CS0414");
        test.SolutionTransforms.Add((solution, id) => solution.WithProjectCompilationOptions(
            id, ((CSharpCompilationOptions)solution.GetProject(id)!.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Enable)));

        Assert.Contains("CS8625", await test.FailureAsync());
    }

    [Fact]
    public async Task OptionsTransforms_ReachTheFix()
    {
        await Asking(2).RunAsync();

        Assert.Contains("+class A3 { }", await Asking(3).FailureAsync());

        static HarnessTest Asking(int size)
        {
            var test = new HarnessTest { TestCode = "class [|a|] { }", FixedCode = "class A2 { }" };
            test.OptionsTransforms.Add(options => options.WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, size));
            return test.And(TestFix.ChangeSolution(document =>
            {
                var indentation = document.Project.Solution.Options.GetOption(FormattingOptions.IndentationSize, LanguageNames.CSharp);
                return document.WithText(SourceText.From($"class A{indentation} {{ }}")).Project.Solution;
            }));
        }
    }

    [Fact]
    public async Task EditorConfig_ReachesTheFormatter()
    {
        Assert.Contains("+    int x;", await Formatting().FailureAsync());

        var test = Formatting();
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nindent_style = space\nindent_size = 2\n"));
        await test.RunAsync();
    }

    [Fact]
    public async Task EditorConfig_ReachesTheRule()
    {
        var rule = new TestRule
        {
            Report = context =>
            {
                if (context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Tree).TryGetValue("test_rule.on", out var on) && on == "true")
                {
                    TestRule.ReportSmallNames(context, TestRule.Descriptor);
                }
            },
        };
        var test = HarnessTest.With(rule);
        test.TestCode = "class a { }";
        await test.RunAsync();

        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ntest_rule.on = true\n"));

        Assert.Contains("warning T0001", await test.FailureAsync());
    }

    [Fact]
    public async Task AdditionalFile_ReachesTheRule()
    {
        var rule = new TestRule
        {
            Register = context => context.RegisterAdditionalFileAction(file => file.ReportDiagnostic(Diagnostic.Create(
                TestRule.Descriptor, Location.Create(file.AdditionalFile.Path, new(2, 3), new(new(0, 2), new(0, 5))), "x"))),
        };
        var test = HarnessTest.With(rule);
        test.TestCode = "class A { }";
        test.TestState.AdditionalFiles.Add(("/0/notes.txt", "a [|bcd|] e"));
        await test.RunAsync();

        test.TestState.AdditionalFilesFactories.Add(() => [("/0/more.txt", SourceText.From("a bcd e"))]);

        Assert.Contains("WithSpan(\"/0/more.txt\", 1, 3, 1, 6)", await test.FailureAsync());
    }

    [Fact]
    public async Task Suppressor_ShowsAsSuppressed()
    {
        var suppressed = new DiagnosticResult(TestRule.Descriptor).WithArguments("a").WithLocation(0).WithIsSuppressed(true);
        var test = HarnessTest.With(TestRule.SmallTypeNames, new Silencer());
        test.TestCode = "class {|#0:a|} { }";
        test.ExpectedDiagnostics.Add(suppressed);
        await test.RunAsync();

        test.ExpectedDiagnostics.Clear();
        test.ExpectedDiagnostics.Add(suppressed.WithIsSuppressed(false));

        Assert.Contains("Expected diagnostic suppression to be \"False\" was \"True\"", await test.FailureAsync());
    }

    private static HarnessTest Formatting() => new HarnessTest
    {
        TestCode = "class [|a|]\n{\nint x;\n}\n",
        FixedCode = "class A\n{\n  int x;\n}\n",
    }.And(TestFix.ChangeRoot((root, diagnostic) =>
    {
        var name = root.FindToken(diagnostic.Location.SourceSpan.Start);
        var renamed = root.ReplaceToken(name, SyntaxFactory.Identifier(name.LeadingTrivia, "A", name.TrailingTrivia));
        return renamed.WithAdditionalAnnotations(Formatter.Annotation);
    }));

    private sealed class Silencer : DiagnosticSuppressor
    {
        private static readonly SuppressionDescriptor s_suppression = new("TS0001", TestRule.Descriptor.Id, "Small is beautiful");

        public override System.Collections.Immutable.ImmutableArray<SuppressionDescriptor> SupportedSuppressions => [s_suppression];

        public override void ReportSuppressions(SuppressionAnalysisContext context)
        {
            foreach (var diagnostic in context.ReportedDiagnostics)
            {
                context.ReportSuppression(Suppression.Create(s_suppression, diagnostic));
            }
        }
    }
}
