using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>The compiler errors of a member before and after an edit of it.</summary>
internal static class MemberErrors
{
    public static ImmutableArray<string> ConversionIds { get; } = ["CS0029", "CS0266", "CS1503"];

    /// <summary>True if the edit removes at least one error, and adds neither an error nor a warning.</summary>
    public static bool AreFewerIn(SyntaxNode written, SyntaxNode place, SemanticModel model, CancellationToken token)
    {
        var before = Ids(model, MemberOf(place), token);
        var tree = model.SyntaxTree.WithRootAndOptions(written, model.SyntaxTree.Options);
        var after = model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, tree).GetSemanticModel(tree);

        // The edit is inside the member, so the member's start position is unchanged.
        var member = tree.GetRoot(token).DescendantNodesAndSelf()
            .First(node => node.SpanStart == MemberOf(place).SpanStart && node.RawKind == MemberOf(place).RawKind);
        foreach (var id in Ids(after, member, token))
        {
            if (!before.Remove(id))
            {
                return false;
            }
        }

        return before.Exists(ConversionIds.Contains);
    }

    private static List<string> Ids(SemanticModel model, SyntaxNode member, CancellationToken token) =>
        [.. model.GetDiagnostics(member.FullSpan, token).Where(static d => d.Severity >= DiagnosticSeverity.Warning)
            .Select(static d => d.Id)];

    private static SyntaxNode MemberOf(SyntaxNode place) =>
        place.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax) ??
            place.SyntaxTree.GetRoot();
}
