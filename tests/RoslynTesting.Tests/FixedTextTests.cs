using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T15 to T17: the files after a fix are exactly those that the test names.</summary>
public class FixedTextTests
{
    [Theory]
    [InlineData("class [|a|] { } // why\n", "class A { } // why\n", "class A { }\n", "-class A { } // why")]
    [InlineData("class [|a|] { }\n\n", "class A { }\n\n", "class A { }\n", "-")]
    [InlineData("class [|a|] { }\n", "class A { }\n", "class A { }\r\n", "+class A { }<CR><LF>")]
    [InlineData("class [|a|] { }\n", "class A { }\n", "class A { }", "-class A { }<LF>")]
    [InlineData("class [|a|] { }", "class A { }", "class A  { }", "+class A  { }")]
    public async Task T15_AnyOtherCharacter_Fails(string source, string expected, string actual, string message)
    {
        await Fixing(source, expected).And(WriteText(expected)).RunAsync();

        var failure = await Fixing(source, expected).And(WriteText(actual)).FailureAsync();

        Assert.Contains("content of '/0/Test0.cs' did not match", failure);
        Assert.Contains(message, failure);
    }

    [Fact]
    public async Task T15_Encoding_IsCompared()
    {
        var fix = TestFix.ChangeSolution(document => document.WithText(SourceText.From("class A { }", new UTF8Encoding(true))).Project.Solution);

        var failure = await Fixing("class [|a|] { }", "class A { }").And(fix).FailureAsync();

        Assert.Contains("encoding of '/0/Test0.cs' was expected to be 'none' but was 'utf-8 with BOM'", failure);
    }

    [Fact]
    public async Task T15_ChecksumAlgorithm_IsCompared()
    {
        var fix = TestFix.ChangeSolution(document =>
            document.WithText(SourceText.From("class A { }", null, SourceHashAlgorithm.Sha256)).Project.Solution);

        var failure = await Fixing("class [|a|] { }", "class A { }").And(fix).FailureAsync();

        Assert.Contains("checksum algorithm of '/0/Test0.cs' was expected to be 'Sha1' but was 'Sha256'", failure);
    }

    [Fact]
    public Task T15_EncodingOfTheInput_SurvivesATreeEdit()
    {
        var encoding = new UTF8Encoding(true);
        var test = new HarnessTest();
        test.TestState.Sources.Add(SourceText.From("class [|a|] { }\r\n", encoding));
        test.FixedState.Sources.Add(SourceText.From("class A { }\r\n", encoding));
        return test.And(RenameInTree("A", "A")).RunAsync();
    }

    [Fact]
    public Task T15_AnnotatedNodes_AreFormatted()
    {
        var fix = TestFix.ChangeRoot((root, diagnostic) =>
        {
            var type = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>()!;
            return root.ReplaceNode(type, type.WithIdentifier(SyntaxFactory.Identifier("A")).WithAdditionalAnnotations(Formatter.Annotation));
        });
        return Fixing("class [|a|]   { }\n", "class A\n{ }\n").And(fix).RunAsync();
    }

    [Fact]
    public async Task T16_TokenWithOtherText_Fails()
    {
        var failure = await Fixing("class [|a|] { object M() => this; }", "class A { object M() => base; }").And(ThisWithText("base")).FailureAsync();

        Assert.Contains("Context: Iterative code fix application", failure);
        Assert.Contains("The tree that the fix made of '/0/Test0.cs' is not what its text parses to: made ThisExpression 'base', parsed BaseExpression 'base'", failure);
    }

    [Fact]
    public async Task T16_TwoNamesInOneToken_Fails()
    {
        var failure = await Fixing("class [|a|] { }", "class A : System.Object { }").And(RenameInTree("A : System.Object", "A : System.Object")).FailureAsync();

        Assert.Contains("is not what its text parses to", failure);
    }

    [Fact]
    public Task T16_SkippedValidation_Passes()
    {
        var test = Fixing("class [|a|] { }", "class A : System.Object { }").And(RenameInTree("A : System.Object", "A : System.Object"));
        test.CodeActionValidationMode = CodeActionValidationMode.None;
        return test.RunAsync();
    }

    [Fact]
    public async Task T16_Trivia_IsComparedInFullMode()
    {
        var fix = TestFix.ChangeRoot((root, diagnostic) => root.ReplaceToken(
            root.FindToken(diagnostic.Location.SourceSpan.Start),
            SyntaxFactory.Identifier([], "A", [SyntaxFactory.Whitespace(" "), SyntaxFactory.Whitespace(" ")])));
        await Fixing("class [|a|] { }", "class A  { }").And(fix).RunAsync();

        var full = Fixing("class [|a|] { }", "class A  { }").And(fix);
        full.CodeActionValidationMode = CodeActionValidationMode.Full;

        Assert.Contains("made IdentifierToken 'A', parsed IdentifierToken 'A'", await full.FailureAsync());
    }

    [Fact]
    public async Task T17_ChangeInAnotherDocument_Fails()
    {
        var test = new HarnessTest { TestState = { Sources = { "class [|a|] { }", "class B { }\n" } } };
        test.FixedState.Sources.Add("class A { }");
        test.FixedState.Sources.Add("class B { }\n");
        var fix = TestFix.ChangeSolution(document =>
        {
            var other = document.Project.Documents.Single(candidate => candidate.Name == "Test1.cs");
            return document.Project.Solution
                .WithDocumentText(document.Id, SourceText.From("class A { }"))
                .WithDocumentText(other.Id, SourceText.From("class B { }"));
        });

        Assert.Contains("content of '/0/Test1.cs' did not match", await test.And(fix).FailureAsync());
    }

    [Fact]
    public async Task T17_AddedDocument_MustBeDeclared()
    {
        var fix = TestFix.ChangeSolution(document =>
            document.WithText(SourceText.From("class A { }")).Project.AddDocument("B.cs", SourceText.From("class B { }"), ["Parts"]).Project.Solution);

        var failure = await Fixing("class [|a|] { }", "class A { }").And(fix).FailureAsync();
        Assert.Contains("Expected the source files of 'TestProject' to be 'Test0.cs' but they are 'Parts/B.cs, Test0.cs'.", failure);

        var declared = Fixing("class [|a|] { }", "class A { }").And(fix);
        declared.FixedState.Sources.Add(("/0/Parts/B.cs", "class B { }"));
        declared.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        await declared.RunAsync();
    }

    [Fact]
    public async Task T17_RemovedDocument_MustBeDeclared()
    {
        var fix = TestFix.ChangeSolution(document => document.Project.Solution.RemoveDocument(document.Id));
        var test = new HarnessTest { TestState = { Sources = { "class [|a|] { }", "class B { }" } } };
        test.FixedState.Sources.Add("class A { }");
        test.FixedState.Sources.Add("class B { }");

        Assert.Contains("to be 'Test0.cs, Test1.cs' but they are 'Test1.cs'.", await test.And(fix).FailureAsync());
    }

    [Fact]
    public async Task T17_RenamedDocument_MustBeDeclared()
    {
        var fix = TestFix.ChangeSolution(document => document.Project.Solution
            .WithDocumentText(document.Id, SourceText.From("class A { }"))
            .WithDocumentName(document.Id, "A.cs"));

        Assert.Contains("to be 'Test0.cs' but they are 'A.cs'.", await Fixing("class [|a|] { }", "class A { }").And(fix).FailureAsync());
    }

    [Fact]
    public async Task T17_AdditionalAndConfigFiles_AreCompared()
    {
        var fix = TestFix.ChangeSolution(document =>
        {
            var project = document.Project;
            return project.Solution
                .WithDocumentText(document.Id, SourceText.From("class A { }"))
                .WithAdditionalDocumentText(project.AdditionalDocuments.Single().Id, SourceText.From("changed"));
        });
        var test = Fixing("class [|a|] { }", "class A { }").And(fix);
        test.TestState.AdditionalFiles.Add(("/0/notes.txt", "as it was"));

        Assert.Contains("content of '/0/notes.txt' did not match", await test.FailureAsync());

        var declared = Fixing("class [|a|] { }", "class A { }").And(fix);
        declared.TestState.AdditionalFiles.Add(("/0/notes.txt", "as it was"));
        declared.FixedState.AdditionalFiles.Add(("/0/notes.txt", "changed"));
        declared.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        await declared.RunAsync();
    }

    private static HarnessTest Fixing(string source, string fixedSource) => new() { TestCode = source, FixedCode = fixedSource };

    private static TestFix WriteText(string text) =>
        TestFix.ChangeSolution(document => document.WithText(SourceText.From(text)).Project.Solution);

    private static TestFix RenameInTree(string text, string value) => TestFix.ChangeRoot((root, diagnostic) =>
    {
        var name = root.FindToken(diagnostic.Location.SourceSpan.Start);
        return root.ReplaceToken(
            name, SyntaxFactory.Identifier(name.LeadingTrivia, SyntaxKind.IdentifierToken, text, value, name.TrailingTrivia));
    });

    private static TestFix ThisWithText(string text) => TestFix.ChangeRoot((root, diagnostic) =>
    {
        var name = root.FindToken(diagnostic.Location.SourceSpan.Start);
        var keyword = root.DescendantTokens().Single(token => token.IsKind(SyntaxKind.ThisKeyword));
        return root.ReplaceTokens([name, keyword], (token, _) => token == name
            ? SyntaxFactory.Identifier(token.LeadingTrivia, "A", token.TrailingTrivia)
            : SyntaxFactory.Token(token.LeadingTrivia, SyntaxKind.ThisKeyword, text, text, token.TrailingTrivia));
    });
}
