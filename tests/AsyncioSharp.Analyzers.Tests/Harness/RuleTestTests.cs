using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What the strict layer refuses, and the official harness lets pass.</summary>
public sealed class RuleTestTests
{
    [Fact]
    public Task RightFix_Passes() => new DoubleTest(new ClassNameRule(), new RenameFix([ClassNameRule.Id], "key")).RunAsync();

    [Theory]
    [InlineData("The code action 'Rename' has no equivalence key.", null, "key")]
    [InlineData("The code action 'Rename' has no equivalence key.", "key", null)]
    [InlineData("The code action 'Rename', 'Rename' has no equivalence key.", null, null)]
    [InlineData("The equivalence key 'same' is shared by 2 code actions: 'Rename', 'Rename'", "same", "same")]
    public Task EquivalenceKeys_ArePresentAndUnique(string message, string? first, string? second) =>
        Fails(message, new DoubleTest(new ClassNameRule(), new RenameFix([ClassNameRule.Id], first, second)));

    [Fact]
    public Task Crash_IsNotExpected()
    {
        var test = new DoubleTest(new CrashingRule(), code: "class C { }");
        test.ExpectedDiagnostics.Add(new DiagnosticResult("AD0001", DiagnosticSeverity.Error));
        return Fails("A test must not expect that an analyzer throws.", test);
    }

    [Fact]
    public Task Crash_IsNotDisabled()
    {
        var test = new DoubleTest(new CrashingRule(), code: "class C { }");
        test.DisabledDiagnostics.Add("AD0001");
        return Fails("AD0001", test);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("[||]")]
    public Task EmptyCode_Fails(string code) => Fails("The test code is empty", new DoubleTest(new ClassNameRule(), code: code));

    [Fact]
    public Task AnalyzerWithoutDiagnostics_Fails() =>
        Fails("The analyzer 'MuteRule' supports no diagnostics", new DoubleTest(new MuteRule(), code: "class C { }"));

    [Theory]
    [InlineData("")]
    [InlineData("T0009")]
    [InlineData("CSX")]
    [InlineData("CS02466")]
    [InlineData("CS024X")]
    public Task FixThatNoDiagnosticAsksFor_Fails(string id) =>
        Fails("which no analyzer of this test reports", new DoubleTest(new ClassNameRule(), new RenameFix(id == "" ? [] : [id], "key"), "class D { }"));

    [Fact]
    public Task FixForACompilerDiagnostic_Passes() =>
        new DoubleTest(
            new EmptyDiagnosticAnalyzer(),
            new RenameFix(["CS0246"], "key"),
            "class D { } class E : {|CS0246:C|} { }",
            "class D { } class E : D { }").RunAsync();

    [Fact]
    public Task EditorConfig_SetsTheSeverity()
    {
        var test = new DoubleTest(new ClassNameRule(), code: "class C { }");
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\ndotnet_diagnostic.{ClassNameRule.Id}.severity = error\n"));
        return Fails($"error {ClassNameRule.Id}", test);
    }

    private static async Task Fails(string message, DoubleTest test) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<InvalidOperationException>(() => test.RunAsync())).Message, StringComparison.Ordinal);

    /// <summary>The test under test: one analyzer and one fix, made by hand.</summary>
    private sealed class DoubleTest : RuleTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider>
    {
        private readonly DiagnosticAnalyzer _analyzer;
        private readonly CodeFixProvider? _fix;

        public DoubleTest(DiagnosticAnalyzer analyzer, CodeFixProvider? fix = null, string code = "class [|C|] { }", string fixedCode = "class D { }")
        {
            (_analyzer, _fix) = (analyzer, fix);
            TestCode = code;
            if (fix is not null)
            {
                FixedCode = fixedCode;
            }
        }

        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [_analyzer];

        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => _fix is null ? [] : [_fix];
    }

    /// <summary>Reports each class with the name 'C'.</summary>
    private sealed class ClassNameRule : DiagnosticAnalyzer
    {
        public const string Id = "T0001";

        private static readonly DiagnosticDescriptor s_descriptor = new(Id, "Title", "Message", "Category", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_descriptor];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(
                static type =>
                {
                    if (type.Symbol.Name == "C")
                    {
                        type.ReportDiagnostic(Diagnostic.Create(s_descriptor, type.Symbol.Locations[0]));
                    }
                },
                SymbolKind.NamedType);
        }
    }

    /// <summary>Throws for each class.</summary>
    private sealed class CrashingRule : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_descriptor = new("T0002", "Title", "Message", "Category", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_descriptor];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(static _ => throw new InvalidOperationException("On purpose."), SymbolKind.NamedType);
        }
    }

    private sealed class MuteRule : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        }
    }

    /// <summary>Offers one action a key, which renames the class to 'D'.</summary>
    private sealed class RenameFix(ImmutableArray<string> ids, params string?[] keys) : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => ids;

        public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

        public override Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            foreach (var key in keys)
            {
                context.RegisterCodeFix(CodeAction.Create("Rename", token => RenameAsync(context.Document, context.Span, token), key), context.Diagnostics);
            }

            return Task.CompletedTask;
        }

        private static async Task<Document> RenameAsync(Document document, Microsoft.CodeAnalysis.Text.TextSpan span, CancellationToken token) =>
            document.WithText((await document.GetTextAsync(token)).Replace(span, "D"));
    }
}
