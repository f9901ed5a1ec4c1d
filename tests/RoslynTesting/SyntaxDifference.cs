using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The first place where two trees have another structure.</summary>
internal static class SyntaxDifference
{
    public static string? Find(SyntaxNodeOrToken made, SyntaxNodeOrToken parsed, bool withTrivia)
    {
        if (made.RawKind != parsed.RawKind || made.IsMissing != parsed.IsMissing || made.IsToken != parsed.IsToken)
        {
            return Describe(made, parsed);
        }

        if (made.IsToken)
        {
            var isSame = made.AsToken().Text == parsed.AsToken().Text &&
                made.AsToken().ValueText == parsed.AsToken().ValueText &&
                (!withTrivia || TriviaOf(made).SequenceEqual(TriviaOf(parsed)));
            return isSame ? null : Describe(made, parsed);
        }

        var madeChildren = made.ChildNodesAndTokens();
        var parsedChildren = parsed.ChildNodesAndTokens();
        if (madeChildren.Count != parsedChildren.Count)
        {
            return Describe(made, parsed);
        }

        for (var i = 0; i < madeChildren.Count; i++)
        {
            if (Find(madeChildren[i], parsedChildren[i], withTrivia) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static IEnumerable<(SyntaxKind, string)> TriviaOf(SyntaxNodeOrToken token) =>
        token.GetLeadingTrivia().Select(trivia => (trivia.Kind(), trivia.ToFullString()))
            .Append((SyntaxKind.None, ""))
            .Concat(token.GetTrailingTrivia().Select(trivia => (trivia.Kind(), trivia.ToFullString())));

    private static string Describe(SyntaxNodeOrToken made, SyntaxNodeOrToken parsed) =>
        $"made {made.Kind()} '{made}', parsed {parsed.Kind()} '{parsed}'";
}
