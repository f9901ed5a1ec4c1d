using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace RoslynTesting.Tests.Doubles;

/// <summary>A fix that a test describes by its actions.</summary>
public sealed class TestFix : CodeFixProvider
{
    public const string Key = "T0001.Capitalize";

    /// <summary>Gives the name that is reported a capital letter.</summary>
    public static TestFix Capitalize => ReplaceName(Capital);

    public ImmutableArray<string> Ids { get; init; } = ["T0001"];

    public FixAllProvider? FixAll { get; init; } = WellKnownFixAllProviders.BatchFixer;

    public required Func<Document, Diagnostic, ImmutableArray<CodeAction>> Actions { get; init; }

    public override ImmutableArray<string> FixableDiagnosticIds => Ids;

    public static TestFix ReplaceName(Func<string, string> change, string key = Key) =>
        new() { Actions = (document, diagnostic) => [ReplaceNameAction(document, diagnostic, change, key)] };

    public static TestFix ChangeRoot(Func<SyntaxNode, Diagnostic, SyntaxNode> change) =>
        new() { Actions = (document, diagnostic) => [ChangeRootAction(document, root => change(root, diagnostic))] };

    public static TestFix ChangeSolution(Func<Document, Solution> change) => new()
    {
        Actions = (document, _) => [CodeAction.Create("Change", token => Task.FromResult(change(document)), Key)],
    };

    public static CodeAction ReplaceNameAction(
        Document document, Diagnostic diagnostic, Func<string, string> change, string? key, string title = "Replace the name") =>
        CodeAction.Create(
            title,
            async token =>
            {
                var text = await document.GetTextAsync(token);
                var span = diagnostic.Location.SourceSpan;
                return document.WithText(text.Replace(span, change(text.ToString(span))));
            },
            key);

    public static CodeAction ChangeRootAction(Document document, Func<SyntaxNode, SyntaxNode> change) =>
        CodeAction.Create(
            "Change the tree",
            async token => document.WithSyntaxRoot(change((await document.GetSyntaxRootAsync(token))!)),
            Key);

    public static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    public override FixAllProvider? GetFixAllProvider() => FixAll;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var action in Actions(context.Document, context.Diagnostics[0]))
        {
            context.RegisterCodeFix(action, context.Diagnostics[0]);
        }

        return Task.CompletedTask;
    }
}
