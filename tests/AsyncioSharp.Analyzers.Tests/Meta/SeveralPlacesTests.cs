using System.Collections.Immutable;
using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.Tests.OldNameAnalyzer, AsyncioSharp.Analyzers.Tests.OldNameFix>;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>An edit in several places of a document, made with a rule of its own: methods get another name, and their calls an await.</summary>
public sealed class SeveralPlacesTests
{
    [Fact]
    public Task Calls_AreRewrittenWithTheDeclaration() => Verify.Fix(
        Snippet.Members("async Coroutine M() { OldOne(1); await F(); }\nasync Coroutine {|TEST1:OldOne|}(int value) => await F();"),
        Snippet.Members("async Coroutine M() { await NewOne(1); await F(); }\nasync Coroutine NewOne(int value) => await F();"));

    [Fact]
    public Task CallsOfTwoSites_OneInTheOther() => Verify.Fix(
        Snippet.Members(
            """
            async Coroutine M() { Use(OldOne(OldOne(OldTwo(1)))); await F(); }
            Coroutine<int> {|TEST1:OldOne|}(object value) => default;
            Coroutine<int> {|TEST1:OldTwo|}(object value) => default;
            """),
        Snippet.Members(
            """
            async Coroutine M() { Use(await NewOne(await NewOne(await NewTwo(1)))); await F(); }
            Coroutine<int> NewOne(object value) => default;
            Coroutine<int> NewTwo(object value) => default;
            """));

    [Fact]
    public Task FunctionsOfThePlaces_BecomeAsyncOnce() => Verify.Fix(
        Snippet.Members(
            """
            Coroutine M() { OldOne(1); Use(OldTwo(2)); return F(); }
            Coroutine<int> {|TEST1:OldOne|}(int value) { Use(OldTwo(value)); return V(); }
            Coroutine<int> {|TEST1:OldTwo|}(int value) => V();
            """),
        Snippet.Members(
            """
            async Coroutine M() { await NewOne(1); Use(await NewTwo(2)); await F(); }
            async Coroutine<int> NewOne(int value) { Use(await NewTwo(value)); return await V(); }
            Coroutine<int> NewTwo(int value) => V();
            """));

    [Fact]
    public Task PlaceWithoutForm_IsFoundByTheSite() => Verify.Fix(
        Snippet.Members("int marker;\nCoroutine {|TEST1:OldOne|}() => default;\nCoroutine {|TEST1:OldTwo|}() => default;"),
        Snippet.Members("Coroutine NewOne() => default;\nCoroutine NewTwo() => default;"));
}

/// <summary>Methods whose names begin with Old. Their calls are places of the edit, and so is a field that goes with them.</summary>
public sealed class OldNameAnalyzer() : RuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Describe("TEST1", "Old", RuleCategory.Coroutines, DiagnosticSeverity.Warning, "Old");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterSemanticModelAction(model => Analyze(model));

    private static void Analyze(SemanticModelAnalysisContext context)
    {
        var nodes = context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes().ToList();
        var marker = nodes.OfType<FieldDeclarationSyntax>().Where(field => field.Declaration.Variables[0].Identifier.ValueText == "marker").ToList();
        foreach (var method in nodes.OfType<MethodDeclarationSyntax>().Where(m => m.Identifier.ValueText.StartsWith("Old", StringComparison.Ordinal)))
        {
            var calls = nodes.OfType<InvocationExpressionSyntax>().Where(c => c.Expression.ToString() == method.Identifier.ValueText).ToList();
            var properties = new Edit("Name").ToProperties();
            for (var i = 0; i < calls.Count; i++)
            {
                var caller = calls[i].FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
                properties = new Edit("Call", !caller.Modifiers.Any(SyntaxKind.AsyncKeyword)).AddTo(properties, marker.Count + i + 1);
            }

            var places = marker.Select(m => m.GetLocation()).Concat(calls.Select(c => c.GetLocation())).ToImmutableArray();
            context.ReportDiagnostic(Diagnostic.Create(Rule, method.Identifier.GetLocation(), places, properties));
        }
    }
}

public sealed class OldNameFix() : RuleFix("TEST1", "Rename")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new OldNameAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is InvocationExpressionSyntax call)
        {
            var name = (IdentifierNameSyntax)call.Expression;
            return root.ReplaceNode(call, AwaitSyntax.InPlaceOf(call, call.WithExpression(name.WithIdentifier(Renamed(name.Identifier)))));
        }

        var method = (MethodDeclarationSyntax)site;
        root = root.ReplaceNode(method, method.WithIdentifier(Renamed(method.Identifier)));
        var marker = fix.EditLocations.OfType<FieldDeclarationSyntax>().Select(field => root.GetCurrentNode(field)).FirstOrDefault();
        return marker is null ? root : root.RemoveNode(marker, SyntaxRemoveOptions.KeepNoTrivia);
    }

    private static SyntaxToken Renamed(SyntaxToken name) => SyntaxFactory.Identifier(name.LeadingTrivia, "New" + name.ValueText[3..], name.TrailingTrivia);
}
